import Foundation
import Logging
import Mail
import Observability

/// Where mails are taken up, one action after the other; holds the crash points.
struct MailDesk: Sendable {
    let run: WorkerRun
    let tally: Tally
    let acknowledger: Acknowledger
    private let inHand = InHand()

    init(run: WorkerRun, tally: Tally, acknowledger: Acknowledger) {
        self.run = run
        self.tally = tally
        self.acknowledger = acknowledger
    }

    private var parts: WorkerParts { run.parts }

    /// Handles the mails of one conversation in their order; a deferred one holds up those behind it for a while.
    func handle(_ chain: [(position: Int, work: Work)]) async {
        var held: Date?
        for (position, work) in chain {
            guard !run.stop.isStopped, !Task.isCancelled, await !tally.hasFailed else {
                await tally.leave()
                return
            }
            do {
                if let held, min(held, work.waitsUntil) > run.now() {
                    try await parts.ledger.postpone([work], until: held, now: run.now())
                } else if let due = try await handle(work, at: position) {
                    held = max(held ?? due, due)
                }
            } catch {
                await tally.fail(Task.isCancelled ? .stopped : WorkerRun.failure(error))
                return
            }
        }
    }

    /// Handles one mail. Gives when it is tried again, if those behind it have to wait for that.
    private func handle(_ work: Work, at position: Int) async throws -> Date? {
        let attempt = Attempt(work: work, position: position, started: ContinuousClock().now)
        if work.finishedAs != nil { return try await look(attempt) }
        return try await claimed(attempt) {
            switch try await fetched(work) {
            case .gone, .noLongerMatches:
                try await parts.ledger.vanished(work, now: run.now())
                await tally.take()
                await tally.count(.gone)
                return nil
            case .tooLarge(let bytes):
                await tally.take()
                let reason = Reason.tooLarge(work.key, bytes: bytes, limit: run.options.maximumMailBytes)
                return try await settle(attempt, .rejected(reason, report: nil), Head(), nil, nil)
            case .message(let mail, _):
                return try await handle(attempt, mail)
            }
        }
    }

    /// A settled mail matches again: handles it when a person put it back, else only notes the look.
    private func look(_ attempt: Attempt) async throws -> Date? {
        let work = attempt.work
        switch try await fetched(work) {
        case .message(let mail, isUnread: true):
            if work.finishedAs == .accepted || work.finishedAs == .alreadyHandled {
                try await putBack(attempt, mail)
                return nil
            }
            return try await claimed(attempt) { try await handle(attempt, mail) }
        case .noLongerMatches:
            // The listing lags behind; it means something only once the mail is there again.
            return nil
        case .message(_, isUnread: false), .gone, .tooLarge:
            try await parts.ledger.lookedAt(work, now: run.now())
            return nil
        }
    }

    /// Takes a mail in hand for the time of `body`; lets go of it when `body` fails.
    private func claimed(_ attempt: Attempt, _ body: () async throws -> Date?) async throws -> Date? {
        guard try await parts.ledger.claim(attempt.work, now: run.now()) else { return nil }
        CrashPoint.claimed.pass()
        do {
            let due = try await body()
            await inHand.leave(attempt.position)
            return due
        } catch {
            await inHand.leave(attempt.position)
            // A mail that may be half applied stays claimed, so that the next run treats it as a suspect.
            if error is CutOff { throw CancellationError() }
            try await parts.ledger.release(attempt.work, now: run.now())
            throw error
        }
    }

    private func handle(_ attempt: Attempt, _ mail: RawMail) async throws -> Date? {
        CrashPoint.fetched.pass()
        let work = attempt.work
        if work.before.isSuspect { try await parts.ledger.keep(mail, of: work) }
        let head = parts.parser.head(mail)
        let fingerprint = try parts.recognition.fingerprint(of: mail, head)
        let references = head.references + head.inReplyTo
        await inHand.enter(
            attempt.position, messageID: head.messageID, fingerprint: fingerprint, references: Set(references))
        if let held = try await hold(work, references) { return held }
        await tally.take()
        if let copy = try await parts.recognition.copy(work.key, fingerprint) {
            try await record(
                attempt, work.before.taken.afterRepetition(), head, mail, fingerprint, reason: copy.reason,
                receipt: copy.receipt, report: nil)
            return nil
        }
        let outcome = try await deliver(attempt, mail, head)
        return try await settle(attempt, outcome, head, mail, fingerprint)
    }

