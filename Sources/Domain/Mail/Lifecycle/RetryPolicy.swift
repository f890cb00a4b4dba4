/// When a mail is tried again, and when no more.
package struct RetryPolicy: Sendable, Equatable {
    /// First waiting time after a deferral; doubles up to the longest one.
    package var deferredFirst = Duration.seconds(60)
    package var deferredLongest = Duration.seconds(6 * 3600)
    /// The same for a rejected mail that stays unread.
    package var rejectedFirst = Duration.seconds(600)
    package var rejectedLongest = Duration.seconds(24 * 3600)
    /// Attempts of its own after which a mail is quarantined.
    package var maximumAttempts: Int
    /// False: the caller decides when to try again (a mail server's pipe).
    package var waits = true
    /// Whether a rejected mail stays unread at its source and is tried again (`read_on_failure=false`).
    package var rejectedStaysUnread: Bool

    package init(maximumAttempts: Int, rejectedStaysUnread: Bool, waits: Bool = true) {
        self.maximumAttempts = maximumAttempts
        self.rejectedStaysUnread = rejectedStaysUnread
        self.waits = waits
    }

    /// The waiting time before the attempt after `attempts`; `jitter` is uniform in -0.5 ... 0.5.
    func pause(after attempts: Int, first: Duration, longest: Duration, jitter: Double) -> Duration {
        guard waits else { return .zero }
        var pause = first
        for _ in 1..<max(1, attempts) where pause < longest { pause *= 2 }
        return min(pause, longest) * (1 + jitter)
    }
}
