import GRDB
package import Mail
package import Tracking

extension SQLiteTracker: Directory {
    package func people(matching query: MailQuery) async throws(TargetFailure) -> [Person] {
        try await read("look up people in") { try Person.fetch($0, matching: query) }
    }

    package func anonymous() async throws(TargetFailure) -> Person {
        try await read("look up people in") { database in
            let found = try Person.fetch(database, where: "kind = 'anonymous'").first
            guard let found else { throw DatabaseError(message: "the anonymous person is missing") }
            return found
        }
    }

    package func isLoginTaken(_ login: String) async throws(TargetFailure) -> Bool {
        try await read("look up people in") { database in
            try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM principals WHERE nameKey = ?)",
                arguments: [login.lowercased()]) ?? false
        }
    }

    package func project(_ identifier: ProjectIdentifier) async throws(TargetFailure) -> Project? {
        try await read("look up a project in") { database in
            try Row.fetchOne(
                database, sql: "SELECT * FROM projects WHERE identifierKey = ?",
                arguments: [identifier.text.lowercased()]
            ).map { Project(loading: $0) }
        }
    }

    package func vocabulary(of project: Project) async throws(TargetFailure) -> Vocabulary {
        try await read("read the values of a project in") { try Vocabulary(loading: $0, of: project) }
    }

    package func assignable(in project: Project) async throws(TargetFailure) -> [Principal] {
        try await read("look up people in") { database in
            let mails = try Person.mails(database)
            return try Row.fetchAll(
                database,
                sql: """
                    WITH holders AS (
                      SELECT DISTINCT principalID AS id FROM memberships
                      JOIN membershipRoles ON membershipID = memberships.id
                      JOIN rolePermissions ON rolePermissions.roleID = membershipRoles.roleID
                      WHERE projectID = ? AND permission = ?)
                    SELECT * FROM principals WHERE status = 'active' AND
                      (id IN holders OR id IN (SELECT personID FROM groupMembers WHERE groupID IN holders)) ORDER BY id
                    """, arguments: [project.id.number, Permission.workPackageAssigned.rawValue]
            ).map { row in
                let person = Person(loading: row, mails: mails[row["id"]] ?? [])
                if row["kind"] == "group" {
                    return Principal(id: person.id, name: person.login, kind: .group)
                }
                return Principal(
                    id: person.id, name: person.name,
                    kind: .person(
                        login: person.login, firstName: person.firstName, lastName: person.lastName,
                        mails: person.mails))
            }
        }
    }

    package func rights(of person: Person, in project: Project) async throws(TargetFailure) -> Rights {
        try await read("read rights in") { try Rights(loading: $0, of: person, in: project) }
    }

    package func rights(
        ofNewMemberOf groups: [String], in project: Project
    ) async throws(TargetFailure) -> Rights {
        try await read("read rights in") { try Rights(loading: $0, ofNewMemberOf: groups, in: project) }
    }

    package func groups() async throws(TargetFailure) -> [String] {
        try await read("look up groups in") { try GroupTable(database: $0).names() }
    }

    package func customFields() async throws(TargetFailure) -> [CustomField] {
        try await read("look up custom fields in") { database in
            try Row.fetchAll(database, sql: "SELECT * FROM customFields ORDER BY id")
                .map { try CustomField(loading: $0, database) }
        }
    }

    package func members(of principal: PrincipalID) async throws(TargetFailure) -> Set<PrincipalID> {
        try await read("look up people in") { database in
            let numbers = try Int.fetchSet(
                database,
                sql: """
                    SELECT id FROM principals WHERE id = ? AND kind <> 'group'
                    UNION SELECT personID FROM groupMembers WHERE groupID = ?
                    """, arguments: [principal.number, principal.number])
            return Set(numbers.map { PrincipalID($0) })
        }
    }

    package func nextStatuses(
        of workPackage: WorkPackage, for person: Person, rights: Rights
    ) async throws(TargetFailure) -> Set<Int>? {
        if person.isAdmin { return nil }
        return try await read("read the workflows of") { database in
            let isNamed = try Bool.fetchOne(
                database, sql: "SELECT EXISTS (SELECT 1 FROM workflows WHERE typeID = ?)",
                arguments: [workPackage.type.id])
            guard isNamed == true else { return nil }
            let steps = try Row.fetchAll(
                database,
                sql: """
                    SELECT roles.name, toID FROM workflows JOIN roles ON roles.id = roleID
                    JOIN workflowTargets ON workflowID = workflows.id WHERE typeID = ? AND fromID = ?
                    """, arguments: [workPackage.type.id, workPackage.status.id])
            let reached = steps.filter { rights.roles.contains($0["name"]) }.map { $0["toID"] as Int }
            return Set(reached).union([workPackage.status.id])
        }
    }

    package func referent(of reference: Reference) async throws(TargetFailure) -> Referent? {
        try await read("look up what a mail answers in") { try Referent.load($0, reference) }
    }
}
