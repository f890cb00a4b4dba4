import ArgumentParser
import Foundation
import Logging
import Mail
import Worker

/// The scheduled worker.
struct PollCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "Handles mail every --interval seconds until it is stopped.",
        discussion: """
            A run begins when the one before has ended and the interval has passed. SIGTERM and SIGINT let the mails in \
            hand be finished. A run that fails is logged and the next one comes.
            """)

    @Option(help: "Where the mail is: gmail.")
    var source: MailSource = .gmail
    @Option(help: ArgumentHelp("Mailboxes and their options (YAML).", valueName: "file"))
    var config: String?
    @Option(help: "Seconds between the end of a run and the next one.")
    var interval: Seconds = Seconds(600)
    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard interval.seconds >= 1 else { throw ValidationError("--interval \(interval.seconds): at least 1 second.") }
    }

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let mailboxes = try config.map { try ConfigurationFile(path: $0).mailboxes(surroundings) } ?? [plan]
        for mailbox in mailboxes { try mailbox.gmail.checkUsage() }
        let assembly = Assembly(logger: output.logger())
        if config != nil {
            for variable in try ConfigurationFile.ignoredVariables(surroundings.environment) {
                assembly.logger.warning("ignored beside --config", metadata: ["variable": "\(variable)"])
            }
        }
        let format = output.output
        let grace = mailboxes.map(\.gmail.run.shutdownGrace.duration).max() ?? .zero
        return try await assembly.serve(grace: grace, exitOnTimeout: .done) { stop in
            await withTaskGroup(of: ExitClass.self) { group in
                for mailbox in mailboxes {
                    group.addTask {
                        await Poller(
                            mailbox: mailbox, isAlone: mailboxes.count == 1, assembly: assembly,
                            surroundings: surroundings, printer: RunPrinter(format)
                        ).run(stop)
                    }
                }
                var exit = ExitClass.done
                for await ended in group where exit == .done { exit = ended }
                return exit
            }
        }
    }

    /// The one mailbox that options and environment describe.
    private var plan: PolledMailbox { PolledMailbox(gmail: gmailPlan, interval: interval.duration) }

    var gmailPlan: GmailPlan {
        GmailPlan(gmail: gmail, connection: connection, run: run, handler: handler, state: state)
    }
}

/// A mailbox and how often it is looked at.
struct PolledMailbox: Sendable {
    var gmail: GmailPlan
    var interval: Duration
}
