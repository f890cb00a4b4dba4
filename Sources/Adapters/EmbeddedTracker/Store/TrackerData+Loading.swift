import Foundation
import GRDB
import Tracking

extension TrackerData {
    /// Everything that stands in the database, each list in the order of its numbers.
    init(loading database: Database) throws {
        self.init()
        settings = try SettingsData(loading: database)
        roles = try Row.fetchAll(database, sql: "SELECT id, name FROM roles ORDER BY id").map { row in
            var role = RoleData()
            role.name = row["name"]
            role.permissions = try String.fetchAll(
                database, sql: "SELECT permission FROM rolePermissions WHERE roleID = ? ORDER BY position",
                arguments: [row["id"] as Int])
            return role
        }
        people = try PersonData.loadAll(database)
        groups = try Row.fetchAll(
            database, sql: "SELECT id, name FROM principals WHERE kind = 'group' ORDER BY id"
        ).map { row in
            var group = GroupData()
            group.name = row["name"]
            group.members = try String.fetchAll(
                database,
                sql: """
                    SELECT principals.name FROM groupMembers JOIN principals ON principals.id = personID
                    WHERE groupID = ? ORDER BY position
                    """, arguments: [row["id"] as Int])
            return group
        }
        try loadVocabulary(database)
        projects = try Row.fetchAll(database, sql: "SELECT * FROM projects ORDER BY id").map {
            try ProjectData(loading: $0, database)
        }
        workPackages = try WorkPackageData.load(database)
        forumMessages = try ForumMessageData.load(database)
        news = try NewsData.load(database)
    }

    private mutating func loadVocabulary(_ database: Database) throws {
        types = try Row.fetchAll(database, sql: "SELECT name, isDefault, isPrivate FROM types ORDER BY id").map {
            var type = TypeData()
            (type.name, type.isDefault, type.isPrivate) = ($0["name"], $0["isDefault"], $0["isPrivate"])
            return type
        }
        priorities = try Row.fetchAll(database, sql: "SELECT name, isDefault FROM priorities ORDER BY id").map {
            var priority = PriorityData()
            (priority.name, priority.isDefault) = ($0["name"], $0["isDefault"])
            return priority
        }
        statuses = try Row.fetchAll(database, sql: "SELECT name, isDefault, isClosed FROM statuses ORDER BY id").map {
            var status = StatusData()
            (status.name, status.isDefault, status.isClosed) = ($0["name"], $0["isDefault"], $0["isClosed"])
            return status
        }
        customFields = try Row.fetchAll(database, sql: "SELECT * FROM customFields ORDER BY id").map {
            try CustomFieldData(loading: $0, database)
        }
        workflows = try Row.fetchAll(
            database,
            sql: """
                SELECT workflows.id, types.name AS type, roles.name AS role, statuses.name AS status FROM workflows
                JOIN types ON types.id = typeID JOIN roles ON roles.id = roleID JOIN statuses ON statuses.id = fromID
                ORDER BY workflows.id
                """
        ).map { row in
            var workflow = WorkflowData()
            (workflow.type, workflow.role, workflow.from) = (row["type"], row["role"], row["status"])
            workflow.to = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM workflowTargets JOIN statuses ON statuses.id = toID
                    WHERE workflowID = ? ORDER BY position
                    """, arguments: [row["id"] as Int])
            return workflow
        }
    }
}

extension SettingsData {
    init(loading database: Database) throws {
        self.init()
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT mailFrom, defaultLanguage, anonymous.name AS anonymousRole, nonMember.name AS nonMemberRole
                FROM settings LEFT JOIN roles AS anonymous ON anonymous.id = anonymousRoleID
                LEFT JOIN roles AS nonMember ON nonMember.id = nonMemberRoleID
                """)
        guard let row else { return }
        mailFrom = row["mailFrom"]
        defaultLanguage = row["defaultLanguage"]
        anonymousRole = row["anonymousRole"]
        nonMemberRole = row["nonMemberRole"]
    }
}

extension PersonData {
    static func loadAll(_ database: Database) throws -> [PersonData] {
        let mails = Dictionary(
            grouping: try Row.fetchAll(
                database, sql: "SELECT principalID, position, mail FROM principalMails ORDER BY principalID, position"),
            by: { $0["principalID"] as Int })
        return try Row.fetchAll(database, sql: "SELECT * FROM principals WHERE kind = 'person' ORDER BY id").map {
            row in
            var person = PersonData()
            (person.login, person.firstName, person.lastName) = (row["name"], row["firstName"], row["lastName"])
            (person.status, person.language, person.admin) = (row["status"], row["language"], row["isAdmin"])
            for mail in mails[row["id"]] ?? [] {
                if mail["position"] == 0 {
                    person.mail = mail["mail"]
                } else {
                    person.additionalMails.append(mail["mail"])
                }
            }
            return person
        }
    }
}

extension CustomFieldData {
    init(loading row: Row, _ database: Database) throws {
        self.init()
        let id: Int = row["id"]
        (name, format, isMultiple, isRequired) = (row["name"], row["format"], row["isMultiple"], row["isRequired"])
        options = try JSONDecoder().decode([String].self, from: Data((row["options"] as String).utf8))
        if !row["isForAllProjects"] {
            projects = try String.fetchAll(
                database,
                sql: """
                    SELECT identifier FROM customFieldProjects JOIN projects ON projects.id = projectID
                    WHERE customFieldID = ? ORDER BY position
                    """, arguments: [id])
        }
        if !row["isForAllTypes"] {
            types = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM customFieldTypes JOIN types ON types.id = typeID
                    WHERE customFieldID = ? ORDER BY position
                    """, arguments: [id])
        }
    }
}

extension ProjectData {
    init(loading row: Row, _ database: Database) throws {
        self.init()
        let id: Int = row["id"]
        (identifier, name, isPublic, isActive) = (row["identifier"], row["name"], row["isPublic"], row["isActive"])
        types = try String.fetchAll(
            database,
            sql: "SELECT name FROM projectTypes JOIN types ON types.id = typeID WHERE projectID = ? ORDER BY position",
            arguments: [id])
        categories = try String.fetchAll(
            database, sql: "SELECT name FROM categories WHERE projectID = ? ORDER BY id", arguments: [id])
        versions = try Row.fetchAll(
            database, sql: "SELECT name, status, sharedWith FROM versions WHERE projectID = ? ORDER BY id",
            arguments: [id]
        ).map {
            var version = VersionData()
            (version.name, version.status, version.sharedWith) = ($0["name"], $0["status"], $0["sharedWith"])
            return version
        }
        members = try Row.fetchAll(
            database,
            sql: """
                SELECT memberships.id, kind, name FROM memberships JOIN principals ON principals.id = principalID
                WHERE projectID = ? ORDER BY memberships.id
                """, arguments: [id]
        ).map { row in
            var member = MemberData()
            if row["kind"] == "group" { member.group = row["name"] } else { member.person = row["name"] }
            member.roles = try String.fetchAll(
                database,
                sql: """
                    SELECT name FROM membershipRoles JOIN roles ON roles.id = roleID
                    WHERE membershipID = ? ORDER BY position
                    """, arguments: [row["id"] as Int])
            return member
        }
        forums = try String.fetchAll(
            database, sql: "SELECT name FROM forums WHERE projectID = ? ORDER BY id", arguments: [id]
        ).map {
            var forum = ForumData()
            forum.name = $0
            return forum
        }
    }
}
