import ArgumentParser

/// The root command.
struct Mailworker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mailworker",
        abstract: "Turns inbound mail into work packages.",
        discussion: """
            A mail is marked at its source only after its outcome is on disk, and an outcome is applied once.

            Every option can also come from the environment (MAILWORKER_MAX_EMAILS for --max-emails; the container names \
            GMAIL_… and IMAP_…), and in the rake task's spelling (max_emails=500).

            Exit codes: 0 done; 64 wrong usage; 65 this mail was rejected (receive stdin, explain); 69 refused by a \
            server; 75 temporary failure; 77 credentials refused; 78 configuration wrong.
            """,
        subcommands: [
            ReceiveCommand.self, PollCommand.self, ValidateCommand.self, ExplainCommand.self, MailsCommand.self,
            TrackerCommand.self,
        ])
}
