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

    /// Handles the mails of one conversation in their order; a deferred one holds up those behind it.
    func handle(_ chain: [(position: Int, work: Work)]) async {
        for (index, item) in chain.enumerated() {
            guard !run.stop.isStopped, !Task.isCancelled, await !tally.hasFailed else {
                await tally.leave()
                return
            }
            do {
                guard let due = try await handle(item.work, at: item.position) else { continue }
                for later in chain[(index + 1)...] {
                    let longest = run.now().addingTimeInterval(3600)
                    try await parts.ledger.postpone(later.work, until: min(due, longest), now: run.now())
                }
                return
            } catch {
                await tally.fail(WorkerRun.failure(error))
                return
            }
        }
    }

    /// Handles one mail. Gives the time of the next attempt when it was deferred.
    private func handle(_ work: Work, at position: Int) async throws -> Date? {
        let clock = ContinuousClock()
        let start = clock.now
        try await parts.ledger.claim(work, now: run.now())
        CrashPoint.claimed.pass()
        do {
            let attempt = Attempt(work: work, position: position, started: start)
            let due = try await handle(attempt)
            await inHand.leave(position)
            return due
        } catch {
            await inHand.leave(position)
            // A cancelled mail may be half applied: it stays claimed, so that the next run treats it as a suspect.
            if !(error is CancellationError), !Task.isCancelled { try await parts.ledger.release(work, now: run.now()) }
            throw error
        }
    }

    private func handle(_ attempt: Attempt) async throws -> Date? {
        let work = attempt.work
        let fetched = try await fetch(work)
        CrashPoint.fetched.pass()
        switch fetched {
        case .gone:
            try await parts.ledger.vanished(work, now: run.now())
            return await vanish(work)
        case .noLongerMatches:
            guard work.finishedAs == nil else {
                try await parts.ledger.lookedAt(work, now: run.now())
                return nil
            }
            try await parts.ledger.vanished(work, now: run.now())
            return await vanish(work)
        case .tooLarge(let bytes):
            await tally.take()
            let size = bytes.map { "\($0) bytes" } ?? "more"
            let reason = Reason(
                .tooLarge,
                "The mail has \(size), the limit is \(run.options.maximumMailBytes) bytes (--max-mail-size). "
                    + "It stays at its source; raise the limit and use `mailworker mails retry \(work.key)`.")
            return try await settle(attempt, .rejected(reason, report: nil), Head(), nil, nil)
        case .message(let mail, let isUnread):
            if work.finishedAs != nil, !isUnread {
                try await parts.ledger.lookedAt(work, now: run.now())
                return nil
            }
            await tally.take()
            return try await handle(attempt, mail)
        }
    }

    private func handle(_ attempt: Attempt, _ mail: RawMail) async throws -> Date? {
        let work = attempt.work
        if work.before.isSuspect { try await parts.ledger.keep(mail, of: work) }
        let head = parts.parser.head(mail)
        let fingerprint = try parts.fingerprint(of: mail, head)
        if work.finishedAs == .accepted || work.finishedAs == .alreadyHandled {
            let text =
                "An accepted mail was marked unread again; it is not handled twice. "
                + "`mailworker mails forget \(work.key)` makes it new."
            return try await repeated(attempt, Reason(.putBack, text), head, mail, fingerprint, receipt: nil)
        }
        let references = head.references + head.inReplyTo
        await inHand.enter(
            attempt.position, messageID: head.messageID, fingerprint: fingerprint, references: Set(references))
        if let due = try await parts.ledger.isDeferred(anyOf: references, in: work.key.mailbox),
            work.before.attempts == 0,
            work.before.state == .new, due > run.now()
        {
            let longest = run.now().addingTimeInterval(3600)
            try await parts.ledger.postpone(work, until: min(due, longest), now: run.now())
            return nil
        }
        if let known = try await parts.ledger.copy(of: fingerprint, in: work.key.mailbox, besides: work.key) {
            let text =
                "A copy of \(known.key), which was accepted. `mailworker mails forget \(known.key)` and "
                + "`mailworker mails forget \(work.key)` make them new."
            return try await repeated(attempt, Reason(.copy, text), head, mail, fingerprint, receipt: known.receipt)
        }
        let delivery = Delivery(
            key: work.key, idempotencyKey: IdempotencyKey(work.key, generation: work.generation), head: head,
            attempt: work.before.attempts + 1)
        let outcome = try await parts.handler.deliver(mail, delivery)
        CrashPoint.applied.pass()
        return try await settle(attempt, outcome, head, mail, fingerprint)
    }

    private func fetch(_ work: Work) async throws -> Fetched {
        if let hash = work.keptBytes, work.finishedAs == nil, let mail = try await parts.ledger.bytes(hash) {
            return .message(mail, isUnread: true)
        }
        let isNew = work.before.state == .new || work.finishedAs != nil
        return try await parts.mailbox.fetch(
            work.key, limitBytes: run.options.maximumMailBytes, mustMatch: isNew)
    }

    private func vanish(_ work: Work) async -> Date? {
        await tally.take()
        await tally.count(.gone)
        return nil
    }

    private func settle(
        _ attempt: Attempt, _ outcome: HandlingOutcome, _ head: Head, _ mail: RawMail?, _ fingerprint: ContentHash?
    ) async throws -> Date? {
        // An attempt at a mail put back begins anew.
        let before = attempt.work.finishedAs == nil ? attempt.work.before : Lifecycle(state: .new)
        let step = before.after(outcome, policy: run.options.policy, now: run.now(), jitter: run.jitter())
        let summary = outcome.summary
        try await record(
            attempt, step, head, mail, fingerprint, reason: summary.reason, receipt: summary.receipt,
            report: summary.report)
        guard case .deferred = outcome else { return nil }
        return step.lifecycle.due
    }

    private func repeated(
        _ attempt: Attempt, _ reason: Reason, _ head: Head, _ mail: RawMail, _ fingerprint: ContentHash,
        receipt: Receipt?
    ) async throws -> Date? {
        try await record(
            attempt, attempt.work.before.afterRepetition(), head, mail, fingerprint, reason: reason, receipt: receipt,
            report: nil)
        return nil
    }

    private func record(
        _ attempt: Attempt, _ step: Lifecycle.Step, _ head: Head, _ mail: RawMail?, _ fingerprint: ContentHash?,
        reason: Reason?, receipt: Receipt?, report: OutgoingMessage?
    ) async throws {
        let key = attempt.work.key
        try await parts.ledger.record(
            OutcomeRecord(
                work: attempt.work, step: step, head: head, hash: mail?.hash, fingerprint: fingerprint, reason: reason,
                receipt: receipt, report: report, mail: mail),
            now: run.now())
        CrashPoint.recorded.pass()
        await tally.count(step.outcome)
        if let mark = step.mark { await acknowledger.add([Acknowledgement(key: key, mark: mark)]) }
        run.logger.info(
            "mail handled",
            metadata: [
                "key": "\(key)", "outcome": "\(step.outcome.rawValue)", "code": "\(reason?.code.rawValue ?? "")",
            ])
        await run.onEvent(
            MailEvent(
                key: key, head: head, outcome: step.outcome, reason: reason, receipt: receipt, report: report,
                duration: ContinuousClock().now - attempt.started))
    }
}

/// One mail in hand.
struct Attempt: Sendable {
    let work: Work
    let position: Int
    let started: ContinuousClock.Instant
}
