/// One of `news`.
struct NewsData: DataRecord {
    var id: Int?
    var project = ""
    var title = ""
    /// Markdown.
    var content = ""
    /// Login; `anonymous` for nobody's.
    var author: String?
    var createdAt: Timestamp?
    var comments: [NewsCommentData] = []
    /// Message-IDs of the mails that commented on it.
    var messageIDs: [String] = []

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("id", \.id, nullKeeps: true), DataField("project", \.project, required: true),
        DataField("title", \.title, required: true), DataField("content", \.content),
        DataField("author", \.author, nullKeeps: true), DataField("createdAt", \.createdAt, nullKeeps: true),
        DataField("comments", \.comments), DataField(growing: "messageIds", \.messageIDs),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("id").map { "#\($0)" } ?? field("title") }

    /// Without a number, the n-th news of this title in its project.
    var keys: [RecordKey] {
        (id.map { [.unique("#\($0)")] } ?? []) + [.repeatable("\(project.lowercased())/\(title)")]
    }
}

/// A comment on news.
struct NewsCommentData: DataRecord {
    /// Unique over all news.
    var id: Int?
    var author: String?
    /// Markdown.
    var text = ""
    var createdAt: Timestamp?

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("id", \.id, nullKeeps: true), DataField("author", \.author, nullKeeps: true),
        DataField("text", \.text), DataField("createdAt", \.createdAt, nullKeeps: true),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("id") }

    var keys: [RecordKey] {
        (id.map { [.unique("#\($0)")] } ?? []) + [.repeatable("\((author ?? "anonymous").lowercased())/\(text)")]
    }
}
