import GRDB
import Mail
import Tracking

extension Project {
    init(loading row: Row) {
        self.init(
            id: ProjectID(row["id"]), identifier: ProjectIdentifier(row["identifier"]), name: row["name"],
            isPublic: row["isPublic"], isActive: row["isActive"])
    }

    static func fetch(_ database: Database, id: Int) throws -> Project? {
        try Row.fetchOne(database, sql: "SELECT * FROM projects WHERE id = ?", arguments: [id]).map {
            Project(loading: $0)
        }
    }
}

extension Vocabulary {
    init(loading database: Database, of project: Project) throws {
        func choices(_ sql: String, _ arguments: StatementArguments = []) throws -> [Choice] {
            try Row.fetchAll(database, sql: sql, arguments: arguments).map { Choice(id: $0["id"], name: $0["name"]) }
        }
        func preferred(_ table: String) throws -> Choice? {
            try choices("SELECT id, name FROM \(table) ORDER BY isDefault DESC, id LIMIT 1").first
        }
        let id = project.id.number
        let types = try choices(
            """
            SELECT types.id, name FROM projectTypes JOIN types ON types.id = typeID
            WHERE projectID = ? ORDER BY position
            """, [id])
        self.init(
            types: types,
            statuses: try choices("SELECT id, name FROM statuses ORDER BY id"),
            defaultStatus: try preferred("statuses"),
            priorities: try choices("SELECT id, name FROM priorities ORDER BY id"),
            defaultPriority: try preferred("priorities"),
            categories: try choices("SELECT id, name FROM categories WHERE projectID = ? ORDER BY id", [id]),
            // Projects have no hierarchy here, so of OpenProject's ways to share only `system` reaches another project.
            versions: try choices(
                """
                SELECT id, name FROM versions WHERE status = 'open' AND (projectID = ? OR sharedWith = 'system')
                ORDER BY projectID <> ?, id
                """, [id, id]),
            customFields: try Self.customFields(database, of: id, types: Set(types.map(\.id))),
            privateTypeIDs: try Int.fetchSet(database, sql: "SELECT id FROM types WHERE isPrivate"))
    }

    private static func customFields(
        _ database: Database, of project: Int, types: Set<Int>
    ) throws -> [CustomField] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM customFields WHERE isForAllProjects
                  OR id IN (SELECT customFieldID FROM customFieldProjects WHERE projectID = ?) ORDER BY id
                """, arguments: [project]
        ).compactMap { row in
            let field = try CustomField(loading: row, database)
            return field.typeIDs?.isDisjoint(with: types) == true ? nil : field
        }
    }
}

extension CustomField {
    init(loading row: Row, _ database: Database) throws {
        let data = try CustomFieldData(loading: row, database)
        let typeIDs =
            row["isForAllTypes"]
            ? nil
            : try Int.fetchSet(
                database, sql: "SELECT typeID FROM customFieldTypes WHERE customFieldID = ?",
                arguments: [row["id"] as Int])
        self.init(
            id: row["id"], name: data.name, format: Format(rawValue: data.format) ?? .string,
            options: data.options, isMultiple: data.isMultiple, isRequired: data.isRequired, typeIDs: typeIDs)
    }
}

extension WorkPackage {
    static func fetch(_ database: Database, id: Int) throws -> WorkPackage? {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT workPackages.*, types.name AS type, statuses.name AS status FROM workPackages
                JOIN types ON types.id = typeID JOIN statuses ON statuses.id = statusID WHERE workPackages.id = ?
                """, arguments: [id])
        guard let row, let project = try Project.fetch(database, id: row["projectID"]) else { return nil }
        let watchers = try Int.fetchAll(
            database, sql: "SELECT principalID FROM watchers WHERE workPackageID = ?", arguments: [id])
        return WorkPackage(
            id: WorkPackageID(id), project: project, subject: row["subject"],
            type: Choice(id: row["typeID"], name: row["type"]),
            status: Choice(id: row["statusID"], name: row["status"]),
            startDate: (row["startDate"] as String?).flatMap { CalendarDate($0) },
            dueDate: (row["dueDate"] as String?).flatMap { CalendarDate($0) }, percentDone: row["percentDone"],
            watchers: Set(watchers.map { PrincipalID($0) }), revision: row["revision"], isPrivate: row["isPrivate"],
            author: PrincipalID(row["authorID"]), assignee: (row["assigneeID"] as Int?).map { PrincipalID($0) })
    }
}

extension ForumThread {
    /// The thread of the message with this number.
    static func fetch(_ database: Database, message id: Int) throws -> ForumThread? {
        let row = try Row.fetchOne(
            database,
            sql: """
                WITH RECURSIVE thread (id, parentID) AS (
                  SELECT id, parentID FROM forumMessages WHERE id = ?
                  UNION SELECT forumMessages.id, forumMessages.parentID FROM forumMessages
                  JOIN thread ON forumMessages.id = thread.parentID)
                SELECT forumMessages.*, projectID FROM forumMessages JOIN forums ON forums.id = forumID
                WHERE forumMessages.id = (SELECT id FROM thread WHERE parentID IS NULL)
                """, arguments: [id])
        guard let row, let project = try Project.fetch(database, id: row["projectID"]) else { return nil }
        return ForumThread(
            root: ForumMessageID(row["id"]), project: project, subject: row["subject"], isLocked: row["isLocked"])
    }
}

extension Referent {
    static func load(_ database: Database, _ reference: Reference) throws -> Referent? {
        func workPackage(_ id: Int) throws -> Referent? {
            try WorkPackage.fetch(database, id: id).map { .workPackage($0, isPrivate: false) }
        }
        func comment(where condition: String, _ argument: any DatabaseValueConvertible & Sendable) throws -> Referent? {
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT workPackageID, isPrivate, authorID FROM comments WHERE \(condition)
                    ORDER BY id DESC
                    """, arguments: [argument])
            guard let row, let owner = try WorkPackage.fetch(database, id: row["workPackageID"]) else { return nil }
            guard row["isPrivate"] else { return .workPackage(owner, isPrivate: false) }
            return .workPackage(owner, isPrivate: true, commentAuthor: PrincipalID(row["authorID"]))
        }
        func thread(_ id: Int) throws -> Referent? {
            try ForumThread.fetch(database, message: id).map { .forumThread($0) }
        }
        switch reference {
        case .workPackage(let id): return try workPackage(id.number)
        case .forumMessage(let id): return try thread(id.number)
        case .comment(let id): return try comment(where: "id = ?", id.number)
        case .mail(let id):
            // The mail of a private comment goes before all else that a mail with its id may have made.
            if let found = try comment(where: "isPrivate AND messageID = ?", id.text) { return found }
            let row = try Row.fetchOne(
                database,
                sql: "SELECT workPackageID, forumMessageID FROM messageIDs WHERE messageID = ? ORDER BY id DESC",
                arguments: [id.text])
            if let id = row?["workPackageID"] as Int? { return try workPackage(id) }
            if let id = row?["forumMessageID"] as Int? { return try thread(id) }
            return try News.fetch(database, mail: id).map { .news($0) }
        case .news(let id): return try News.fetch(database, id: id.number).map { .news($0) }
        case .newsComment(let id): return try News.fetch(database, comment: id).map { .news($0) }
        }
    }
}
