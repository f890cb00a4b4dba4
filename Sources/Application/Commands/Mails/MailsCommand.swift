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

    /// `changing`: the command changes the ledger; the others work where nothing can be written too.
    init(_ state: StateOptions, _ surroundings: Surroundings, changing: Bool = false) throws {
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
        ledger = changing ? try LedgerDatabase(folder, keepRawDays: 0) : try LedgerDatabase(reading: folder)
    }

    /// The one mail that `name` means: its key, the provider's id, the Message-ID, or how a key or id begins.
    func entry(_ name: String) async throws -> LedgerEntry {
        guard !name.isEmpty else {
            throw CommandFailure(
                .usage, "No mail is named. Give its key as `mailworker mails list` shows it, or its Message-ID.")
        }
        var entries = try await ledger.entries(named: name)
        if entries.isEmpty, name.count >= Self.shortestBeginning {
            entries = try await ledger.entries(beginning: name, atMost: Self.mostShown + 1)
        }
        guard let entry = entries.first else {
            throw CommandFailure(
                .usage,
                "Looking for the mail \(name): the ledger does not know it. `mailworker mails list` shows all keys.")
        }
        guard entries.count == 1 else {
            var lines = entries.prefix(Self.mostShown).map { entry in
                "  \(entry.key)  \(entry.outcome?.rawValue ?? entry.lifecycle.state.rawValue)  "
                    + MailText.oneLine(entry.subject ?? "", 50)
            }
            if entries.count > Self.mostShown { lines.append("  …") }
            throw CommandFailure(
                .usage,
                "Looking for the mail \(name): it may be any of these, give the whole key:\n"
                    + lines.joined(separator: "\n"))
        }
        return entry
    }

    /// Less of a key is more likely a slip than a mail.
    private static let shortestBeginning = 6
    private static let mostShown = 20
}

extension MailState: ExpressibleByArgument {}
extension OutcomeName: ExpressibleByArgument {}
