package import struct Foundation.Date

/// The life of one mail as a pure value: an event comes in, the new standing and what is to be done go out.
///
/// new → claimed → recorded → finished, with waiting and quarantine beside; the table is that of the states:
/// - an outcome leads from claimed to recorded, or to waiting, or to quarantine when the attempts are used up;
/// - a failure of the run leads back to what was before the claim;
/// - the death of the process leads to waiting, as a suspect;
/// - people lead out of quarantine (`retry`) and out of everything (`forget`).
package struct Lifecycle: Sendable, Equatable {
    package var state: MailState
    /// Attempts of this mail's own; outages do not count.
    package var attempts: Int
    /// When it is tried again; nil unless waiting.
    package var due: Date?
    /// In hand when a process died: taken up alone.
    package var isSuspect: Bool

    package init(state: MailState, attempts: Int = 0, due: Date? = nil, isSuspect: Bool = false) {
        self.state = state
        self.attempts = attempts
        self.due = due
        self.isSuspect = isSuspect
    }

    /// What follows from an outcome.
    package struct Step: Sendable, Equatable {
        package var lifecycle: Lifecycle
        package var outcome: OutcomeName
        /// What is to be done at the source; nil: nothing.
        package var mark: Acknowledgement.Mark?
        /// Whether the bytes are kept.
        package var keepsBytes: Bool
    }

    /// As it stands once it is claimed: a mail that was settled and is taken up once more begins anew.
    package var taken: Lifecycle {
        let isSettled = state == .finished || state == .quarantined
        return Lifecycle(state: .claimed, attempts: isSettled ? 0 : attempts, isSuspect: isSuspect)
    }

    /// A handler's outcome, for a mail that is claimed. `jitter` is uniform in -0.5 ... 0.5.
    package func after(
        _ outcome: HandlingOutcome, policy: RetryPolicy, now: Date, jitter: Double
    ) -> Step {
        switch outcome {
        case .accepted(let receipt, _):
            let isWhole = !receipt.notes.contains { $0.code == .lostFile || $0.code == .cutText }
            return done(.accepted, mark: isWhole ? .accepted : .acceptedKeeping)
        case .ignored: return done(.ignored, mark: .failed)
        case .rejected(let reason, _):
            // What is too large is not kept: its bytes were never here.
            let keeps = reason.code != .tooLarge
            guard policy.rejectedStaysUnread else { return done(.rejected, mark: .failed) }
            return again(
                .rejected, policy, now, keeps: keeps,
                pause: policy.pause(
                    after: attempts + 1, first: policy.rejectedFirst, longest: policy.rejectedLongest, jitter: jitter))
        case .deferred(_, let retryAfter):
            let pause = policy.pause(
                after: attempts + 1, first: policy.deferredFirst, longest: policy.deferredLongest, jitter: jitter)
            // A target may ask for more time, but not put a mail off for ever.
            let asked = policy.waits ? min(retryAfter ?? .zero, policy.deferredLongest) : .zero
            return again(.deferred, policy, now, keeps: true, pause: max(pause, asked))
        }
    }

    /// The mail is one that was handled before: a copy, or put back by a person.
    package func afterRepetition() -> Step { done(.alreadyHandled, mark: .alreadyHandled) }

    /// The mail was gone at its source.
    package func afterVanishing() -> Lifecycle { Lifecycle(state: .finished, attempts: attempts) }

    /// The process died with this mail in hand; `wasAlone`: no other was, so it may have been this mail's doing.
    package func afterDeath(wasAlone: Bool, policy: RetryPolicy, now: Date) -> Lifecycle {
        let attempts = attempts + (wasAlone ? 1 : 0)
        if attempts >= policy.maximumAttempts { return Lifecycle(state: .quarantined, attempts: attempts) }
        return Lifecycle(state: .waiting, attempts: attempts, due: now, isSuspect: true)
    }

    /// A person asks for another attempt; nil for an accepted mail, which `forget` is for.
    package func afterRetry(lastOutcome: OutcomeName?, now: Date) -> Lifecycle? {
        switch (state, lastOutcome) {
        case (.finished, .accepted), (.finished, .alreadyHandled), (.recorded, _), (.claimed, _), (.new, _): nil
        case (.waiting, _): Lifecycle(state: .waiting, attempts: attempts, due: now, isSuspect: isSuspect)
        default: Lifecycle(state: .waiting, attempts: 0, due: now)
        }
    }

    private func done(_ outcome: OutcomeName, mark: Acknowledgement.Mark) -> Step {
        Step(
            lifecycle: Lifecycle(state: .recorded, attempts: attempts + (outcome == .alreadyHandled ? 0 : 1)),
            outcome: outcome, mark: mark, keepsBytes: false)
    }

    private func again(
        _ outcome: OutcomeName, _ policy: RetryPolicy, _ now: Date, keeps: Bool, pause: Duration
    ) -> Step {
        let attempts = attempts + 1
        guard attempts < policy.maximumAttempts else {
            return Step(
                lifecycle: Lifecycle(state: .quarantined, attempts: attempts), outcome: .quarantined,
                mark: .quarantined, keepsBytes: keeps)
        }
        let seconds = Double(pause.components.seconds) + Double(pause.components.attoseconds) / 1e18
        return Step(
            lifecycle: Lifecycle(state: .waiting, attempts: attempts, due: now.addingTimeInterval(seconds)),
            outcome: outcome, mark: nil, keepsBytes: keeps)
    }
}
