import Yams

/// Where a value stands in the data file: `people[3] mia`, field `status`.
struct DataPosition {
    /// `people[3] mia`; empty at the top.
    var record: String
    /// Empty for the record itself.
    var field: String
}

/// Collects what is wrong with a data file while it is read, so that all of it is told at once.
final class DataReader {
    /// True for `tracker init`: what is there stays as it is, only what is missing is added.
    let keepsExisting: Bool
    private(set) var problems: [String] = []
    /// Where the records that the file names stand in it: `people/3`, with the index in the merged list.
    private(set) var positions: [String: RecordPosition] = [:]

    /// A record's place in the file, for problems that show when all of it is read.
    struct RecordPosition {
        var place: String
        var mark: Mark?
        /// The fields to which the file gives a value.
        var fields: Set<String>
    }

    init(keepsExisting: Bool) { self.keepsExisting = keepsExisting }

    func remember(_ list: String, mergedIndex: Int, place: String, _ node: Node) {
        let fields = (node.mapping ?? [:]).filter { !$0.value.isNull }.compactMap(\.key.string)
        positions["\(list)/\(mergedIndex)"] = RecordPosition(place: place, mark: node.mark, fields: Set(fields))
    }

    /// Notes a problem: `people[3] mia: status must be a text (line 7, column 13)`.
    func refuse(_ place: String, _ text: String, at mark: Mark?) {
        let start = place.isEmpty ? "" : "\(place): "
        let end = mark.map { " (line \($0.line), column \($0.column))" } ?? ""
        problems.append(start + text + end)
    }

    /// Notes that a field's value is of a wrong kind.
    func refuse(_ position: DataPosition, _ expected: String, got node: Node) {
        let field = position.field.isEmpty ? "this" : position.field
        refuse(position.record, "\(field) must be \(expected), not \(Self.shown(node))", at: node.mark)
    }

    static func shown(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): "\"\(scalar.string)\""
        case .mapping: "an object"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
