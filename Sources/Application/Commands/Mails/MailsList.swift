import ArgumentParser
import Mail
import SQLiteLedger

/// Lists the mails of the ledger.
struct MailsList: RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists mails, oldest first.")

    @Option(help: "Only this mailbox, as in gmail:support@example.org.")
    var mailbox: String?
    @Option(help: "Only mails in this state: new, claimed, recorded, waiting, quarantined, finished.")
    var stateIs: MailState?
    @Option(help: "Only mails with this outcome: accepted, ignored, rejected, deferred, quarantined, already-handled.")
    var outcome: OutcomeName?
    @Option(help: "At most this many, the newest.")
    var limit: Count = Count(1_000)
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let access = try LedgerAccess(state, surroundings)
        let entries = try await access.ledger.entries(
            .init(
                mailbox: mailbox.map(MailboxName.init), state: stateIs, outcome: outcome, limit: limit.number))
        switch output.output {
        case .json: for entry in entries { try JSONLines.write(MailObject(entry)) }
        case .text:
            let rows = entries.map { entry in
                [
                    entry.key.description, entry.lifecycle.state.rawValue, entry.outcome?.rawValue ?? "",
                    entry.reason?.code.rawValue ?? "", entry.receipt?.id.map { "#\($0)" } ?? "",
                    MailText.oneLine(entry.subject ?? "", 50),
                ]
            }
            StandardOutput.write(Table(["KEY", "STATE", "OUTCOME", "CODE", "RESULT", "SUBJECT"], rows).text)
        }
        return .done
    }
}
