import ArgumentParser
import Foundation
import Mail

/// Shows one mail of the ledger.
struct MailsShow: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows all that is known of one mail.")

    @Argument(help: "The mail's key or how it begins, its provider's id, or its Message-ID.")
    var key: String
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let entry = try await LedgerAccess(state, surroundings).entry(key)
        if output.output == .json {
            try JSONLines.write(MailObject(entry))
            return .done
        }
        var lines: [(String, String?)] = [
            ("key", entry.key.description), ("message id", entry.messageID?.text), ("from", entry.from),
            ("subject", entry.subject), ("state", entry.lifecycle.state.rawValue),
            ("outcome", entry.outcome?.rawValue), ("code", entry.reason?.code.rawValue), ("reason", entry.reason?.text),
            ("result", entry.receipt.map { "\($0.kind.rawValue)\($0.id.map { " \($0)" } ?? "")" }),
            ("url", entry.receipt?.url),
            ("attempts", "\(entry.lifecycle.attempts)"), ("due", entry.lifecycle.due?.formatted(.iso8601)),
        ]
        lines += (entry.receipt?.notes ?? []).map { note in
            ("note", [note.code.rawValue, note.attribute, note.line].compactMap { $0 }.joined(separator: "  "))
        }
        lines += [
            ("report", entry.report == .none ? nil : entry.report.rawValue),
            ("first seen", entry.firstSeen.formatted(.iso8601)), ("last change", entry.updated.formatted(.iso8601)),
            ("acknowledged", entry.acknowledged?.formatted(.iso8601)),
            ("still to mark", entry.pendingMark?.rawValue), ("sha-256", entry.hash?.hexadecimal),
            ("bytes kept", entry.keepsBytes ? "yes (`mailworker mails raw \(entry.key)`)" : "no"),
        ]
        for case (let name, let value?) in lines {
            StandardOutput.write("\(MailText.padded(name, 14)) \(MailText.oneLine(value, 2_000))\n")
        }
        return .done
    }
}
