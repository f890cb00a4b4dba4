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
        let isPiped = entry.key.mailbox.text == "stdin"
        let next =
            isPiped
            ? "the next pipe of the same bytes tries it: mailworker mails raw \(entry.key) | mailworker receive stdin"
            : entry.keepsBytes ? "the next run tries it from its kept bytes" : "the next run fetches and tries it"
        StandardOutput.write("\(entry.key) is due now; \(next).\n")
        return .done
    }

    private static func refusal(_ entry: LedgerEntry) -> String {
        switch entry.lifecycle.state {
        case .new: "Retrying \(entry.key): it is new already; the next run that finds it takes it up."
        case .claimed: "Retrying \(entry.key): a run has it in hand right now."
        default:
            "Retrying \(entry.key): it was accepted, and is not applied twice. To handle it as a new mail: "
                + "mailworker mails forget \(entry.key)"
        }
    }
}
