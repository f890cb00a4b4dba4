import GRDB
import Tracking

extension Person {
    init(loading row: Row, mails: [String]) {
        self.init(
            id: PrincipalID(row["id"]), login: row["name"], firstName: row["firstName"], lastName: row["lastName"],
            mails: mails, status: Status(rawValue: row["status"]) ?? .locked, language: row["language"],
            isAdmin: row["isAdmin"], isAnonymous: row["kind"] == "anonymous")
    }

    static func fetch(
        _ database: Database, where condition: String, arguments: StatementArguments = []
    ) throws -> [Person] {
        try Row.fetchAll(
            database, sql: "SELECT * FROM principals WHERE \(condition) ORDER BY id", arguments: arguments
        ).map { row in
            let mails = try String.fetchAll(
                database, sql: "SELECT mail FROM principalMails WHERE principalID = ? ORDER BY position",
                arguments: [row["id"] as Int])
            return Person(loading: row, mails: mails)
        }
    }

    /// Accounts with the address, and those whose address is it with a separator and anything after the local part.
    static func fetch(_ database: Database, matching query: MailQuery) throws -> [Person] {
        var conditions = ["mailKey = ?"]
        var arguments: StatementArguments = [query.address]
        if let at = query.address.lastIndex(of: "@") {
            for separator in query.suffixSeparators {
                conditions.append("mailKey LIKE ? ESCAPE '\\'")
                let local = literal(String(query.address[..<at]) + String(separator))
                arguments += [local + "%" + literal(String(query.address[at...]))]
            }
        }
        return try fetch(
            database,
            where: """
                kind = 'person' AND id IN
                (SELECT principalID FROM principalMails WHERE \(conditions.joined(separator: " OR ")))
                """, arguments: arguments)
    }

    /// A text in which `LIKE` finds no signs of its own.
    private static func literal(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "%_\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }

    /// Addresses of everybody, main address first.
    static func mails(_ database: Database) throws -> [Int: [String]] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT principalID, mail FROM principalMails ORDER BY principalID, position")
        return Dictionary(grouping: rows) { $0["principalID"] }.mapValues { $0.map { $0["mail"] } }
    }
}

extension Rights {
    init(loading database: Database, of person: Person, in project: Project) throws {
        var principals: [Int] = []
        if !person.isAnonymous {
            principals = try Int.fetchAll(
                database, sql: "SELECT groupID FROM groupMembers WHERE personID = ?", arguments: [person.id.number])
            principals.append(person.id.number)
        }
        try self.init(
            loading: database, of: principals, in: project, isAdmin: person.isAdmin,
            outside: person.isAnonymous ? "anonymousRoleID" : "nonMemberRoleID")
    }

    /// Of an account that is yet to be made; groups that do not exist give nothing.
    init(loading database: Database, ofNewMemberOf groups: [String], in project: Project) throws {
        let table = GroupTable(database: database)
        try self.init(
            loading: database, of: groups.compactMap { try table.number(of: $0) }, in: project, isAdmin: false,
            outside: "nonMemberRoleID")
    }

    /// `principals`: a person and their groups; `outside`: the setting whose role counts where none is a member.
    private init(
        loading database: Database, of principals: [Int], in project: Project, isAdmin: Bool, outside column: String
    ) throws {
        let members = principals.map(String.init).joined(separator: ", ")
        var roles = try Int.fetchAll(
            database,
            sql: """
                SELECT DISTINCT roleID FROM memberships JOIN membershipRoles ON membershipID = memberships.id
                WHERE projectID = ? AND principalID IN (\(members))
                """, arguments: [project.id.number])
        let isMember = !roles.isEmpty
        if !isMember, project.isPublic {
            roles = try Int.fetchAll(database, sql: "SELECT \(column) FROM settings WHERE \(column) IS NOT NULL")
        }
        let list = roles.map(String.init).joined(separator: ", ")
        let names = try String.fetchSet(database, sql: "SELECT name FROM roles WHERE id IN (\(list))")
        var permissions = try String.fetchSet(
            database,
            sql: "SELECT permission FROM rolePermissions \(isAdmin ? "" : "WHERE roleID IN (\(list))")")
        if isAdmin { permissions.formUnion(Permission.ofMail.map(\.rawValue)) }
        self.init(
            seesProject: isAdmin || isMember || project.isPublic,
            permissions: Set(permissions.map { Permission(rawValue: $0) }), roles: names)
    }
}

extension Permission {
    /// What mail can need; an administrator has all of it, whatever the roles of the tracker name.
    static let ofMail: [Permission] = [
        .viewNews, .commentNews,
        .viewWorkPackages, .addWorkPackages, .editWorkPackages, .addWorkPackageComments, .addWorkPackageAttachments,
        .addWorkPackageWatchers, .assignVersions, .manageSubtasks, .workPackageAssigned, .viewMessages, .addMessages,
        .viewPrivateNotes, .setNotesPrivate, .setIssuesPrivate, .setOwnIssuesPrivate, .viewPrivateWorkPackages,
    ]
}
