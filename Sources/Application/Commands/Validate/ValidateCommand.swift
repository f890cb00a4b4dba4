import ArgumentParser

/// Checks credentials and set-up.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Tells which step of the set-up is wrong: one line per step.",
        subcommands: [ValidateGmail.self, ValidateIMAP.self, ValidateTarget.self, ValidateConfig.self])
}
