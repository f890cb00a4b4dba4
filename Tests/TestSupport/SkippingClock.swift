package import Foundation
import Threading
package import Transport

/// A clock that stands still until somebody sleeps, and then skips the sleep.
package final class SkippingClock: Sendable {
    private struct State {
        var now: Date
        var sleeps: [Duration] = []
    }

    private let state: Locked<State>
    private let randomNumber: Double

    /// `random` is what every draw gives.
    package init(_ now: Date = Date(timeIntervalSince1970: 1_800_000_000), random: Double = 0.5) {
        state = Locked(State(now: now))
        randomNumber = random
    }

    package var now: Date { state.withLock { $0.now } }
    package var sleeps: [Duration] { state.withLock { $0.sleeps } }

    package func advance(by duration: Duration) {
        state.withLock { $0.now.addTimeInterval(duration / .seconds(1)) }
    }

    package var clockwork: Clockwork {
        let randomNumber = randomNumber
        return Clockwork(
            now: { self.now },
            sleep: { duration in
                try Task.checkCancellation()
                self.advance(by: duration)
                self.state.withLock { $0.sleeps.append(duration) }
            },
            random: { randomNumber })
    }
}
