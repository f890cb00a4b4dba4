import ArgumentParser
import Gmail
import Transport

/// `validate gmail`: from the key file to the target.
struct ValidateGmail: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail", abstract: "Checks the Google set-up, the state folder and the target; changes no mail.")

    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup var mailbox: MailboxOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = GmailPlan(options: mailbox, gmail: gmail)
        try plan.checkUsage()
        let assembly = Assembly(logger: mailbox.output.logger())
        let http = try assembly.httpClient(mailbox.connection)
        defer { http.stop() }
        var printer = StepPrinter(mailbox.output.output)
        for step in try await assembly.setupCheck(plan, http).run() { printer.show(step) }
        let target = TargetCheck(
            handler: mailbox.handler, connection: mailbox.connection, state: mailbox.state,
            mailboxAddress: try mailbox.account.requiredUsername())
        for step in await target.steps(assembly, surroundings) { printer.show(step) }
        return printer.exit
    }
}
