import Tracking
import Yams

/// A value that stands in the data file.
protocol DataConvertible: Equatable, Sendable {
    /// Reads `node`, on top of `current` where the value consists of parts; nil when a problem was noted.
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self?
    /// Reads a list; records are merged into those there are, anything else replaces the list.
    static func readList(
        _ nodes: [Node], at position: DataPosition, over current: [Self], with reader: DataReader
    ) -> [Self]
    var dataValue: DataValue { get }
}

extension DataConvertible {
    static func readList(
        _ nodes: [Node], at position: DataPosition, over current: [Self], with reader: DataReader
    ) -> [Self] {
        nodes.compactMap { read($0, at: position, over: nil, with: reader) }
    }

    /// Reads a scalar with `parse`, which gives nil for what is not `expected`.
    static func readScalar(
        _ node: Node, at position: DataPosition, with reader: DataReader, expected: String, parse: (String) -> Self?
    ) -> Self? {
        if case .scalar(let scalar) = node, !node.isNull, let value = parse(scalar.string) { return value }
        reader.refuse(position, expected, got: node)
        return nil
    }
}

extension Node {
    /// Whether this is `null` or nothing at all.
    var isNull: Bool { scalar != nil && tag.description == Tag.Name.null.rawValue }
}

extension String: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        readScalar(node, at: position, with: reader, expected: "a text") { $0 }
    }

    var dataValue: DataValue { .text(self) }
}

extension Bool: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        readScalar(node, at: position, with: reader, expected: "true or false", parse: Self.init(dataWord:))
    }

    /// The words of YAML 1.1 that people use.
    init?(dataWord: String) {
        switch dataWord.lowercased() {
        case "true", "yes", "on": self = true
        case "false", "no", "off": self = false
        default: return nil
        }
    }

    var dataValue: DataValue { .boolean(self) }
}

extension Int: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        readScalar(node, at: position, with: reader, expected: "a whole number") { Int($0) }
    }

    var dataValue: DataValue { .integer(self) }
}

extension Double: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        readScalar(node, at: position, with: reader, expected: "a number") {
            Double($0).flatMap { $0.isFinite ? $0 : nil }
        }
    }

    var dataValue: DataValue { .number(self) }
}

extension CalendarDate: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        readScalar(node, at: position, with: reader, expected: "a date as YYYY-MM-DD") { CalendarDate($0) }
    }

    var dataValue: DataValue { .text(description) }
}

extension Timestamp: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        readScalar(
            node, at: position, with: reader, expected: "a time as 2026-01-31T08:15:00Z", parse: Self.init(_:))
    }

    var dataValue: DataValue { .text(description) }
}

extension Optional: DataConvertible where Wrapped: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        Wrapped.read(node, at: position, over: current ?? nil, with: reader).map(Optional.some)
    }

    var dataValue: DataValue { self?.dataValue ?? .null }
}

extension Array: DataConvertible where Element: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        guard case .sequence(let sequence) = node else {
            reader.refuse(position, "a list", got: node)
            return nil
        }
        return Element.readList(Array<Node>(sequence), at: position, over: current ?? [], with: reader)
    }

    var dataValue: DataValue { .list(map(\.dataValue)) }
}

extension DataValue: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        switch node {
        case .scalar(let scalar): scalarValue(node, scalar.string)
        case .sequence(let nodes):
            .list(nodes.compactMap { read($0, at: position, over: nil, with: reader) })
        case .mapping(let mapping):
            .object(
                mapping.compactMap { key, node in
                    read(node, at: position, over: nil, with: reader).map { Member(key.string ?? "", $0) }
                }.sorted { $0.name < $1.name })
        case .alias: nil
        }
    }

    private static func scalarValue(_ node: Node, _ text: String) -> DataValue {
        switch Tag.Name(rawValue: node.tag.description) {
        case .null: .null
        case .bool: Bool(dataWord: text).map(DataValue.boolean) ?? .text(text)
        case .int: Int(text).map(DataValue.integer) ?? .text(text)
        case .float: Double(text).map(DataValue.number) ?? .text(text)
        default: .text(text)
        }
    }

    var dataValue: DataValue { self }
}
