/// Literal pieces with any text between them, over the whole of a text.
struct WildcardPattern: Sendable {
    private let first: String
    private let middle: [String]
    private let last: String

    /// `*` stands for any text, also none.
    init(_ pattern: String) {
        var pieces = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
        first = pieces.removeFirst()
        last = pieces.popLast() ?? ""
        middle = pieces
    }

    func matches(_ text: String) -> Bool {
        guard text.hasPrefix(first), text.hasSuffix(last), text.count >= first.count + last.count else { return false }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        for literal in middle {
            guard let hit = rest.firstRange(of: literal) else { return false }
            rest = rest[hit.upperBound...]
        }
        return true
    }
}
