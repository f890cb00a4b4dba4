import ArgumentParser
import Foundation
import Mail
import SQLiteLedger

/// What happened to my mail?
struct MailsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mails", abstract: "Shows what became of every mail, and lets it be tried again.",
        subcommands: [
            MailsList.self, MailsShow.self, MailsRaw.self, MailsRetry.self, MailsForget.self, MailsPrune.self,
            MailsCodes.self,
        ])
}

/// The ledger and the mail that a `mails` command is about.
struct LedgerAccess {
    let ledger: LedgerDatabase

    init(_ state: StateOptions, _ surroundings: Surroundings) throws {
        let folder = try state.existing(surroundings.environment)
        guard access(folder.ledger, F_OK) == 0 else {
            if errno == EACCES {
                throw CommandFailure(
                    .configuration,
                    "Opening the ledger \(folder.ledger): \(String(cString: strerror(errno))). Use the user that "
                        + "receive or poll run as.")
            }
            throw CommandFailure(
                .configuration,
                "Opening the ledger: there is none in \(folder.path). Give --state the folder that receive or poll use; "
                    + "it is made by their first run.")
        }
        ledger = try LedgerDatabase(folder, keepRawDays: 0)
    }

    func entry(_ name: String) async throws -> LedgerEntry {
        let entries = try await ledger.entries(named: name)
        guard let entry = entries.first else {
            throw CommandFailure(
                .usage,
                "Looking for the mail \(name): the ledger does not know it. `mailworker mails list` shows all keys.")
        }
        guard entries.count == 1 else {
            let keys = entries.map { "\n  \($0.key)" }.joined()
            throw CommandFailure(
                .usage, "Looking for the mail \(name): it may be any of these, give the whole key:\(keys)")
        }
        return entry
    }
}

extension MailState: ExpressibleByArgument {}
extension OutcomeName: ExpressibleByArgument {}
