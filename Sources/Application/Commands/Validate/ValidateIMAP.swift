import ArgumentParser
import GoogleAuthorization
import IMAP
import Mail
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
        let tokens = try plan.tokens(assembly, http)
        let options = try plan.imapOptions(assembly, tokens: tokens)
        for step in await IMAPSetupCheck(options: options, clockwork: assembly.clockwork).run() {
            printer.show(step)
            if step.step == "token", let difference = await tokens?.source.clockDifference {
                printer.show(Self.clock(difference))
            }
        }
        let address = options.username.contains("@") ? options.username : nil
        let target = TargetCheck(
            handler: mailbox.handler, connection: mailbox.connection, state: mailbox.state, mailboxAddress: address)
        for step in await target.steps(assembly, surroundings) { printer.show(step) }
        return printer.exit
    }

    /// A token is signed with this machine's time: the clock matters, and can only warn.
    private static func clock(_ difference: Duration) -> SetupStep {
        let isRight = difference <= ClockText.tolerance && difference >= .zero - ClockText.tolerance
        return SetupStep(
            "clock", isRight ? .pass : .warn,
            seen: "this machine's clock is \(ClockText.phrase(difference)) Google's",
            remedy: isRight ? "" : "set this machine's clock, with NTP")
    }
}
