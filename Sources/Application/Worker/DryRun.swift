package import Foundation
package import Mail

/// A run that only looks: lists, fetches and previews; takes no lock, claims nothing, marks nothing, sends nothing.
package struct DryRun: Sendable {
    private let mailbox: any Mailbox
    private let handler: any MessageHandler
    private let parser: any MessageParser
    private let spool: Spool
    /// nil when there is no ledger yet: then every match is new.
    private let ledger: (any LedgerReading)?
    private let options: WorkerOptions
    private let now: @Sendable () -> Date
    private let onEvent: @Sendable (MailEvent) async -> Void

    package init(
        mailbox: any Mailbox, handler: any MessageHandler, parser: any MessageParser, spool: Spool,
        ledger: (any LedgerReading)?, options: WorkerOptions, now: @escaping @Sendable () -> Date,
        onEvent: @escaping @Sendable (MailEvent) async -> Void
    ) {
        self.mailbox = mailbox
        self.handler = handler
        self.parser = parser
        self.spool = spool
        self.ledger = ledger
        self.options = options
        self.now = now
        self.onEvent = onEvent
    }

    private var recognition: Recognition { Recognition(parser: parser, spool: spool, ledger: ledger) }

    /// Previews what a run would take up now; never throws, so that a summary is always there.
    package func run() async -> RunResult {
        let clock = ContinuousClock()
        let start = clock.now
        let before = await mailbox.traffic
        var result = RunResult(summary: RunSummary(), failure: nil)
        do {
            let selection = try await selection()
            for entry in selection.known {
                let repetition = Repetition(of: entry)
                result.summary.found += 1
                await show(MailEvent(entry, repetition.outcome, repetition.reason), &result.summary)
            }
            var accepted: [ContentHash: MessageKey] = [:]
            for work in selection.work { try await look(work, &accepted, &result.summary) }
        } catch {
            result.failure = WorkerRun.failure(error)
        }
        if let counts = try? await ledger?.counts(mailbox.name, now: now()) {
            result.summary.waiting = counts.waiting
            result.summary.inQuarantine = counts.quarantined
        }
        let traffic = await mailbox.traffic
        result.summary.requests = traffic.requests - before.requests
        result.summary.bytesReceived = traffic.bytesReceived - before.bytesReceived
        result.summary.duration = clock.now - start
        return result
    }

    private func selection() async throws -> Selection {
        var listed: [ListedMessage] = []
        for try await page in mailbox.matches(atMost: options.listLimit) { listed += page }
        listed.reverse()
        guard let ledger else {
            let new = listed.prefix(options.maximumMails).map { message in
                Work(
                    key: message.key, generation: 0, before: Lifecycle(state: .new), conversation: message.conversation,
                    waitsUntil: now(), keptBytes: nil, finishedAs: nil, isReported: false)
            }
            return Selection(work: new, known: [])
        }
        return try await ledger.choose(
            mailbox.name, matching: listed, atMost: options.maximumMails, onlyListed: !options.policy.waits,
            putBackAfter: options.putBackAfter, now: now())
    }

    /// Looks at one mail as a run would take it up. `accepted`: what this run would have accepted before.
    private func look(
        _ work: Work, _ accepted: inout [ContentHash: MessageKey], _ summary: inout RunSummary
    ) async throws {
        let start = ContinuousClock().now
        let fetched = try await mailbox.fetched(work, from: ledger, limitBytes: options.maximumMailBytes)
        // A settled mail is only looked at, unless it was put back.
        if work.finishedAs != nil { guard case .message(_, isUnread: true) = fetched else { return } }
        switch fetched {
        case .gone, .noLongerMatches:
            summary.found += 1
            summary.gone += 1
        case .tooLarge(let bytes):
            let reason = Reason.tooLarge(work.key, bytes: bytes, limit: options.maximumMailBytes)
            summary.found += 1
            await show(
                event(work, Head(), Preview(outcome: .rejected(reason, report: nil), steps: []), start), &summary)
        case .message(let mail, _):
            let head = parser.head(mail)
            if try await isHeld(work, head) { return }
            summary.found += 1
            let fingerprint = try recognition.fingerprint(of: mail, head)
            if let repetition = try await repetition(work, mail, head, fingerprint, accepted) {
                let event = MailEvent(
                    key: work.key, head: head, outcome: repetition.outcome, reason: repetition.reason,
                    receipt: repetition.receipt, duration: ContinuousClock().now - start)
                return await show(event, &summary)
            }
            let preview = try await handler.preview(
                mail,
                Delivery(
                    key: work.key, idempotencyKey: work.idempotencyKey, head: head,
                    attempt: work.before.taken.attempts + 1))
            if case .accepted = preview.outcome { accepted[fingerprint] = work.key }
            await show(event(work, head, preview, start), &summary)
        }
    }

    /// Whether a run would let it wait for a deferred mail that it answers.
    private func isHeld(_ work: Work, _ head: Head) async throws -> Bool {
        guard let ledger, options.policy.waits, now() < work.waitsUntil else { return false }
        let due = try await ledger.isDeferred(anyOf: head.references + head.inReplyTo, in: work.key.mailbox)
        return due.map { $0 > now() } ?? false
    }

    private func repetition(
        _ work: Work, _ mail: RawMail, _ head: Head, _ fingerprint: ContentHash,
        _ accepted: [ContentHash: MessageKey]
    ) async throws -> Repetition? {
        if work.finishedAs == .accepted || work.finishedAs == .alreadyHandled {
            return try await recognition.putBack(work, mail, head)
        }
        if let first = accepted[fingerprint] { return Repetition(work.key, copyOf: first, receipt: nil) }
        return try await recognition.copy(work.key, fingerprint)
    }

    /// What a run would record, quarantine included.
    private func event(_ work: Work, _ head: Head, _ preview: Preview, _ start: ContinuousClock.Instant) -> MailEvent {
        let outcome = preview.outcome.summary
        let step = work.before.taken.after(preview.outcome, policy: options.policy, now: now(), jitter: 0)
        return MailEvent(
            key: work.key, head: head, outcome: step.outcome, reason: outcome.reason, receipt: outcome.receipt,
            report: outcome.report, steps: preview.steps, change: preview.change,
            duration: ContinuousClock().now - start)
    }

    private func show(_ event: MailEvent, _ summary: inout RunSummary) async {
        summary.count(event.outcome)
        await onEvent(event)
    }
}
