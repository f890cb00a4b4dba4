import ArgumentParser
import Gmail
import Transport

/// `validate gmail`: from the key file to the target.
struct ValidateGmail: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail", abstract: "Checks the Google set-up, the state folder and the target; changes no mail.")

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
        try plan.checkUsage()
        let assembly = Assembly(logger: output.logger())
        let http = try assembly.httpClient(connection)
        defer { http.stop() }
        var printer = StepPrinter(output.output)
        for step in try await assembly.setupCheck(plan, http).run() { printer.show(step) }
        let target = TargetCheck(handler: handler, state: state, mailboxAddress: try account.requiredUsername())
        for step in await target.steps(assembly, surroundings) { printer.show(step) }
        return printer.exit
    }
}
