import ArgumentParser
import Foundation
import Observability

/// The program as `@main` starts it.
package enum Program {
    package static let version = "0.1.0"

    package static func main() async {
        // A handler command that does not read its input, or a closed pipe behind us, must not end the program.
        signal(SIGPIPE, SIG_IGN)
        let arguments = Array(CommandLine.arguments.dropFirst())
        let exit = await run(arguments, environment: ProcessInfo.processInfo.environment)
        Foundation.exit(exit)
    }

    /// Runs one command and gives its exit code; texts about failures are on standard error.
    package static func run(_ arguments: [String], environment: [String: String]) async -> Int32 {
        if arguments == ["--version"] {
            StandardOutput.write("mailworker \(version)\n")
            return 0
        }
        // Until all sources are merged, what was typed tells who asks.
        var words = arguments
        let code = checked(await code(arguments, environment, &words), of: words)
        // A mail server bounces on anything else: whatever is our fault is temporary.
        guard words.starts(with: ["receive", "stdin"]), !words.prefix(while: { $0 != "--" }).contains("--exit-classes")
        else { return code }
        return [0, ExitClass.rejected.rawValue].contains(code) ? code : ExitClass.temporary.rawValue
    }

    /// A command that only shows has failed when its output was lost: an export on a full disk is no backup. The outcomes
    /// of a run stand in the ledger.
    private static func checked(_ code: Int32, of words: [String]) -> Int32 {
        guard code == 0, let failure = StandardOutput.failure, !["receive", "poll"].contains(words.first) else {
            return code
        }
        StandardError.write("mailworker: Writing to standard output: \(failure). What was written is not whole.\n")
        return ExitClass.temporary.rawValue
    }

    /// `words` become those of all sources.
    private static func code(
        _ arguments: [String], _ environment: [String: String], _ words: inout [String]
    ) async -> Int32 {
        var origins: [String: String] = [:]
        do {
            let sources = OptionSources(
                table: try OptionTable(of: Mailworker.self, for: arguments), environment: environment,
                mailSources: MailSource.named(in: arguments, environment).map(\.rawValue))
            RakePassword.hide()
            let merged = try sources.merged(RakePassword.removed(from: arguments))
            origins = merged.origins
            words = merged.words
            try warnOfStrangers(words, environment)
            var command = try Mailworker.parseAsRoot(words)
            guard var runnable = command as? any RunnableCommand else {
                try checkNamesCommand(type(of: command))
                try command.run()
                return 0
            }
            return try await runnable.run(Surroundings(environment: environment, arguments: arguments)).rawValue
        } catch {
            return tell(error, origins)
        }
    }

    /// `poll` may run for months without what a misspelled variable was to tell it.
    private static func warnOfStrangers(_ words: [String], _ environment: [String: String]) throws {
        guard ["receive", "poll", "validate", "explain"].contains(words.first) else { return }
        for variable in try EnvironmentNames.strangers(in: environment, { try OptionTable.all(of: Mailworker.self) }) {
            StandardError.write(
                "mailworker: \(variable): no option has this name, it changes nothing. `mailworker poll --help` tells "
                    + "the names.\n")
        }
    }

    /// A group alone asks for nothing; a cron line that lost its words must not seem to have worked.
    private static func checkNamesCommand(_ type: any ParsableCommand.Type) throws {
        let names = type.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard !names.isEmpty else { return }
        let group = type == Mailworker.self ? "mailworker" : "mailworker \(type.configuration.commandName ?? "")"
        throw CommandFailure(
            .usage, "No command after `\(group)`. Give one of: \(names.joined(separator: ", ")).")
    }

    /// Writes what is wrong (or the help that was asked for), and gives the exit code.
    private static func tell(_ error: any Error, _ origins: [String: String]) -> Int32 {
        switch Mailworker.exitCode(for: error) {
        case _ where error is CommandFailure: break
        case .success:
            StandardOutput.write(Mailworker.fullMessage(for: error) + "\n")
            return ExitClass.done.rawValue
        case .validationFailure:
            StandardError.write(Mailworker.fullMessage(for: error) + "\n")
            for (name, origin) in origins.sorted(by: { $0.key < $1.key })
            where Mailworker.message(for: error).contains("--\(name)") {
                StandardError.write("--\(name) comes from \(origin).\n")
            }
            return ExitClass.usage.rawValue
        default: break
        }
        let failure = CommandFailure(error)
        StandardError.write("mailworker: \(failure.text)\n")
        return failure.exit.rawValue
    }
}

/// What a command may know of the world around it, read once at the start.
struct Surroundings: Sendable {
    let environment: [String: String]
    /// As typed, without the program's name.
    let arguments: [String]

    /// The password that the rake word `password=` gave, else IMAP_PASSWORD or systemd's file.
    func imapPassword() throws -> Secret? {
        try RakePassword.given(in: arguments)
            ?? SecretFile.fromEnvironment("IMAP_PASSWORD", credential: "imap-password", environment)
    }
}

/// A command with a body: parse, call, render; gives its exit class.
protocol RunnableCommand: ParsableCommand {
    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass
}
