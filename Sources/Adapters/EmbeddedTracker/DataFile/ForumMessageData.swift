/// One of `forumMessages`.
struct ForumMessageData: DataRecord {
    var id: Int?
    var project = ""
    var forum = ""
    /// The first message of the thread; nil for that message itself.
    var parent: Int?
    var subject = ""
    /// Markdown.
    var content = ""
    var author: String?
    var isLocked = false
    var attachments: [AttachmentData] = []
    var createdAt: Timestamp?

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("id", \.id, nullKeeps: true), DataField("project", \.project, required: true),
        DataField("forum", \.forum, required: true), DataField("parent", \.parent),
        DataField("subject", \.subject), DataField("content", \.content),
        DataField("author", \.author, nullKeeps: true),
        DataField("locked", \.isLocked), DataField("attachments", \.attachments),
        DataField("createdAt", \.createdAt, nullKeeps: true),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("id").map { "#\($0)" } ?? field("subject") }

    var keys: [RecordKey] {
        (id.map { [.unique("#\($0)")] } ?? []) + [
            .repeatable([project.lowercased(), forum, subject, content].joined(separator: "\u{0}"))
        ]
    }
}
