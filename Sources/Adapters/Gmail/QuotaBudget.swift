import Foundation
import Transport

/// Keeps one mailbox within its quota units: never more than the limit in any 60 seconds, as Gmail's server sees it.
///
/// Units count from the moment of sending until 60 seconds after the answer, since the server counts a request at some
/// moment between; so a slow network cannot push two minutes' worth into one. A whole minute's units may go at once.
actor QuotaBudget {
    private static let windowSeconds = 60.0
    /// How often to look again when all units are on their way.
    private static let pollInterval: Duration = .milliseconds(200)

    private let limit: Int?
    private let clockwork: Clockwork
    private var inFlight = 0
    private var settled: [(date: Date, units: Int)] = []
    private var pausedUntil: Date?

    /// `unitsPerMinute` nil is no limit.
    init(unitsPerMinute: Int?, clockwork: Clockwork) {
        limit = unitsPerMinute
        self.clockwork = clockwork
    }

    /// Waits until `units` may be spent and spends them; a request larger than the limit takes all of it.
    func spend(_ units: Int) async throws(CancellationError) {
        while let wait = waitingTime(for: charge(units)) {
            do {
                try await clockwork.sleep(wait)
            } catch {
                throw CancellationError()
            }
        }
        inFlight += charge(units)
    }

    /// The request that `spend` allowed has ended.
    func settle(_ units: Int) {
        inFlight -= charge(units)
        // Without a limit nobody would ever look at the list, or shorten it.
        if limit != nil { settled.append((clockwork.now(), charge(units))) }
    }

    /// Lets nothing go for a while: Gmail said so.
    func pause(_ duration: Duration) {
        let end = clockwork.now().addingTimeInterval(duration / .seconds(1))
        pausedUntil = max(end, pausedUntil ?? end)
    }

    private func charge(_ units: Int) -> Int { min(units, limit ?? units) }

    /// Nil when `units` may go now.
    private func waitingTime(for units: Int) -> Duration? {
        let now = clockwork.now()
        if let pausedUntil, now < pausedUntil { return .seconds(pausedUntil.timeIntervalSince(now)) }
        guard let limit else { return nil }
        settled.removeAll { now.timeIntervalSince($0.date) >= Self.windowSeconds }
        let used = settled.reduce(inFlight) { $0 + $1.units }
        guard used + units > limit else { return nil }
        guard let first = settled.first else { return Self.pollInterval }
        // A millisecond more, so that rounding never makes it a moment too early.
        return .seconds(Self.windowSeconds - now.timeIntervalSince(first.date) + 0.001)
    }
}
