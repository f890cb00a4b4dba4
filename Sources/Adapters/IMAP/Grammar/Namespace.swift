/// Where a server keeps whose folders (NAMESPACE, RFC 9051, section 6.3.10).
struct Namespace: Sendable, Equatable {
    struct Part: Sendable, Equatable {
        let prefix: String
        let separator: Character?
    }

    var personal: [Part]
    var others: [Part]
    var shared: [Part]

    /// A server that does not say: folders without a prefix.
    static func flat(separator: Character?) -> Namespace {
        Namespace(personal: [Part(prefix: "", separator: separator)], others: [], shared: [])
    }

    /// The folder that a person means by `text`: `/` separates levels unless the server's own character stands in it,
    /// the personal prefix is added where it is missing, and INBOX is INBOX in any case.
    func folder(_ text: String) -> String {
        guard text.uppercased() != "INBOX" else { return "INBOX" }
        let separator = personal.first?.separator ?? nil
        var name = text
        if let separator, separator != "/", !name.contains(separator) {
            name = String(name.map { $0 == "/" ? separator : $0 })
        }
        let parts = personal + others + shared
        if parts.contains(where: { !$0.prefix.isEmpty && name.lowercased().hasPrefix($0.prefix.lowercased()) }) {
            return name
        }
        return (personal.first?.prefix ?? "") + name
    }
}
