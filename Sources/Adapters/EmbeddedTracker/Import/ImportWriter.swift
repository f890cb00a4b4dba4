import Foundation
import GRDB

/// Writes the records of a checked import that differ from what the tracker has.
///
/// The merged lists begin with the records that exist, in their order, so that an index means the same in both.
struct ImportWriter {
    let database: Database
    let existing: TrackerData
    let merged: TrackerData
    var report = ImportReport()

    mutating func write() throws {
        try each(\.roles) { try $0.write($1) }
        if merged.settings != existing.settings {
            if existing.settings == SettingsData() { report.created += 1 } else { report.changed += 1 }
            try write(merged.settings)
        }
        try each(\.people) { try $0.write($1) }
        try each(\.groups) { try $0.write($1) }
        try each(\.types) { try $0.write($1) }
        try each(\.priorities) { try $0.write($1) }
        try each(\.statuses) { try $0.write($1) }
        try each(\.projects) { try $0.write($1) }
        try each(\.customFields) { try $0.write($1) }
        try each(\.workflows) { try $0.write($1) }
        try reserve(merged.workPackages.compactMap(\.id), of: "workPackages")
        try reserve(merged.workPackages.flatMap(\.comments).compactMap(\.id), of: "comments")
        try each(\.workPackages) { try $0.write($1) }
        try reserve(merged.forumMessages.compactMap(\.id), of: "forumMessages")
        try each(\.forumMessages) { try $0.write($1) }
        try reserve(merged.news.compactMap(\.id), of: "news")
        try reserve(merged.news.flatMap(\.comments).compactMap(\.id), of: "newsComments")
        try each(\.news) { try $0.write($1) }
    }

    /// Makes numbers that the file gives out of reach for records without one (https://sqlite.org/autoinc.html).
    private func reserve(_ numbers: [Int], of table: String) throws {
        guard let highest = numbers.max() else { return }
        try database.executeCached(
            sql: "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", arguments: [highest, table])
        guard database.changesCount == 0 else { return }
        try database.executeCached(
            sql: "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", arguments: [table, highest])
    }

    private mutating func each<Record: DataRecord>(
        _ path: KeyPath<TrackerData, [Record]>, _ write: (ImportWriter, Record) throws -> Void
    ) throws {
        let before = existing[keyPath: path]
        for (index, record) in merged[keyPath: path].enumerated() {
            if !before.indices.contains(index) {
                report.created += 1
            } else if before[index] != record {
                report.changed += 1
            } else {
                report.unchanged += 1
                continue
            }
            try write(self, record)
        }
    }

    /// Replaces the ordered list that hangs on `owner`; `value` is an expression of one argument that gives what is
    /// stored.
    func replaceList(
        _ table: String, _ ownerColumn: String, of owner: Int, _ column: String, _ values: [String], value: String
    ) throws {
        try database.executeCached(sql: "DELETE FROM \(table) WHERE \(ownerColumn) = ?", arguments: [owner])
        for (position, text) in values.enumerated() {
            try database.executeCached(
                sql: "INSERT INTO \(table) (\(ownerColumn), position, \(column)) VALUES (?, ?, \(value))",
                arguments: [owner, position, text])
        }
    }

    func number(_ sql: String, _ arguments: StatementArguments) throws -> Int {
        try Int.fetchOne(database.cachedStatement(sql: sql), arguments: arguments) ?? 0
    }
}

/// Expressions that give the number of what has a name.
enum NumberOf {
    static let role = "(SELECT id FROM roles WHERE name = ?)"
    static let type = "(SELECT id FROM types WHERE name = ?)"
    static let status = "(SELECT id FROM statuses WHERE name = ?)"
    static let priority = "(SELECT id FROM priorities WHERE name = ?)"
    static let project = "(SELECT id FROM projects WHERE identifier = ?)"
    static let principal = "(SELECT id FROM principals WHERE name = ?)"
}

extension ImportWriter {
    private func write(_ settings: SettingsData) throws {
        try database.executeCached(
            sql: """
                UPDATE settings SET mailFrom = ?, defaultLanguage = ?, anonymousRoleID = \(NumberOf.role),
                  nonMemberRoleID = \(NumberOf.role)
                """,
            arguments: [
                settings.mailFrom, settings.defaultLanguage, settings.anonymousRole, settings.nonMemberRole,
            ])
    }

    private func write(_ role: RoleData) throws {
        try database.executeCached(sql: "INSERT OR IGNORE INTO roles (name) VALUES (?)", arguments: [role.name])
        let id = try number("SELECT id FROM roles WHERE name = ?", [role.name])
        try replaceList("rolePermissions", "roleID", of: id, "permission", role.permissions, value: "?")
    }

    func write(_ person: PersonData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO principals (kind, name, nameKey, firstName, lastName, status, language, isAdmin)
                VALUES ('person', ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (nameKey) DO UPDATE SET name = excluded.name, firstName = excluded.firstName,
                  lastName = excluded.lastName, status = excluded.status, language = excluded.language,
                  isAdmin = excluded.isAdmin
                """,
            arguments: [
                person.login, person.login.lowercased(), person.firstName, person.lastName, person.status,
                person.language, person.admin,
            ])
        let id = try number("SELECT id FROM principals WHERE name = ?", [person.login])
        try database.executeCached(sql: "DELETE FROM principalMails WHERE principalID = ?", arguments: [id])
        for (position, mail) in ([person.mail] + person.additionalMails).enumerated() {
            guard let mail else { continue }
            try database.executeCached(
                sql: "INSERT INTO principalMails (principalID, position, mail, mailKey) VALUES (?, ?, ?, ?)",
                arguments: [id, position, mail, mail.lowercased()])
        }
    }

    private func write(_ group: GroupData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO principals (kind, name, nameKey) VALUES ('group', ?, ?)
                ON CONFLICT (nameKey) DO UPDATE SET name = excluded.name
                """, arguments: [group.name, group.name.lowercased()])
        let id = try number("SELECT id FROM principals WHERE name = ?", [group.name])
        try replaceList("groupMembers", "groupID", of: id, "personID", group.members, value: NumberOf.principal)
    }

    private func write(_ type: TypeData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO types (name, isDefault, isPrivate) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET isDefault = excluded.isDefault, isPrivate = excluded.isPrivate
                """, arguments: [type.name, type.isDefault, type.isPrivate])
    }

    private func write(_ priority: PriorityData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO priorities (name, isDefault) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET isDefault = excluded.isDefault
                """, arguments: [priority.name, priority.isDefault])
    }

    private func write(_ status: StatusData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO statuses (name, isDefault, isClosed) VALUES (?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET isDefault = excluded.isDefault, isClosed = excluded.isClosed
                """, arguments: [status.name, status.isDefault, status.isClosed])
    }
}
