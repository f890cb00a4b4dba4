import ArgumentParser
import Foundation
import SQLiteLedger

/// Where the program keeps what it remembers.
struct StateOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Folder of the ledger, kept mails and the embedded tracker.",
            discussion: "Default: $STATE_DIRECTORY, else $XDG_STATE_HOME/mailworker, else ~/.local/state/mailworker.",
            valueName: "path"))
    var state: String?

    /// The folder's path, from the option or from where the system says that state belongs.
    func path(_ environment: [String: String]) throws -> String {
        if let state {
            guard !state.hasPrefix("postgresql://"), !state.hasPrefix("postgres://") else {
                throw CommandFailure(.usage, "--state \(state): this build keeps its state in a folder. Give a path.")
            }
            return state
        }
        // systemd separates several folders by colons; the first is ours.
        if let folder = environment["STATE_DIRECTORY"]?.split(separator: ":").first { return String(folder) }
        if let base = environment["XDG_STATE_HOME"], !base.isEmpty { return "\(base)/mailworker" }
        guard let home = environment["HOME"], !home.isEmpty else {
            throw CommandFailure(.configuration, "Finding the state folder: HOME is not set. Give --state PATH.")
        }
        return "\(home)/.local/state/mailworker"
    }

    func create(_ environment: [String: String]) throws -> StateFolder {
        try StateFolder(creating: path(environment))
    }

    /// The folder without making anything.
    func existing(_ environment: [String: String]) throws -> StateFolder {
        StateFolder(existing: try path(environment))
    }
}

/// How results and logs are written.
struct OutputOptions: ParsableArguments {
    @Option(name: .long, help: "Results on standard output: text for people, json one object per line.")
    var output: OutputFormat = .text

    @Option(name: .long, help: "Least severe level that is logged on standard error.")
    var logLevel: LogThreshold = .notice

    @Option(name: .long, help: "Form of the log lines.")
    var logFormat: LogFormat = .text
}
