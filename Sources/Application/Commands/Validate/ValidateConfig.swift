import ArgumentParser
import Mail

/// `validate config`: the configuration file of `poll`.
struct ValidateConfig: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks a configuration file: its keys, its values, what each mailbox needs.")

    @Option(help: ArgumentHelp("The file of `poll --config`.", valueName: "file"))
    var config: String
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        var printer = StepPrinter(output.output)
        do {
            let polling = Surroundings(environment: surroundings.environment, arguments: ["poll"])
            for mailbox in try ConfigurationFile(path: config).mailboxes(polling) {
                let seconds = mailbox.interval.components.seconds
                printer.show(
                    SetupStep("mailbox", .pass, seen: "\(try mailbox.plan.displayedName) every \(seconds) s"))
            }
        } catch let failure as CommandFailure {
            printer.show(SetupStep("config", .fail, seen: failure.text, failure: .configuration))
        }
        return printer.exit
    }
}
