import ArgumentParser

/// One run, then the end.
struct ReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Handles what matches now, and ends.",
        subcommands: [ReceiveGmail.self, ReceiveIMAP.self, ReceiveStdin.self])
}
