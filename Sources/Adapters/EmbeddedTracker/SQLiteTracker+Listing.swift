import GRDB
package import Mail
package import Tracking

/// One line of `tracker list`.
package struct WorkPackageSummary: Sendable, Equatable {
    package let id: WorkPackageID
    package let project: ProjectIdentifier
    package let type: String
    package let status: String
    package let priority: String
    package let subject: String
    /// Login or group name.
    package let assignee: String?
    package let updatedAt: String
}

extension SQLiteTracker {
    /// The newest `limit` work packages, of one project or of all, newest first.
    ///
    /// Throws `configuration` when there is no such project.
    package func workPackages(
        in project: ProjectIdentifier?, limit: Int
    ) async throws(TargetFailure) -> [WorkPackageSummary] {
        var number: Int?
        if let project {
            guard let found = try await self.project(project) else {
                throw TargetFailure(
                    .configuration,
                    "cannot list the work packages of \(project): the tracker \(path) has no such project")
            }
            number = found.id.number
        }
        let id = number
        return try await read("list the work packages of") { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT workPackages.id, identifier, types.name AS type, statuses.name AS status,
                      priorities.name AS priority, subject, principals.name AS assignee, updatedAt
                    FROM workPackages JOIN projects ON projects.id = projectID JOIN types ON types.id = typeID
                    JOIN statuses ON statuses.id = statusID JOIN priorities ON priorities.id = priorityID
                    LEFT JOIN principals ON principals.id = assigneeID
                    WHERE projectID = ? OR ? IS NULL ORDER BY workPackages.id DESC LIMIT ?
                    """, arguments: [id, id, limit]
            ).map {
                WorkPackageSummary(
                    id: WorkPackageID($0["id"]), project: ProjectIdentifier($0["identifier"]), type: $0["type"],
                    status: $0["status"], priority: $0["priority"], subject: $0["subject"], assignee: $0["assignee"],
                    updatedAt: $0["updatedAt"])
            }
        }
    }

    /// All of one work package; nil when there is none with this number.
    package func workPackage(_ id: WorkPackageID) async throws(TargetFailure) -> WorkPackageData? {
        try await read("read a work package of") { try WorkPackageData.load($0, id: id.number).first }
    }
}

extension WorkPackageData {
    /// The work package as it stands in the data file, as JSON.
    package var json: String { dataValue.json }
}
