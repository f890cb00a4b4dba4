import ArgumentParser
import Foundation
import Mail
import SQLiteLedger

/// Takes what is no longer needed out of the ledger.
struct MailsPrune: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Takes texts and bytes of finished mails out of the ledger.",
        discussion: "Quarantined and waiting mails stay whole, and so does what keeps a mail from being handled twice.")

    @Option(help: ArgumentHelp("Only mails whose last change is older.", valueName: "days"))
    var olderThan: Int
    @OptionGroup var state: StateOptions

    func validate() throws {
        guard (0...36_500).contains(olderThan) else {
            throw ValidationError("--older-than \(olderThan): 0 to 36500 days.")
        }
    }

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let access = try LedgerAccess(state, surroundings, changing: true)
        let count = try await access.ledger.prune(before: Date(timeIntervalSinceNow: -86_400 * Double(olderThan)))
        StandardOutput.write(count == 1 ? "1 mail pruned.\n" : "\(count) mails pruned.\n")
        return .done
    }
}