    private func deliver(_ attempt: Attempt, _ mail: RawMail, _ head: Head) async throws -> HandlingOutcome {
        let work = attempt.work
        try Task.checkCancellation()
        do {
            let outcome = try await parts.handler.deliver(
                mail,
                Delivery(
                    key: work.key, idempotencyKey: work.idempotencyKey, head: head,
                    attempt: work.before.taken.attempts + 1))
            CrashPoint.applied.pass()
            return outcome
        } catch {
            throw Task.isCancelled ? CutOff() : error
        }
    }

    /// Lets a mail wait when one that it answers was deferred. A pipe's caller waits by itself.
    private func hold(_ work: Work, _ references: [MessageID]) async throws -> Date? {
        guard run.options.policy.waits, run.now() < work.waitsUntil,
            let due = try await parts.ledger.isDeferred(anyOf: references, in: work.key.mailbox), due > run.now()
        else { return nil }
        try await parts.ledger.postpone([work], until: due, now: run.now())
        return due
    }

    /// An accepted mail was put back: it is marked again, and nothing else.
    private func putBack(_ attempt: Attempt, _ mail: RawMail) async throws {
        let head = parts.parser.head(mail)
        let repetition = try await parts.recognition.putBack(attempt.work, mail, head)
        try await parts.ledger.markAgain(attempt.work, now: run.now())
        await tally.take()
        await tell(
            attempt, repetition.outcome, mark: .alreadyHandled, head, reason: repetition.reason,
            receipt: repetition.receipt, report: nil)
    }

    private func fetched(_ work: Work) async throws -> Fetched {
        try await parts.mailbox.fetched(work, from: parts.ledger, limitBytes: run.options.maximumMailBytes)
    }

    private func settle(
        _ attempt: Attempt, _ outcome: HandlingOutcome, _ head: Head, _ mail: RawMail?, _ fingerprint: ContentHash?
    ) async throws -> Date? {
        let step = attempt.work.before.taken.after(
            outcome, policy: run.options.policy, now: run.now(), jitter: run.jitter())
        let summary = outcome.summary
        try await record(
            attempt, step, head, mail, fingerprint, reason: summary.reason, receipt: summary.receipt,
            report: summary.report)
        guard case .deferred = outcome else { return nil }
        return step.lifecycle.due
    }

    private func record(
        _ attempt: Attempt, _ step: Lifecycle.Step, _ head: Head, _ mail: RawMail?, _ fingerprint: ContentHash?,
        reason: Reason?, receipt: Receipt?, report: OutgoingMessage?
    ) async throws {
        try await parts.ledger.record(
            OutcomeRecord(
                work: attempt.work, step: step, head: head, hash: mail?.hash, fingerprint: fingerprint, reason: reason,
                receipt: receipt, report: report, mail: mail),
            now: run.now())
        CrashPoint.recorded.pass()
        await tell(attempt, step.outcome, mark: step.mark, head, reason: reason, receipt: receipt, report: report)
    }

    /// Counts and shows an outcome that is recorded, and hands on what is to be done at the source.
    private func tell(
        _ attempt: Attempt, _ outcome: OutcomeName, mark: Acknowledgement.Mark?, _ head: Head, reason: Reason?,
        receipt: Receipt?, report: OutgoingMessage?
    ) async {
        let key = attempt.work.key
        await tally.count(outcome)
        if let mark { await acknowledger.add([Acknowledgement(key: key, mark: mark)]) }
        run.logger.info(
            "mail handled",
            metadata: [
                "key": "\(key)", "outcome": "\(outcome.rawValue)", "code": "\(reason?.code.rawValue ?? "")",
            ])
        await run.onEvent(
            MailEvent(
                key: key, head: head, outcome: outcome, reason: reason, receipt: receipt, report: report,
                duration: ContinuousClock().now - attempt.started))
    }
}

/// One mail in hand.
struct Attempt: Sendable {
    let work: Work
    let position: Int
    let started: ContinuousClock.Instant
}

/// The handler was cancelled with the mail in its hands: what it did is not known.
private struct CutOff: Error {}
