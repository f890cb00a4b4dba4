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

    @Option(help: "Where the mail is: gmail or imap; a --host means imap, else gmail.")
    var source: MailSource?
    @Option(help: ArgumentHelp("Mailboxes and their options (YAML).", valueName: "file"))
    var config: String?
    @Option(help: "Seconds between the end of a run and the next one.")
    var interval: Seconds = Seconds(600)
    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup(title: "IMAP") var imap: IMAPSourceOptions
    @OptionGroup var mailbox: MailboxOptions

    func validate() throws {
        guard interval.seconds >= 1 else { throw ValidationError("--interval \(interval.seconds): at least 1 second.") }
    }

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let mailboxes =
            try config.map { try ConfigurationFile(path: $0).mailboxes(surroundings) } ?? [try polled(surroundings)]
        if config == nil { for mailbox in mailboxes where mailbox.isEnabled { try mailbox.plan.checkUsage() } }
        // What a file says about output holds for all that it names.
        let assembly = Assembly(logger: (mailboxes.first?.plan.options ?? mailbox).output.logger())
        if config != nil {
            for variable in try ConfigurationFile.ignoredVariables(surroundings.environment) {
                assembly.logger.warning("ignored beside --config", metadata: ["variable": "\(variable)"])
            }
        }
        let grace = mailboxes.map(\.plan.options.run.shutdownGrace.duration).max() ?? .zero
        let isAlone = mailboxes.count == 1
        return try await assembly.serve(grace: grace, exitOnTimeout: .done) { stop in
            await withTaskGroup(of: ExitClass.self) { group in
                for mailbox in mailboxes {
                    let name = isAlone ? nil : try? mailbox.plan.displayedName
                    group.addTask {
                        await Poller(
                            mailbox: mailbox, isAlone: isAlone, assembly: assembly,
                            surroundings: surroundings,
                            printer: RunPrinter(mailbox.plan.options.output.output, mailbox: name)
                        ).run(stop)
                    }
                }
                var exit = ExitClass.done
                for await ended in group where exit == .done { exit = ended }
                return exit
            }
        }
    }

    /// The one mailbox that the options describe; `ofFile`: they stand in a configuration file.
    func polled(_ surroundings: Surroundings, ofFile: Bool = false) throws -> PolledMailbox {
        let plan: any SourcePlan =
            switch source ?? impliedSource(surroundings, ofFile) {
            case .gmail:
                GmailPlan(options: mailbox, gmail: gmail)
            case .imap:
                IMAPPlan(options: mailbox, imap: imap, environmentPassword: try surroundings.imapPassword())
            }
        // The container's daemon knows this switch: the process stays, and does nothing.
        let isEnabled = try ofFile || plan is GmailPlan || surroundings.isIMAPEnabled
        return PolledMailbox(plan: plan, interval: interval.duration, isEnabled: isEnabled)
    }

    /// A host means IMAP; without a file so does a container that only has the daemon's switch.
    private func impliedSource(_ surroundings: Surroundings, _ ofFile: Bool) -> MailSource {
        if imap.host != nil { return .imap }
        return ofFile ? .gmail : MailSource.polled(surroundings.arguments, surroundings.environment)
    }
}

extension Surroundings {
    /// `IMAP_ENABLED`; throws wrong usage when it is neither true nor false.
    fileprivate var isIMAPEnabled: Bool {
        get throws {
            guard let text = environment["IMAP_ENABLED"], !text.isEmpty else { return true }
            guard let toggle = Toggle(argument: text) else {
                throw CommandFailure(
                    .usage,
                    "IMAP_ENABLED: '\(text)' is neither true nor false. Give true/false, yes/no, on/off or 1/0.")
            }
            return toggle.isOn
        }
    }
}

/// A mailbox and how often it is looked at.
struct PolledMailbox: Sendable {
    var plan: any SourcePlan
    var interval: Duration
    /// False: only sleeps.
    var isEnabled: Bool
}
