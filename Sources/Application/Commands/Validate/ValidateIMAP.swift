import ArgumentParser
import IMAP
import Transport

/// `validate imap`: from the server's name to the target.
struct ValidateIMAP: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imap", abstract: "Checks the IMAP account, the state folder and the target; changes no mail.")

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
        try plan.checkUsage()
        let assembly = Assembly(logger: output.logger())
        let http = try assembly.httpClient(connection)
        defer { http.stop() }
        var printer = StepPrinter(output.output)
        let options = try plan.imapOptions(assembly, http)
        for step in await IMAPSetupCheck(options: options, clockwork: assembly.clockwork).run() { printer.show(step) }
        let address = options.username.contains("@") ? options.username : nil
        let target = TargetCheck(handler: handler, state: state, mailboxAddress: address)
        for step in await target.steps(assembly, surroundings) { printer.show(step) }
        return printer.exit
    }
}
