import ArgumentParser
import Handlers

/// Who gets the mails.
struct TargetOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Where mails go: tracker[:PATH], maildir:PATH, or command (argument vector after --).", valueName: "target")
    )
    var deliverTo: String = "tracker"

    @Option(name: .long, help: "Seconds that a handler command may take.")
    var handlerTimeout: Seconds = Seconds(300)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Outcome of a command's exit status: accepted, rejected or deferred; repeatable.", valueName: "n=outcome"))
    var commandExit: [ExitMeaning] = []

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("The handler command and its arguments.", valueName: "command"))
    var commandLine: [String] = []
}

extension TargetOptions {
    /// Throws wrong usage when the target is unknown or lacks its command.
    func checkUsage() throws {
        if case .command = try Target(deliverTo) { _ = try checkedCommand() }
    }

    /// The handler command; throws wrong usage when there is none.
    func checkedCommand() throws -> [String] {
        guard !commandLine.isEmpty else {
            throw CommandFailure(
                .usage, "--deliver-to command: no command. Give it and its arguments at the end, after --.")
        }
        return commandLine
    }

    var exits: CommandExit {
        var changes: [Int: CommandExit.Meaning] = [:]
        for exit in commandExit { changes[exit.status] = exit.meaning }
        return CommandExit(changes: changes)
    }
}

/// `N=OUTCOME` of `--command-exit`.
struct ExitMeaning: ExpressibleByArgument, Equatable, Sendable {
    let status: Int
    let meaning: CommandExit.Meaning

    init?(argument: String) {
        let pieces = argument.split(separator: "=", maxSplits: 1)
        guard pieces.count == 2, let status = Int(pieces[0]), (0...255).contains(status),
            let meaning = CommandExit.Meaning(rawValue: String(pieces[1]))
        else { return nil }
        self.status = status
        self.meaning = meaning
    }
}

/// What `--deliver-to` names.
enum Target: Equatable {
    /// nil: in the state folder.
    case tracker(path: String?)
    case maildir(path: String)
    case command

    /// Reads the option; throws wrong usage.
    init(_ text: String) throws {
        let pieces = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = pieces.count > 1 && !pieces[1].isEmpty ? String(pieces[1]) : nil
        switch pieces[0] {
        case "tracker": self = .tracker(path: rest)
        case "command": self = .command
        case "maildir":
            guard let rest else {
                throw CommandFailure(
                    .usage, "--deliver-to \(text): a Maildir needs its path, as in maildir:/var/mail/in.")
            }
            self = .maildir(path: rest)
        case "openproject", "redmine", "mail-handler", "stream", "webhook":
            throw CommandFailure(
                .usage, "--deliver-to \(pieces[0]): this version delivers to tracker, maildir:PATH or command.")
        default:
            throw CommandFailure(
                .usage, "--deliver-to \(text): unknown target. Known are tracker, maildir:PATH and command.")
        }
    }
}
