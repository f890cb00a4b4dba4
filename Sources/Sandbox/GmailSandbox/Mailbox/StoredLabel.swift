/// A label of the sandbox's mailbox.
struct StoredLabel: Sendable {
    let id: String
    let name: String
    let isSystem: Bool

    /// The labels that every mailbox has; their ids are their names.
    static let system: [StoredLabel] = [
        "CHAT", "SENT", "INBOX", "IMPORTANT", "TRASH", "DRAFT", "SPAM", "CATEGORY_FORUMS", "CATEGORY_UPDATES",
        "CATEGORY_PERSONAL", "CATEGORY_PROMOTIONS", "CATEGORY_SOCIAL", "STARRED", "UNREAD",
    ].map { StoredLabel(id: $0, name: $0, isSystem: true) }

    /// The name as the search operator `label:` takes it: lower case, blanks and slashes as hyphens.
    var searchName: String { Self.searchName(name) }

    static func searchName(_ name: String) -> String {
        String(name.lowercased().map { $0 == " " || $0 == "/" ? "-" : $0 })
    }
}
