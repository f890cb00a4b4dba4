package import Tracking

/// One of `workPackages`. In a file the project and the subject suffice; nil is filled in by the import.
package struct WorkPackageData: DataRecord {
    package var id: Int?
    package var project = ""
    package var type: String?
    package var status: String?
    package var priority: String?
    package var category: String?
    package var version: String?
    package var subject = ""
    package var description = ""
    /// Login; `anonymous` for nobody's.
    package var author: String?
    /// Login or group name, as `accountable`.
    package var assignee: String?
    package var accountable: String?
    package var startDate: CalendarDate?
    package var dueDate: CalendarDate?
    package var estimatedHours: Double?
    package var remainingHours: Double?
    /// 0 to 100.
    package var percentDone: Int?
    package var parent: Int?
    package var customFields = CustomValuesData()
    /// Logins.
    package var watchers: [String] = []
    package var attachments: [AttachmentData] = []
    package var comments: [CommentData] = []
    /// Message-IDs of the mails that made or changed it.
    package var messageIDs: [String] = []
    package var createdAt: Timestamp?
    package var updatedAt: Timestamp?
    package var isPrivate = false

    package init() {}

    static let fields: [DataField<Self>] = [
        DataField("id", \.id, nullKeeps: true), DataField("project", \.project, required: true),
        DataField("type", \.type, nullKeeps: true),
        DataField("status", \.status, nullKeeps: true), DataField("priority", \.priority, nullKeeps: true),
        DataField("category", \.category),
        DataField("version", \.version), DataField("subject", \.subject, required: true),
        DataField("description", \.description), DataField("author", \.author, nullKeeps: true),
        DataField("assignee", \.assignee), DataField("accountable", \.accountable),
        DataField("startDate", \.startDate), DataField("dueDate", \.dueDate),
        DataField("estimatedHours", \.estimatedHours), DataField("remainingHours", \.remainingHours),
        DataField("percentDone", \.percentDone), DataField("parent", \.parent),
        DataField("customFields", \.customFields), DataField("watchers", \.watchers),
        DataField("attachments", \.attachments), DataField("comments", \.comments),
        DataField(growing: "messageIds", \.messageIDs), DataField("createdAt", \.createdAt, nullKeeps: true),
        DataField("updatedAt", \.updatedAt, nullKeeps: true), DataField("private", \.isPrivate, onlyWhenSet: true),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("id").map { "#\($0)" } ?? field("subject") }

    /// Without a number, the n-th work package of this subject in its project.
    var keys: [RecordKey] {
        (id.map { [.unique("#\($0)")] } ?? []) + [.repeatable("\(project.lowercased())/\(subject)")]
    }
}

/// A comment with the changes made together with it: what OpenProject calls a journal.
package struct CommentData: DataRecord {
    /// Unique over the whole tracker.
    package var id: Int?
    package var author: String?
    /// Markdown; empty when attributes were changed and nothing was said.
    package var text = ""
    package var createdAt: Timestamp?
    /// `{attribute: {from, to}}` in the words of the data file.
    package var changes: DataValue = .object([])
    package var isPrivate = false
    /// Of the mail that made it; only private comments have one.
    package var messageID: String?

    package init() {}

    static let fields: [DataField<Self>] = [
        DataField("id", \.id, nullKeeps: true), DataField("author", \.author, nullKeeps: true),
        DataField("text", \.text),
        DataField("createdAt", \.createdAt, nullKeeps: true), DataField("changes", \.changes),
        DataField("private", \.isPrivate, onlyWhenSet: true),
        DataField("messageId", \.messageID, onlyWhenSet: true),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("id") }

    var keys: [RecordKey] {
        (id.map { [.unique("#\($0)")] } ?? []) + [.repeatable("\((author ?? "anonymous").lowercased())/\(text)")]
    }
}

/// A file; its bytes lie in a folder under the name `sha256`.
package struct AttachmentData: DataRecord {
    package var fileName = ""
    package var contentType = "application/octet-stream"
    package var bytes = 0
    /// 64 lower-case hexadecimal digits.
    package var sha256 = ""
    package var author: String?

    package init() {}

    static let fields: [DataField<Self>] = [
        DataField("fileName", \.fileName, required: true), DataField("contentType", \.contentType),
        DataField("bytes", \.bytes), DataField("sha256", \.sha256, required: true),
        DataField("author", \.author, nullKeeps: true),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("fileName") }

    var keys: [RecordKey] { [.repeatable("\(sha256.lowercased())/\(fileName)")] }
}
