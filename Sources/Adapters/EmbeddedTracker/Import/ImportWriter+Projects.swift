import Foundation
import GRDB

extension ImportWriter {
    func write(_ project: ProjectData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO projects (identifier, identifierKey, name, isPublic, isActive) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (identifierKey) DO UPDATE SET identifier = excluded.identifier, name = excluded.name,
                  isPublic = excluded.isPublic, isActive = excluded.isActive
                """,
            arguments: [
                project.identifier, project.identifier.lowercased(), project.name, project.isPublic, project.isActive,
            ])
        let id = try number("SELECT id FROM projects WHERE identifier = ?", [project.identifier])
        try replaceList("projectTypes", "projectID", of: id, "typeID", project.types, value: NumberOf.type)
        for category in project.categories {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO categories (projectID, name) VALUES (?, ?)", arguments: [id, category])
        }
        for version in project.versions {
            try database.executeCached(
                sql: """
                    INSERT INTO versions (projectID, name, status, sharedWith) VALUES (?, ?, ?, ?)
                    ON CONFLICT (projectID, name) DO UPDATE SET status = excluded.status,
                      sharedWith = excluded.sharedWith
                    """, arguments: [id, version.name, version.status, version.sharedWith])
        }
        for forum in project.forums {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO forums (projectID, name) VALUES (?, ?)", arguments: [id, forum.name])
        }
        try write(project.members, of: id)
    }

    private func write(_ members: [MemberData], of project: Int) throws {
        let principals = try members.map { try number("SELECT id FROM principals WHERE name = ?", [$0.principal]) }
        let former = try Row.fetchAll(
            database, sql: "SELECT id, principalID FROM memberships WHERE projectID = ?", arguments: [project])
        for membership in former where !principals.contains(membership["principalID"]) {
            let id: Int = membership["id"]
            try database.executeCached(sql: "DELETE FROM membershipRoles WHERE membershipID = ?", arguments: [id])
            try database.executeCached(sql: "DELETE FROM memberships WHERE id = ?", arguments: [id])
        }
        for (member, principal) in zip(members, principals) {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO memberships (projectID, principalID) VALUES (?, ?)",
                arguments: [project, principal])
            let id = try number(
                "SELECT id FROM memberships WHERE projectID = ? AND principalID = ?", [project, principal])
            try replaceList("membershipRoles", "membershipID", of: id, "roleID", member.roles, value: NumberOf.role)
        }
    }

    func write(_ field: CustomFieldData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO customFields
                  (name, format, options, isMultiple, isRequired, isForAllProjects, isForAllTypes)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET options = excluded.options, isMultiple = excluded.isMultiple,
                  isRequired = excluded.isRequired, isForAllProjects = excluded.isForAllProjects,
                  isForAllTypes = excluded.isForAllTypes
                """,
            arguments: [
                field.name, field.format, field.options.dataValue.compactJSON, field.isMultiple, field.isRequired,
                field.projects == nil, field.types == nil,
            ])
        let id = try number("SELECT id FROM customFields WHERE name = ?", [field.name])
        try replaceList(
            "customFieldProjects", "customFieldID", of: id, "projectID", field.projects ?? [], value: NumberOf.project)
        try replaceList(
            "customFieldTypes", "customFieldID", of: id, "typeID", field.types ?? [], value: NumberOf.type)
    }

    func write(_ workflow: WorkflowData) throws {
        try database.executeCached(
            sql: """
                INSERT OR IGNORE INTO workflows (typeID, roleID, fromID)
                VALUES (\(NumberOf.type), \(NumberOf.role), \(NumberOf.status))
                """, arguments: [workflow.type, workflow.role, workflow.from])
        let id = try number(
            """
            SELECT id FROM workflows
            WHERE typeID = \(NumberOf.type) AND roleID = \(NumberOf.role) AND fromID = \(NumberOf.status)
            """, [workflow.type, workflow.role, workflow.from])
        try replaceList("workflowTargets", "workflowID", of: id, "toID", workflow.to, value: NumberOf.status)
    }
}
