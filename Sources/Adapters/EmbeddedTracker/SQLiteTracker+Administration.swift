import Foundation
import GRDB
package import Mail
package import Tracking

extension SQLiteTracker {
    /// Fills an empty tracker with what a first mail needs, and adds what is missing to one that is not empty.
    ///
    /// Types, statuses, priorities, roles, the public project `demo-project` and the administrator `admin`. What is
    /// there stays as it is, but for the two addresses, which are set when they are given.
    package func initialize(adminMail: String?, mailFrom: String?) async throws {
        var given: [DataValue.Member] = []
        if let mailFrom { given.append(.init("settings", .object([.init("mailFrom", .text(mailFrom))]))) }
        if let adminMail {
            let admin: [DataValue.Member] = [.init("login", .text("admin")), .init("mail", .text(adminMail))]
            given.append(.init("people", .list([.object(admin)])))
        }
        let addresses = DataValue.object(given).json
        try await change("fill") { data in
            _ = try data.run(InitialData.text, keepsExisting: true)
            _ = try data.run(addresses)
        }
    }

    /// Merges a data file (YAML or JSON) into the tracker, in one transaction: with a problem, nothing is changed.
    ///
    /// Objects are known again by their natural keys. A field that is absent stays as it is, one that is null is
    /// emptied; lists of objects, `categories`, `options` and `messageIds` only grow, other lists of names are
    /// replaced, and a member without roles is removed. A tracker without types, priorities or statuses gets those of
    /// `initialize`. `folder` holds the bytes of attachments, one file per SHA-256. Throws `DataFileProblems` and
    /// `TargetFailure`.
    package func importData(_ text: String, attachments folder: String? = nil) async throws -> ImportReport {
        try await change("import data into", from: folder) { try $0.run(text) }
    }

    /// All of the tracker as a data file; `folder` takes the bytes of the attachments and is created when it is
    /// missing.
    package func exportData(attachments folder: String? = nil) async throws(TargetFailure) -> TrackerExport {
        let data = try await read("export") { try TrackerData(loading: $0) }
        let target = folder.map { AttachmentFolder(path: $0) }
        var missing: [ContentHash] = []
        do {
            try target?.createFolder()
            for hash in DataImport.contents(data) {
                if let target {
                    if !(try target.take(hash, from: attachments)) { missing.append(hash) }
                } else if !attachments.contains(hash) {
                    missing.append(hash)
                }
            }
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw TargetFailure(.unavailable(retryAfter: nil), "cannot export the tracker \(path): \(error)")
        }
        return TrackerExport(text: data.dataValue.json, missingContents: missing)
    }

    /// `settings` of the tracker: what holds when an option is absent.
    package func settings() async throws(TargetFailure) -> SettingsData {
        try await read("read the settings of") { try SettingsData(loading: $0) }
    }

    /// Adds an account and its memberships; throws `DataFileProblems` when the login is taken or a name is unknown.
    package func addPerson(_ person: PersonData, memberships: [(project: ProjectIdentifier, roles: [String])])
        async throws
    {
        let projects = memberships.map { membership in
            DataValue.object([
                .init("identifier", .text(membership.project.text)),
                .init(
                    "members",
                    .list([
                        .object([.init("person", .text(person.login)), .init("roles", membership.roles.dataValue)])
                    ])),
            ])
        }
        let text = DataValue.object([
            .init("people", .list([person.dataValue])), .init("projects", .list(projects)),
        ]).json
        let unknown = memberships.map(\.project)
        try await change("add a person to") { data in
            let isTaken = try Bool.fetchOne(
                data.database, sql: "SELECT EXISTS (SELECT 1 FROM principals WHERE nameKey = ?)",
                arguments: [person.login.lowercased()])
            if isTaken == true { throw DataFileProblems(["the login \"\(person.login)\" is taken; choose another"]) }
            for project in unknown {
                let id = try Int.fetchOne(
                    data.database, sql: "SELECT id FROM projects WHERE identifierKey = ?",
                    arguments: [project.text.lowercased()])
                if id == nil { throw DataFileProblems(["unknown project \"\(project)\""]) }
            }
            _ = try data.run(text)
        }
    }

    /// Runs imports in one transaction; its errors stay what they are.
    private func change<Value: Sendable>(
        _ doing: String, from folder: String? = nil, _ body: @escaping @Sendable (DataImport) throws -> Value
    ) async throws -> Value {
        let (attachments, now) = (attachments, Timestamp(now()))
        let source = folder.map { AttachmentFolder(path: $0) }
        do {
            return try await writable(doing).write { database in
                try body(DataImport(database: database, attachments: attachments, source: source, now: now))
            }
        } catch let error as DatabaseError {
            throw TrackerOpening.failure(error, doing: doing, path: path)
        }
    }
}
