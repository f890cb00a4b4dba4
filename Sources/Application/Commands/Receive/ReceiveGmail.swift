import ArgumentParser

/// `receive gmail`: the one-shot run over a Gmail mailbox.
struct ReceiveGmail: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail", abstract: "Handles the mails of a Gmail search.",
        discussion: """
            The rake task's words are understood as well: \
            mailworker receive gmail credentials=key.json user_id=support@example.org query='is:unread'
            """)

    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup var mailbox: MailboxOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = GmailPlan(options: mailbox, gmail: gmail)
        return try await Assembly(logger: mailbox.output.logger()).receive(
            plan, surroundings, RunPrinter(mailbox.output.output))
    }
}
