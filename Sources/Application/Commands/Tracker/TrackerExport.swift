import ArgumentParser
import EmbeddedTracker

/// Writes the whole tracker as a data file.
struct TrackerExport: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes the tracker as a data file (JSON) to standard output.")

    @Option(help: ArgumentHelp("Folder to write the attachments' bytes to, one file per SHA-256.", valueName: "folder"))
    var attachments: String?
    @OptionGroup var tracker: TrackerOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let export = try await tracker.open(.readOnly, surroundings).exportData(attachments: attachments)
        StandardOutput.write(export.text)
        if attachments != nil, !export.missingContents.isEmpty {
            throw CommandFailure(
                .configuration, "Exporting attachments: the bytes of \(export.missingContents.count) are not here.")
        }
        return .done
    }
}
