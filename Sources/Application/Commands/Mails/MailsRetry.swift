import ArgumentParser
import Foundation
import Mail
import SQLiteLedger

/// Makes a mail due now.
struct MailsRetry: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Makes a mail due now; the next run tries it again.")

    @Argument(help: "The mail's key or how it begins, its provider's id, or its Message-ID.")
    var key: String
    @OptionGroup var state: StateOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let access = try LedgerAccess(state, surroundings, changing: true)
        let entry = try await access.entry(key)
        guard try await access.ledger.retry(entry, now: Date()) else {
            throw CommandFailure(.usage, Self.refusal(entry))
        }
        var isKept = false
        if entry.keepsBytes, let hash = entry.hash { isKept = try await access.ledger.bytes(hash) != nil }
        let next =
            switch (entry.key.mailbox.text == "stdin", isKept) {
            case (true, true):
                "the next pipe of the same bytes tries it: mailworker mails raw \(entry.key) | mailworker receive stdin"
            case (true, false): "its bytes are not kept, so it has to be piped again from where it came"
            case (false, true): "the next run tries it from its kept bytes"
            case (false, false): "the next run fetches and tries it"
            }
        StandardOutput.write("\(entry.key) is due now; \(next).\n")
        return .done
    }

    private static func refusal(_ entry: LedgerEntry) -> String {
        switch entry.lifecycle.state {
        case .new: "Retrying \(entry.key): it is new already; the next run that finds it takes it up."
        case .claimed:
            "Retrying \(entry.key): a run has it in hand, or ended with it in hand; then the next run takes it up by itself."
        case .recorded where entry.outcome != .accepted && entry.outcome != .alreadyHandled:
            "Retrying \(entry.key): it is not marked at its source yet. The next run does that; retry it then."
        default:
            "Retrying \(entry.key): it was accepted, and is not applied twice. To handle it as a new mail: "
                + "mailworker mails forget \(entry.key)"
        }
    }
}
