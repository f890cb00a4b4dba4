import ArgumentParser

/// `receive imap`: the one-shot run over an IMAP folder.
struct ReceiveIMAP: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imap", abstract: "Handles the unseen mails of an IMAP folder.",
        discussion: """
            The rake task's words are understood as well: \
            mailworker receive imap host=imap.example.org username=support password=… ssl=true folder=INBOX
            """)

    @OptionGroup(title: "IMAP") var imap: IMAPSourceOptions
    @OptionGroup var mailbox: MailboxOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = IMAPPlan(
            options: mailbox, imap: imap, environmentPassword: try surroundings.imapPassword())
        return try await Assembly(logger: mailbox.output.logger()).receive(
            plan, surroundings, RunPrinter(mailbox.output.output))
    }
}
