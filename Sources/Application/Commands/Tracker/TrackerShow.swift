import ArgumentParser
import EmbeddedTracker
import Tracking

/// Shows one work package.
struct TrackerShow: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one work package with its comments, in the words of the data file (JSON)."
    )

    @Argument(help: "The work package's number.")
    var id: Int
    @OptionGroup var tracker: TrackerOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        guard let found = try await tracker.open(.readOnly, surroundings).workPackage(WorkPackageID(id)) else {
            throw CommandFailure(
                .usage, "Showing work package #\(id): there is none. `mailworker tracker list` shows all numbers.")
        }
        StandardOutput.write(found.json)
        return .done
    }
}
