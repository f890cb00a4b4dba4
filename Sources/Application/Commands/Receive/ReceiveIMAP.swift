import ArgumentParser

/// `receive imap`: the one-shot run over an IMAP folder.
struct ReceiveIMAP: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imap", abstract: "Handles the unseen mails of an IMAP folder.",
        discussion: """
            The rake task's words are understood as well: \
            mailworker receive imap host=imap.example.org username=support password=… ssl=true folder=INBOX
            """)

    @OptionGroup(title: "IMAP") var account: AccountOptions
    @OptionGroup(title: "IMAP") var imap: IMAPSourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = IMAPPlan(
            account: account, imap: imap, connection: connection, run: run, handler: handler, state: state,
            environmentPassword: try surroundings.imapPassword())
        return try await Assembly(logger: output.logger()).receive(plan, surroundings, RunPrinter(output.output))
    }
}
