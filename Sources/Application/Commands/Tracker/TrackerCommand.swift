import ArgumentParser
import EmbeddedTracker
import Foundation
import SQLiteLedger

/// The embedded tracker's administration.
struct TrackerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tracker", abstract: "Sets up and shows the embedded tracker; works beside a running worker.",
        subcommands: [
            TrackerInit.self, TrackerImport.self, TrackerExport.self, TrackerList.self, TrackerShow.self,
            TrackerAddUser.self,
        ])
}

/// Which tracker.
struct TrackerOptions: ParsableArguments {
    @OptionGroup var state: StateOptions

    @Option(
        help: ArgumentHelp("The tracker's file, as tracker:PATH; default: in the state folder.", valueName: "target"))
    var deliverTo: String = "tracker"

    /// Opens it; `create` makes file and folder where they are missing.
    func open(_ mode: SQLiteTracker.Mode, _ surroundings: Surroundings) throws -> SQLiteTracker {
        if let path = try ownPath { return try SQLiteTracker(path: path, mode: mode) }
        let folder =
            try mode == .create ? state.create(surroundings.environment) : state.existing(surroundings.environment)
        return try SQLiteTracker(path: folder.tracker, mode: mode)
    }

    func isMissing(_ surroundings: Surroundings) throws -> Bool {
        let path = try ownPath ?? state.existing(surroundings.environment).tracker
        return !FileManager.default.fileExists(atPath: path)
    }

    /// The path of `tracker:PATH`; nil when it lies in the state folder.
    private var ownPath: String? {
        get throws {
            guard case .tracker(let path) = try Target(deliverTo) else {
                throw CommandFailure(
                    .usage, "--deliver-to \(deliverTo): this command is about the embedded tracker alone.")
            }
            return path
        }
    }
}
