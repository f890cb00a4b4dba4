import Foundation
import GRDB
import Tracking

extension WorkPackageData {
    /// All work packages in the order of their numbers, or the one with this number.
    static func load(_ database: Database, id: Int? = nil) throws -> [WorkPackageData] {
        let parts = try WorkPackageParts(loading: database, id: id)
        return try Row.fetchAll(
            database,
            sql: """
                SELECT workPackages.*, projects.identifier AS project, types.name AS type, statuses.name AS status,
                  priorities.name AS priority, categories.name AS category, versions.name AS version,
                  author.name AS author, assignee.name AS assignee, accountable.name AS accountable
                FROM workPackages JOIN projects ON projects.id = workPackages.projectID
                JOIN types ON types.id = typeID JOIN statuses ON statuses.id = statusID
                JOIN priorities ON priorities.id = priorityID JOIN principals AS author ON author.id = authorID
                LEFT JOIN categories ON categories.id = categoryID LEFT JOIN versions ON versions.id = versionID
                LEFT JOIN principals AS assignee ON assignee.id = assigneeID
                LEFT JOIN principals AS accountable ON accountable.id = accountableID
                \(id == nil ? "" : "WHERE workPackages.id = ?") ORDER BY workPackages.id
                """, arguments: StatementArguments(id.map { [$0] } ?? [])
        ).map { row in
            let id: Int = row["id"]
            var workPackage = WorkPackageData(attributesOf: row)
            workPackage.customFields.values = parts.customValues[id] ?? [:]
            workPackage.watchers = parts.watchers[id] ?? []
            workPackage.attachments = parts.attachments[id] ?? []
            workPackage.comments = parts.comments[id] ?? []
            workPackage.messageIDs = parts.messageIDs[id] ?? []
            return workPackage
        }
    }

    private init(attributesOf row: Row) {
        self.init()
        (id, project, subject, description) = (row["id"], row["project"], row["subject"], row["description"])
        (type, status, priority) = (row["type"], row["status"], row["priority"])
        (category, version) = (row["category"], row["version"])
        (author, assignee, accountable) = (row["author"], row["assignee"], row["accountable"])
        startDate = (row["startDate"] as String?).flatMap { CalendarDate($0) }
        dueDate = (row["dueDate"] as String?).flatMap { CalendarDate($0) }
        (estimatedHours, remainingHours) = (row["estimatedHours"], row["remainingHours"])
        (percentDone, parent) = (row["percentDone"], row["parentID"])
        createdAt = Timestamp(row["createdAt"] as String)
        updatedAt = Timestamp(row["updatedAt"] as String)
        isPrivate = row["isPrivate"]
    }
}

/// What hangs on work packages, by their numbers: one query for each kind, however many work packages there are.
private struct WorkPackageParts {
    var customValues: [Int: [String: DataValue]] = [:]
    var watchers: [Int: [String]] = [:]
    var attachments: [Int: [AttachmentData]] = [:]
    var comments: [Int: [CommentData]] = [:]
    var messageIDs: [Int: [String]] = [:]

    init(loading database: Database, id: Int?) throws {
        func forEach(_ columns: String, from tables: String, by order: String, _ body: (Int, Row) throws -> Void) throws
        {
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT workPackageID, \(columns) FROM \(tables)
                    WHERE workPackageID \(id == nil ? "IS NOT NULL" : "= ?") ORDER BY \(order)
                    """, arguments: StatementArguments(id.map { [$0] } ?? []))
            while let row = try rows.next() { try body(row["workPackageID"], row) }
        }
        try forEach(
            "name, value", from: "customValues JOIN customFields ON customFields.id = customFieldID",
            by: "workPackageID, customFieldID"
        ) { id, row in customValues[id, default: [:]][row["name"]] = try DataValue(stored: row["value"]) }
        try forEach(
            "name", from: "watchers JOIN principals ON principals.id = principalID", by: "watchers.id"
        ) { id, row in watchers[id, default: []].append(row["name"]) }
        try forEach(AttachmentData.columns, from: AttachmentData.tables, by: "attachments.id") { id, row in
            attachments[id, default: []].append(AttachmentData(loading: row))
        }
        try forEach(
            "comments.id, name AS author, text, createdAt, changes, isPrivate, messageID",
            from: "comments JOIN principals ON principals.id = authorID", by: "comments.id"
        ) { id, row in
            var comment = CommentData()
            (comment.id, comment.author, comment.text) = (row["id"], row["author"], row["text"])
            comment.createdAt = Timestamp(row["createdAt"] as String)
            comment.changes = try DataValue(stored: row["changes"])
            (comment.isPrivate, comment.messageID) = (row["isPrivate"], row["messageID"])
            comments[id, default: []].append(comment)
        }
        try forEach("messageID", from: "messageIDs", by: "id") { id, row in
            messageIDs[id, default: []].append(row["messageID"])
        }
    }
}

extension AttachmentData {
    static let columns = "fileName, contentType, bytes, sha256, name AS author"
    static let tables = "attachments JOIN principals ON principals.id = authorID"

    init(loading row: Row) {
        self.init()
        (fileName, contentType, bytes) = (row["fileName"], row["contentType"], row["bytes"])
        (sha256, author) = (row["sha256"], row["author"])
    }
}

extension DataValue {
    /// Reads back what `compactJSON` wrote.
    init(stored text: String) throws { self = try JSONDecoder().decode(Self.self, from: Data(text.utf8)) }
}

extension ForumMessageData {
    /// All messages in the order of their numbers.
    static func load(_ database: Database) throws -> [ForumMessageData] {
        var attachments: [Int: [AttachmentData]] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT forumMessageID, \(AttachmentData.columns) FROM \(AttachmentData.tables)
                WHERE forumMessageID IS NOT NULL ORDER BY attachments.id
                """)
        while let row = try rows.next() {
            attachments[row["forumMessageID"], default: []].append(AttachmentData(loading: row))
        }
        return try Row.fetchAll(
            database,
            sql: """
                SELECT forumMessages.*, projects.identifier AS project, forums.name AS forum, principals.name AS author
                FROM forumMessages JOIN forums ON forums.id = forumID JOIN projects ON projects.id = projectID
                JOIN principals ON principals.id = authorID ORDER BY forumMessages.id
                """
        ).map { row in
            var message = ForumMessageData()
            (message.id, message.project, message.forum) = (row["id"], row["project"], row["forum"])
            (message.parent, message.author, message.isLocked) = (row["parentID"], row["author"], row["isLocked"])
            (message.subject, message.content) = (row["subject"], row["content"])
            message.createdAt = Timestamp(row["createdAt"] as String)
            message.attachments = attachments[row["id"]] ?? []
            return message
        }
    }
}
