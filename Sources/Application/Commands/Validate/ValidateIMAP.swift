import ArgumentParser
import IMAP
import Transport

/// `validate imap`: from the server's name to the target.
struct ValidateIMAP: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imap", abstract: "Checks the IMAP account, the state folder and the target; changes no mail.")

    @OptionGroup(title: "IMAP") var imap: IMAPSourceOptions
    @OptionGroup var mailbox: MailboxOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = IMAPPlan(
            options: mailbox, imap: imap, environmentPassword: try surroundings.imapPassword())
        try plan.checkUsage()
        let assembly = Assembly(logger: mailbox.output.logger())
        let http = try assembly.httpClient(mailbox.connection)
        defer { http.stop() }
        var printer = StepPrinter(mailbox.output.output)
        let options = try plan.imapOptions(assembly, http)
        for step in await IMAPSetupCheck(options: options, clockwork: assembly.clockwork).run() { printer.show(step) }
        let address = options.username.contains("@") ? options.username : nil
        let target = TargetCheck(handler: mailbox.handler, state: mailbox.state, mailboxAddress: address)
        for step in await target.steps(assembly, surroundings) { printer.show(step) }
        return printer.exit
    }
}
