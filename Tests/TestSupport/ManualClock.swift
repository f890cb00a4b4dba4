import Threading

package import struct Foundation.Date

/// A clock that stands still until it is moved.
package final class ManualClock: Sendable {
    private let time: Locked<Date>

    /// Begins at 2026-10-01 08:00:00 UTC.
    package init() { time = Locked(Date(timeIntervalSince1970: 1_790_841_600)) }

    package var now: Date { time.withLock { $0 } }

    package func move(_ seconds: Double) { time.withLock { $0.addTimeInterval(seconds) } }
}
