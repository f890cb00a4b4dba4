import ArgumentParser
import EmbeddedTracker

/// Makes a tracker that can be used at once.
struct TrackerInit: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract:
            "Makes a tracker with types, statuses, priorities, roles, a project demo-project and an administrator.",
        discussion: "What is there already stays as it is.")

    @Option(
        help: ArgumentHelp(
            "The administrator's address; mails from it count as the login 'admin'.", valueName: "address"))
    var adminMail: String?
    @Option(help: ArgumentHelp("The tracker's own address; mails from it are ignored.", valueName: "address"))
    var mailFrom: String?
    @OptionGroup var tracker: TrackerOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        try await tracker.open(.create, surroundings).initialize(adminMail: adminMail, mailFrom: mailFrom)
        StandardOutput.write(
            "The tracker is ready: project demo-project, administrator admin. Add people with `mailworker tracker add-user` "
                + "or `mailworker tracker import FILE`.\n")
        return .done
    }
}
