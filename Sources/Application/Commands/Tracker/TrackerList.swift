import ArgumentParser
import EmbeddedTracker
import Tracking

/// Lists work packages.
struct TrackerList: RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists work packages.")

    private struct Line: Encodable {
        var id: Int
        var project: String
        var type: String
        var status: String
        var priority: String
        var subject: String
        var assignee: String?
        var updatedAt: String

        init(_ summary: WorkPackageSummary) {
            id = summary.id.number
            project = summary.project.text
            type = summary.type
            status = summary.status
            priority = summary.priority
            subject = summary.subject
            assignee = summary.assignee
            updatedAt = summary.updatedAt.description
        }
    }

    @Option(help: "Only this project.")
    var project: String?
    @Option(help: "At most this many. (default: 1000)")
    var limit: Count?
    @OptionGroup var tracker: TrackerOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let most = limit ?? Count(1_000)
        var found = try await tracker.open(.readOnly, surroundings)
            .workPackages(in: project.map(ProjectIdentifier.init), limit: most.andOneMore)
        let isCut = found.count > most.number
        if isCut { found.removeLast() }
        switch output.output {
        case .json: for summary in found { try JSONLines.write(Line(summary)) }
        case .text:
            let rows = found.map { summary in
                [
                    summary.id.description, summary.project.text, summary.type, summary.status, summary.priority,
                    summary.assignee ?? "", MailText.oneLine(summary.subject, 60),
                ]
            }
            let heading = ["ID", "PROJECT", "TYPE", "STATUS", "PRIORITY", "ASSIGNEE", "SUBJECT"]
            StandardOutput.write(Table(heading, rows).fitted)
        }
        if isCut, limit == nil {
            StandardError.write("mailworker: there are more than these \(most.number). --limit N shows more.\n")
        }
        return .done
    }
}
