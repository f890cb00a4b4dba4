import Foundation

/// When to try again, and when to give up: one for each operation that may fail for a while.
package struct RetrySchedule: Sendable {
    private let giveUpAfter: Duration
    private var backoff = Backoff()
    private var firstFailure: Date?

    /// Gives up so long after the first failure.
    package init(giveUpAfter: Duration) {
        self.giveUpAfter = giveUpAfter
    }

    /// How long to wait after a failure, at least `atLeast`; nil when that would be too late.
    package mutating func wait(atLeast: Duration? = nil, _ clockwork: Clockwork) -> Duration? {
        let now = clockwork.now()
        let failing = now.timeIntervalSince(firstFailure ?? now)
        firstFailure = firstFailure ?? now
        let wait = max(backoff.next(random: clockwork.random()), atLeast ?? .zero)
        return .seconds(failing) + wait <= giveUpAfter ? wait : nil
    }
}
