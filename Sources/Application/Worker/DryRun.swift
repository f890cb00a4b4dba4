import Foundation
package import Mail

/// A run that only looks: lists, fetches and previews; takes no lock, claims nothing, marks nothing, sends nothing.
package struct DryRun: Sendable {
    private let mailbox: any Mailbox
    private let handler: any MessageHandler
    private let parser: any MessageParser
    /// nil when there is no ledger yet: then every match is new.
    private let isKnown: @Sendable (MessageKey) async -> Bool
    private let options: WorkerOptions
    private let onEvent: @Sendable (MailEvent) async -> Void

    package init(
        mailbox: any Mailbox, handler: any MessageHandler, parser: any MessageParser,
        isKnown: @escaping @Sendable (MessageKey) async -> Bool, options: WorkerOptions,
        onEvent: @escaping @Sendable (MailEvent) async -> Void
    ) {
        self.mailbox = mailbox
        self.handler = handler
        self.parser = parser
        self.isKnown = isKnown
        self.options = options
        self.onEvent = onEvent
    }

    /// Previews what a run would take up now; never throws, so that a summary is always there.
    package func run() async -> RunResult {
        let clock = ContinuousClock()
        let start = clock.now
        let before = await mailbox.traffic
        var result = RunResult(summary: RunSummary(), failure: nil)
        do {
            var listed: [ListedMessage] = []
            for try await page in mailbox.matches(atMost: options.listLimit) { listed += page }
            for message in listed.reversed() {
                guard result.summary.found < options.maximumMails else { break }
                if await isKnown(message.key) { continue }
                try await preview(message.key, &result.summary)
            }
        } catch {
            result.failure = WorkerRun.failure(error)
        }
        let traffic = await mailbox.traffic
        result.summary.requests = traffic.requests - before.requests
        result.summary.bytesReceived = traffic.bytesReceived - before.bytesReceived
        result.summary.duration = clock.now - start
        return result
    }

    private func preview(_ key: MessageKey, _ summary: inout RunSummary) async throws {
        let start = ContinuousClock().now
        summary.found += 1
        let preview: Preview
        var head = Head()
        switch try await mailbox.fetch(key, limitBytes: options.maximumMailBytes, mustMatch: true) {
        case .gone, .noLongerMatches:
            summary.gone += 1
            return
        case .tooLarge:
            let reason = Reason(
                .tooLarge, "The mail is larger than \(options.maximumMailBytes) bytes (--max-mail-size).")
            preview = Preview(outcome: .rejected(reason, report: nil), steps: [])
        case .message(let mail, _):
            head = parser.head(mail)
            preview = try await handler.preview(
                mail,
                Delivery(key: key, idempotencyKey: IdempotencyKey(key, generation: 0), head: head, attempt: 1))
        }
        let outcome = preview.outcome.summary
        summary.count(outcome.name)
        await onEvent(
            MailEvent(
                key: key, head: head, outcome: outcome.name, reason: outcome.reason, receipt: outcome.receipt,
                report: outcome.report, steps: preview.steps, change: preview.change,
                duration: ContinuousClock().now - start))
    }
}
