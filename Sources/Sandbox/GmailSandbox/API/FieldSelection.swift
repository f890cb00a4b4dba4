/// The global parameter `fields`: which part of an answer the client wants.
///
/// `a,b/c,d(e,f)` with `*` for every field, as Google's page on partial responses describes it.
struct FieldSelection: Sendable, Equatable {
    /// What to keep of each named field; nil means all of it.
    private(set) var fields: [String: FieldSelection?] = [:]

    /// Throws for text that is no selection.
    init(_ text: String) throws(APIFailure) {
        var parser = Parser(rest: text[...])
        guard let selection = parser.list(), parser.rest.isEmpty else {
            throw .violation("Invalid field selection \(text)")
        }
        self = selection
    }

    private init(fields: [String: FieldSelection?]) { self.fields = fields }

    /// Throws for a field that the schema does not have.
    func check(against schema: String) throws(APIFailure) {
        guard let properties = DiscoveryTable.schemas[schema] else { return }
        for (name, inner) in fields where name != "*" {
            guard let type = properties[name] else { throw .violation("Invalid field selection \(name)") }
            guard let inner else { continue }
            guard let innerSchema = type.schemaName else { throw .violation("Invalid field selection \(name)") }
            try inner.check(against: innerSchema)
        }
    }

    /// The selected part; of an array, the selected part of each element.
    func applied(to value: JSONValue) -> JSONValue {
        if let values = value.array { return .array(values.map(applied)) }
        guard let members = value.members else { return value }
        return .object(
            members.compactMap { member in
                guard let selection = fields[member.name] ?? fields["*"] else { return nil }
                return .init(name: member.name, value: selection?.applied(to: member.value) ?? member.value)
            })
    }

    private struct Parser {
        var rest: Substring

        mutating func list() -> FieldSelection? {
            var fields: [String: FieldSelection?] = [:]
            repeat {
                guard let (name, inner) = field() else { return nil }
                fields[name] = .some(inner)
            } while take(",")
            return FieldSelection(fields: fields)
        }

        private mutating func field() -> (String, FieldSelection?)? {
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "*" || $0 == "_" }
            guard !name.isEmpty else { return nil }
            rest.removeFirst(name.count)
            if take("/") {
                guard let (innerName, inner) = field() else { return nil }
                return (String(name), FieldSelection(fields: [innerName: inner]))
            }
            if take("(") {
                guard let inner = list(), take(")") else { return nil }
                return (String(name), inner)
            }
            return (String(name), nil)
        }

        private mutating func take(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }
    }
}
