import ArgumentParser

/// `validate target`: what the receive options need at the target.
struct ValidateTarget: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "target", abstract: "Checks the target and what the options name there.")

    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        try handler.target.checkUsage()
        // Whose mailbox it will be is not known here.
        _ = try handler.report.way(isGmail: true)
        var printer = StepPrinter(output.output)
        let check = TargetCheck(handler: handler, connection: connection, state: state, mailboxAddress: nil)
        for step in await check.steps(Assembly(logger: output.logger()), surroundings) { printer.show(step) }
        return printer.exit
    }
}
