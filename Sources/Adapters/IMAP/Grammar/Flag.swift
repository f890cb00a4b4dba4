/// A flag of a message (RFC 9051, section 2.3.2), compared without regard to case.
struct Flag: Hashable, Sendable, CustomStringConvertible {
    /// As a server or we write it.
    let text: String

    init(_ text: String) { self.text = text }

    static let seen = Flag("\\Seen")
    static let deleted = Flag("\\Deleted")

    static func == (left: Flag, right: Flag) -> Bool { left.text.lowercased() == right.text.lowercased() }
    func hash(into hasher: inout Hasher) { hasher.combine(text.lowercased()) }

    var description: String { text }
}
