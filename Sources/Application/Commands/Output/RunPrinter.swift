import Foundation
import Mail
import Worker

/// Shows a run: a line or object per mail when it is done, a summary at the end, on a terminal a progress line between.
actor RunPrinter {
    private let format: OutputFormat
    /// Named in summaries where several mailboxes take turns.
    private let mailbox: String?
    private let isTerminal: Bool
    private var done = 0
    private var hasProgressLine = false

    init(_ format: OutputFormat, mailbox: String? = nil) {
        self.format = format
        self.mailbox = mailbox
        isTerminal = format == .text && isatty(2) == 1
    }

    func show(_ event: MailEvent) {
        done += 1
        switch format {
        case .json: try? JSONLines.write(MailObject(event))
        case .text:
            clearProgress()
            StandardOutput.write(MailText(event).lines.joined(separator: "\n") + "\n")
            if isTerminal {
                StandardError.write("\(done) mails …")
                hasProgressLine = true
            }
        }
    }

    func show(_ result: RunResult, exit: ExitClass) {
        clearProgress()
        switch format {
        case .json:
            var object = SummaryObject(result.summary, exit: exit, error: result.failure?.text)
            object.mailbox = mailbox
            try? JSONLines.write(object)
        case .text:
            StandardOutput.write((mailbox.map { "\($0): " } ?? "") + SummaryText(result).line + "\n")
            if let failure = result.failure { StandardError.write("mailworker: \(failure.text)\n") }
        }
        done = 0
    }

    /// A run that could not begin: its summary is printed all the same.
    func show(failure error: any Error) -> ExitClass {
        let failure = CommandFailure(error)
        let cause = SourceFailure(.unavailable(retryAfter: nil), failure.text)
        show(RunResult(summary: RunSummary(), failure: .source(cause)), exit: failure.exit)
        return failure.exit
    }

    private func clearProgress() {
        guard hasProgressLine else { return }
        StandardError.write("\r\u{1B}[K")
        hasProgressLine = false
    }
}

/// One mail as people read it.
struct MailText {
    let lines: [String]

    init(_ event: MailEvent) {
        let subject = event.head.subject.map { "“\(Self.oneLine($0, 60))”" } ?? "(no subject)"
        let from = event.head.from.first.map { Self.oneLine($0.mail, 40) } ?? "(no sender)"
        var lines = ["\(Self.padded(event.outcome.rawValue, 15)) \(from)  \(subject)"]
        if let reason = event.reason {
            let text = reason.text.split(separator: "\n").map { Self.oneLine(String($0), 300) }
            lines += text.enumerated().map { "    " + ($0.offset == 0 ? "\(reason.code.rawValue): " : "") + $0.element }
        }
        for note in event.receipt?.notes ?? [] {
            let what = [note.attribute, note.line.map { "“\(Self.oneLine($0, 80))”" }].compactMap { $0 }
            lines.append("    note \(note.code.rawValue): \(what.joined(separator: " "))")
        }
        if event.outcome != .accepted { lines.append("    key \(event.key)") }
        self.lines = lines
    }

    /// A stranger's text for a terminal: no control characters, one line, shortened.
    static func oneLine(_ text: String, _ limit: Int) -> String {
        let harmless = text.unicodeScalars.map { scalar -> Character in
            let isControl =
                scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
            return isControl ? " " : Character(scalar)
        }
        let line = String(harmless)
        return line.count > limit ? line.prefix(limit - 1) + "…" : line
    }

    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}

/// A run in one line.
struct SummaryText {
    let line: String

    init(_ result: RunResult) {
        let summary = result.summary
        let counts = [
            ("accepted", summary.accepted), ("ignored", summary.ignored), ("rejected", summary.rejected),
            ("deferred", summary.deferred), ("quarantined", summary.quarantined),
            ("already handled", summary.alreadyHandled), ("gone", summary.gone), ("waiting", summary.waiting),
        ].filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
        let outcomes = counts.isEmpty ? "" : ": " + counts.joined(separator: ", ")
        let mails = summary.found == 1 ? "1 mail" : "\(summary.found) mails"
        let requests = summary.requests == 1 ? "1 request" : "\(summary.requests) requests"
        var line = "\(mails)\(outcomes); \(summary.acknowledged) acknowledged, \(requests), "
        line += "\(summary.duration.inSeconds) s"
        if summary.inQuarantine > 0 {
            line += "\n\(summary.inQuarantine) in quarantine: see `mailworker mails list --state-is quarantined`"
        }
        self.line = line
    }
}
