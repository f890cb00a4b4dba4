import ArgumentParser
import Foundation
import MIME
import Mail
import SQLiteLedger
import Worker

/// What would happen to a mail, and why.
struct ExplainCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Shows what would become of a mail, and why; touches nothing.",
        discussion: """
            Ends with 65 when the mail would be rejected, 75 when it would be deferred, else 0; with 0 too when \
            `receive stdin` has handled it before.
            """)

    @Argument(help: "A raw mail (.eml); - for standard input.")
    var file: String
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        // Whose mailbox it came from is not known here.
        _ = try handler.report.way(isGmail: true)
        let assembly = Assembly(logger: output.logger())
        let spool = assembly.spool(NSTemporaryDirectory())
        let start = ContinuousClock.now
        let folder = try state.existing(surroundings.environment)
        let target = try await assembly.target(
            handler,
            HandlerContext(
                trackerPath: folder.tracker, spool: spool, mailboxAddress: nil, installationID: nil, isReadOnly: true)
        ).handler
        if case .tracker = try Target(handler.target.deliverTo) { try await target.check() }

        var preview: Preview
        var isKnown = false
        var head = Head()
        var key = MessageKey(mailbox: MailboxName("stdin"), id: "")
        do {
            let mail = try read(spool)
            head = assembly.parser(spool).head(mail)
            key = MessageKey(mailbox: key.mailbox, id: mail.hash.hexadecimal)
            preview = try await target.preview(
                mail, Delivery(key: key, idempotencyKey: IdempotencyKey(key, generation: 0), head: head, attempt: 1))
            if let ledger = try LedgerDatabase.reading(ifThere: folder) {
                let recognition = Recognition(parser: assembly.parser(spool), spool: spool, ledger: ledger)
                let known = try await recognition.piped(mail, head, in: key.mailbox)
                preview.steps += try await Self.steps(known, mail, ledger)
                isKnown = known != nil
            }
        } catch let limit as SpoolWriter.LimitReached {
            let reason = Reason(.tooLarge, "The mail is larger than \(limit.limitBytes) bytes (--max-mail-size).")
            preview = Preview(outcome: .rejected(reason, report: nil), steps: [])
        }
        let outcome = preview.outcome.summary
        let event = MailEvent(
            key: key, head: head, outcome: outcome.name, reason: outcome.reason, receipt: outcome.receipt,
            report: outcome.report, steps: preview.steps, change: preview.change,
            duration: ContinuousClock.now - start)
        switch output.output {
        case .json:
            var object = MailObject(event)
            object.event = "explain"
            object.steps = preview.steps
            try JSONLines.write(object)
        case .text: StandardOutput.write(Self.text(event))
        }
        // What `receive stdin` would answer, which does not handle a mail twice.
        if isKnown { return .done }
        return switch preview.outcome {
        case .accepted, .ignored: .done
        case .rejected: .rejected
        case .deferred: .temporary
        }
    }

    /// What the ledger knows of this mail. The decision stands above it: whoever explains a mail often explains one that
    /// was handled.
    private static func steps(
        _ known: (repetition: Repetition, entry: LedgerEntry)?, _ mail: RawMail, _ ledger: LedgerDatabase
    ) async throws -> [DecisionStep] {
        var steps: [DecisionStep] = []
        for entry in try await ledger.entries(named: mail.hash.hexadecimal).suffix(5)
        where entry.key != known?.entry.key {
            steps.append(DecisionStep("ledger", "the same bytes", "\(standing(entry)) as \(entry.key)"))
        }
        if let (repetition, entry) = known {
            let what = entry.hash == mail.hash ? "the same bytes" : "a copy of this mail"
            steps.append(
                DecisionStep(
                    "ledger", what,
                    "\(standing(entry)) as \(entry.key): receive stdin answers \(repetition.outcome.rawValue)"))
        }
        return steps
    }

    private static func standing(_ entry: LedgerEntry) -> String {
        "\(entry.outcome?.rawValue ?? entry.lifecycle.state.rawValue) on \(entry.updated.formatted(.iso8601))"
    }

    private func read(_ spool: Spool) throws -> RawMail {
        guard let handle = FileHandle(forReadingAtPath: file == "-" ? "/dev/stdin" : file) else {
            throw CommandFailure(
                .configuration,
                "Reading the mail \(file): \(String(cString: strerror(errno))). Give the path of a raw mail.")
        }
        defer { try? handle.close() }
        var writer = spool.writer(limitBytes: handler.limits.maxMailSize.bytes)
        do {
            while let data = try handle.read(upToCount: 65_536), !data.isEmpty {
                try data.withUnsafeBytes { try writer.write($0) }
            }
        } catch is CocoaError {
            throw CommandFailure(
                .configuration,
                "Reading the mail \(file): \(String(cString: strerror(errno))). Give the path of a raw mail.")
        }
        return RawMail(writer.finish())
    }

    private static func text(_ event: MailEvent) -> String {
        var lines = MailText(event).lines.filter { !$0.hasPrefix("    key ") }
        if !event.steps.isEmpty {
            let rows = event.steps.map {
                [$0.rule, MailText.oneLine($0.subject, 60), MailText.oneLine($0.result, 200)]
            }
            lines += ["", Table(["RULE", "LOOKED AT", "FOUND"], rows).text]
        }
        if !event.change.isEmpty {
            lines +=
                ["What would be done:"] + event.change.flatMap { $0.split(separator: "\n") }.map { "    \($0)" } + [""]
        }
        if let report = event.report {
            lines += ["What the sender (\(report.to)) would be told:"]
            lines += report.text.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
