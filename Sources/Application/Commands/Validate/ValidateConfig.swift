import ArgumentParser

/// `validate config`: the configuration file of `poll`.
struct ValidateConfig: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Checks a configuration file: its keys, its values, what each mailbox needs.")

    @Option(help: ArgumentHelp("The file of `poll --config`.", valueName: "file"))
    var config: String

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let polling = Surroundings(environment: surroundings.environment, arguments: ["poll"])
        let mailboxes = try ConfigurationFile(path: config).mailboxes(polling)
        for mailbox in mailboxes { try mailbox.plan.checkUsage() }
        for mailbox in mailboxes {
            let seconds = mailbox.interval.components.seconds
            StandardOutput.write("pass    \(try mailbox.plan.displayedName) every \(seconds) s\n")
        }
        return .done
    }
}
