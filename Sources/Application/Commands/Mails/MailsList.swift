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
    @Option(
        help: "Only mails with this outcome: accepted, ignored, rejected, deferred, quarantined, already-handled, gone."
    )
    var outcome: OutcomeName?
    @Option(help: "At most this many, the newest. (default: 1000)")
    var limit: Count?
    @OptionGroup var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let access = try LedgerAccess(state, surroundings)
        let most = limit ?? Count(1_000)
        var entries = try await access.ledger.entries(
            .init(
                mailbox: mailbox.map(MailboxName.init), state: stateIs, outcome: outcome, limit: most.andOneMore))
        let isCut = entries.count > most.number
        if isCut { entries.removeFirst() }
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
            StandardOutput.write(Table(["KEY", "STATE", "OUTCOME", "CODE", "RESULT", "SUBJECT"], rows).fitted)
        }
        if isCut, limit == nil {
            StandardError.write(
                "mailworker: there are more; these are the newest \(most.number). --limit N shows more.\n")
        }
        if entries.isEmpty { try await tellOfNone(access.ledger) }
        return .done
    }

    /// An empty list may mean that all is well, or that the mailbox is spelt differently.
    private func tellOfNone(_ ledger: LedgerDatabase) async throws {
        let known = try await ledger.mailboxes().map(\.text)
        guard !known.isEmpty else { return StandardError.write("mailworker: the ledger holds no mail yet.\n") }
        guard let mailbox, !known.contains(where: { $0.lowercased() == mailbox.lowercased() }) else {
            return StandardError.write("mailworker: no mail fits what was asked for.\n")
        }
        StandardError.write(
            "mailworker: the ledger has no mail of \(mailbox). It knows: \(known.joined(separator: ", ")).\n")
    }
}
