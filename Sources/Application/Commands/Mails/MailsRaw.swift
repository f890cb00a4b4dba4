import ArgumentParser
import Mail
import SQLiteLedger

/// Prints the kept bytes of a mail.
struct MailsRaw: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raw", abstract: "Prints the kept bytes of one mail.",
        discussion: "Kept are quarantined and deferred mails; all others while --keep-raw DAYS lasts.")

    @Argument(help: "The mail's key or how it begins, its provider's id, or its Message-ID.")
    var key: String
    @OptionGroup var state: StateOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let access = try LedgerAccess(state, surroundings)
        let entry = try await access.entry(key)
        guard entry.keepsBytes, let hash = entry.hash, let mail = try await access.ledger.bytes(hash) else {
            throw CommandFailure(
                .usage,
                "Printing \(entry.key): its bytes are not kept. Kept are quarantined and deferred mails; "
                    + "--keep-raw DAYS keeps all of them for some days.")
        }
        try mail.content.forEachWindow { StandardOutput.write($0) }
        return .done
    }
}
