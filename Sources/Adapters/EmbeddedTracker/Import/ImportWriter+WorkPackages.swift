import Foundation
import GRDB
import Tracking

extension ImportWriter {
    func write(_ workPackage: WorkPackageData) throws {
        let project = try number("SELECT id FROM projects WHERE identifier = ?", [workPackage.project])
        try database.executeCached(
            sql: """
                INSERT INTO workPackages (id, projectID, typeID, statusID, priorityID, categoryID, versionID, subject,
                  description, authorID, assigneeID, accountableID, startDate, dueDate, estimatedHours, remainingHours,
                  percentDone, parentID, createdAt, updatedAt, isPrivate)
                VALUES (?, ?, \(NumberOf.type), \(NumberOf.status), \(NumberOf.priority),
                  (SELECT id FROM categories WHERE projectID = ? AND name = ?),
                  (SELECT id FROM versions WHERE name = ? ORDER BY projectID <> ?, sharedWith <> 'system', id LIMIT 1),
                  ?, ?, \(NumberOf.principal), \(NumberOf.principal), \(NumberOf.principal), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET projectID = excluded.projectID, typeID = excluded.typeID,
                  statusID = excluded.statusID, priorityID = excluded.priorityID, categoryID = excluded.categoryID,
                  versionID = excluded.versionID, subject = excluded.subject, description = excluded.description,
                  authorID = excluded.authorID, assigneeID = excluded.assigneeID,
                  accountableID = excluded.accountableID, startDate = excluded.startDate, dueDate = excluded.dueDate,
                  estimatedHours = excluded.estimatedHours, remainingHours = excluded.remainingHours,
                  percentDone = excluded.percentDone, parentID = excluded.parentID, createdAt = excluded.createdAt,
                  updatedAt = excluded.updatedAt, isPrivate = excluded.isPrivate, revision = revision + 1
                """,
            arguments: [
                workPackage.id, project, workPackage.type, workPackage.status, workPackage.priority, project,
                workPackage.category, workPackage.version, project, workPackage.subject, workPackage.description,
                workPackage.author, workPackage.assignee, workPackage.accountable,
                workPackage.startDate?.description, workPackage.dueDate?.description, workPackage.estimatedHours,
                workPackage.remainingHours, workPackage.percentDone, workPackage.parent,
                workPackage.createdAt?.description, workPackage.updatedAt?.description, workPackage.isPrivate,
            ])
        try writeParts(of: workPackage, id: workPackage.id ?? Int(database.lastInsertedRowID))
    }

    private func writeParts(of workPackage: WorkPackageData, id: Int) throws {
        try database.executeCached(sql: "DELETE FROM customValues WHERE workPackageID = ?", arguments: [id])
        for (name, value) in workPackage.customFields.values {
            try database.executeCached(
                sql: """
                    INSERT INTO customValues (workPackageID, customFieldID, value)
                    VALUES (?, (SELECT id FROM customFields WHERE name = ?), ?)
                    """, arguments: [id, name, value.compactJSON])
        }
        try database.executeCached(sql: "DELETE FROM watchers WHERE workPackageID = ?", arguments: [id])
        for watcher in workPackage.watchers {
            try database.executeCached(
                sql: "INSERT INTO watchers (workPackageID, principalID) VALUES (?, \(NumberOf.principal))",
                arguments: [id, watcher])
        }
        try write(workPackage.attachments, "workPackageID", id)
        for comment in workPackage.comments {
            try database.executeCached(
                sql: """
                    INSERT INTO comments (id, workPackageID, authorID, text, createdAt, changes, isPrivate, messageID)
                    VALUES (?, ?, \(NumberOf.principal), ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET authorID = excluded.authorID, text = excluded.text,
                      createdAt = excluded.createdAt, changes = excluded.changes, isPrivate = excluded.isPrivate,
                      messageID = excluded.messageID
                    """,
                arguments: [
                    comment.id, id, comment.author, comment.text, comment.createdAt?.description,
                    comment.changes.compactJSON, comment.isPrivate, comment.messageID,
                ])
        }
        for messageID in workPackage.messageIDs {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO messageIDs (messageID, workPackageID) VALUES (?, ?)",
                arguments: [messageID, id])
        }
    }

    func write(_ message: ForumMessageData) throws {
        try database.executeCached(
            sql: """
                INSERT INTO forumMessages (id, forumID, parentID, subject, content, authorID, isLocked, createdAt)
                VALUES (?, (SELECT id FROM forums WHERE projectID = \(NumberOf.project) AND name = ?), ?, ?, ?,
                  \(NumberOf.principal), ?, ?)
                ON CONFLICT (id) DO UPDATE SET forumID = excluded.forumID, parentID = excluded.parentID,
                  subject = excluded.subject, content = excluded.content, authorID = excluded.authorID,
                  isLocked = excluded.isLocked, createdAt = excluded.createdAt
                """,
            arguments: [
                message.id, message.project, message.forum, message.parent, message.subject, message.content,
                message.author, message.isLocked, message.createdAt?.description,
            ])
        try write(message.attachments, "forumMessageID", message.id ?? Int(database.lastInsertedRowID))
    }

    private func write(_ attachments: [AttachmentData], _ owner: String, _ id: Int) throws {
        try database.executeCached(sql: "DELETE FROM attachments WHERE \(owner) = ?", arguments: [id])
        for attachment in attachments {
            try database.executeCached(
                sql: """
                    INSERT INTO attachments (\(owner), fileName, contentType, bytes, sha256, authorID)
                    VALUES (?, ?, ?, ?, ?, \(NumberOf.principal))
                    """,
                arguments: [
                    id, attachment.fileName, attachment.contentType, attachment.bytes, attachment.sha256,
                    attachment.author,
                ])
        }
    }
}
