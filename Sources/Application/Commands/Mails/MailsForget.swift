import ArgumentParser
import Foundation
import Mail
import SQLiteLedger

/// Makes a mail new.
struct MailsForget: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Makes a mail new: it is handled again as if for the first time.",
        discussion: "Mark the mail unread at its source as well, where the query asks for unread mails.")

    @Argument(help: "The mail's key or how it begins, its provider's id, or its Message-ID.")
    var key: String
    @OptionGroup var state: StateOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let access = try LedgerAccess(state, surroundings, changing: true)
        let entry = try await access.entry(key)
        guard entry.lifecycle.state != .claimed else {
            throw CommandFailure(
                .temporary, "Forgetting \(entry.key): a run has it in hand right now. Try again later.")
        }
        try await access.ledger.forget(entry, now: Date())
        let next =
            entry.key.mailbox.text == "stdin"
            ? "the next pipe of the same bytes is handled"
            : "the next run that finds it handles it. Mark it unread at its source where the query asks for unread mails"
        StandardOutput.write("\(entry.key) is new; \(next).\n")
        return .done
    }
}
