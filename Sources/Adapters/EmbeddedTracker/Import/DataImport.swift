import Foundation
import GRDB
import Mail
import Yams

/// One import of a data file, inside one transaction: read, checked as a whole, and only then written.
struct DataImport {
    let database: Database
    /// Where the tracker keeps contents.
    let attachments: AttachmentFolder
    /// Where contents are taken from; nil: the file comes without them.
    let source: AttachmentFolder?
    let now: Timestamp

    /// Merges `text` into the tracker; throws `DataFileProblems`.
    func run(_ text: String, keepsExisting: Bool = false) throws -> ImportReport {
        let existing = try TrackerData(loading: database)
        let reader = DataReader(keepsExisting: keepsExisting)
        var merged = try read(text, over: existing, with: reader)
        let initial = try read(InitialData.vocabulary, over: TrackerData(), with: DataReader(keepsExisting: false))
        if merged.types.isEmpty { merged.types = initial.types }
        if merged.priorities.isEmpty { merged.priorities = initial.priorities }
        if merged.statuses.isEmpty { merged.statuses = initial.statuses }
        let check = DataCheck(merged, existing: existing, reader: reader, now: now)
        if reader.problems.isEmpty { check.run() }
        guard reader.problems.isEmpty else { throw DataFileProblems(reader.problems) }
        var writer = ImportWriter(database: database, existing: existing, merged: check.data)
        try writer.write()
        try takeContents(of: check.data, report: &writer.report)
        return writer.report
    }

    private func read(_ text: String, over data: TrackerData, with reader: DataReader) throws -> TrackerData {
        let position = DataPosition(record: "", field: "")
        return TrackerData.read(try node(of: text), at: position, over: data, with: reader) ?? data
    }

    private func node(of text: String) throws -> Node {
        do {
            if let node = try compose(yaml: YAMLText.readable(text)) { return node }
        } catch let error as YamlError {
            throw DataFileProblems(["the data file is neither YAML nor JSON: \(Self.text(error))"])
        }
        throw DataFileProblems(["the data file is empty"])
    }

    /// In one line; Yams quotes the text of the file below it.
    private static func text(_ error: YamlError) -> String {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let start = context.map { "\($0.text) " } ?? ""
            return "\(start)\(problem) (line \(mark.line), column \(mark.column))"
        case .duplicatedKeysInMapping(let duplicates, let context):
            return "\(duplicates.joined(separator: ", ")) twice in one object "
                + "(line \(context.mark.line), column \(context.mark.column))"
        default:
            return "\(error)"
        }
    }

    /// Brings the bytes of attachments here, flushed before the transaction ends.
    private func takeContents(of data: TrackerData, report: inout ImportReport) throws {
        var problems: [String] = []
        var isTaken = false
        for hash in Self.contents(data) where !attachments.contains(hash) {
            do {
                if let source, try attachments.take(hash, from: source) {
                    isTaken = true
                } else {
                    report.missingContents.append(hash)
                }
            } catch let failure as DataFileProblems {
                problems += failure.lines
            }
        }
        guard problems.isEmpty else { throw DataFileProblems(problems) }
        if isTaken { try attachments.flushFolder() }
    }

    /// The contents that attachments name, each once.
    static func contents(_ data: TrackerData) -> [ContentHash] {
        let all = data.workPackages.flatMap(\.attachments) + data.forumMessages.flatMap(\.attachments)
        return Set(all.map(\.sha256)).sorted().map { ContentHash(hexadecimal: $0) }
    }
}
