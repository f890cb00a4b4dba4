import ArgumentParser

/// `receive gmail`: the one-shot run over a Gmail mailbox.
struct ReceiveGmail: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail", abstract: "Handles the mails of a Gmail search.",
        discussion: """
            The rake task's words are understood as well: \
            mailworker receive gmail credentials=key.json user_id=support@example.org query='is:unread'
            """)

    @OptionGroup(title: "Gmail") var account: AccountOptions
    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = GmailPlan(
            account: account, gmail: gmail, connection: connection, run: run, handler: handler, state: state)
        return try await Assembly(logger: output.logger()).receive(plan, surroundings, RunPrinter(output.output))
    }
}
