import ArgumentParser
import EmbeddedTracker
import Foundation

/// Brings a data file into the tracker.
struct TrackerImport: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Brings a data file (YAML or JSON) into the tracker; makes it when missing.",
        discussion:
            "Objects are known by their names: a second import changes nothing. A file with an error changes nothing.")

    @Argument(help: "The data file.")
    var file: String
    @Option(help: ArgumentHelp("Folder with the attachments' bytes, as export wrote it.", valueName: "folder"))
    var attachments: String?
    @OptionGroup var tracker: TrackerOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw CommandFailure(
                .configuration, "Reading the data file \(file): it cannot be read as UTF-8 text. Check path and rights."
            )
        }
        do {
            if try tracker.isMissing(surroundings) { try await rehearse(text) }
            let report = try await tracker.open(.create, surroundings).importData(text, attachments: attachments)
            StandardOutput.write(
                "\(report.created) created, \(report.changed) changed, \(report.unchanged) unchanged.\n")
            if !report.missingContents.isEmpty {
                StandardError.write(
                    "mailworker: the bytes of \(report.missingContents.count) attachments are not here; give --attachments FOLDER.\n"
                )
            }
            return .done
        } catch let problems as DataFileProblems {
            throw CommandFailure(.configuration, "Importing \(file), nothing was changed:\n\(problems)")
        }
    }

    /// A file with errors must not leave an empty tracker behind, in which every sender is unknown.
    private func rehearse(_ text: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mailworker-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "tracker.sqlite").path
        _ = try await SQLiteTracker(path: path, mode: .create).importData(text)
    }
}
