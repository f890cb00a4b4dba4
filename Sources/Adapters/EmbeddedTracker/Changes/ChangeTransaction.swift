import GRDB
import Mail
import Tracking

/// What the decision had read is no longer so.
struct StaleChange: Error {}

/// One change, inside one transaction. Throws `StaleChange`; whatever it throws, the caller undoes all of it.
struct ChangeTransaction {
    let database: Database
    let now: Timestamp

    func apply(_ change: TrackerChange, by person: ActingPerson) throws -> Receipt {
        let author = try number(of: person)
        var receipt =
            switch change {
            case .createWorkPackage(let new): try create(new, by: author)
            case .updateWorkPackage(let update): try self.update(update, by: author)
            case .replyInForum(let message): try reply(message, by: author)
            case .commentOnNews(let new): try comment(new, by: author)
            }
        if case .new(let new) = person { receipt.newLogin = new.login }
        return receipt
    }

    /// The acting person's number; a new account is made, unless somebody has its login or address by now.
    private func number(of person: ActingPerson) throws -> Int {
        switch person {
        case .person(let person):
            let now = try Person.fetch(database, where: "id = ?", arguments: [person.id.number]).first
            guard let now, now.status == person.status, now.isAdmin == person.isAdmin else { throw StaleChange() }
            return person.id.number
        case .new(let new):
            let isTaken = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (SELECT 1 FROM principals WHERE nameKey = ?)
                      OR EXISTS (SELECT 1 FROM principalMails WHERE mailKey = ?)
                    """, arguments: [new.login.lowercased(), new.mail.lowercased()])
            if isTaken == true { throw StaleChange() }
            try database.executeCached(
                sql: """
                    INSERT INTO principals (kind, name, nameKey, firstName, lastName, language)
                    VALUES ('person', ?, ?, ?, ?, ?)
                    """, arguments: [new.login, new.login.lowercased(), new.firstName, new.lastName, new.language])
            let id = Int(database.lastInsertedRowID)
            try database.executeCached(
                sql: "INSERT INTO principalMails (principalID, position, mail, mailKey) VALUES (?, 0, ?, ?)",
                arguments: [id, new.mail, new.mail.lowercased()])
            try join(new.groups, id)
            return id
        }
    }

    /// A group that is gone since the decision was made takes its rights with it.
    private func join(_ groups: [String], _ person: Int) throws {
        let table = GroupTable(database: database)
        let numbers = try groups.map { name in
            guard let number = try table.number(of: name) else { throw StaleChange() }
            return number
        }
        try table.add(person, to: Set(numbers))
    }

    private func create(_ new: NewWorkPackage, by author: Int) throws -> Receipt {
        guard try Project.fetch(database, id: new.project.id.number) == new.project else { throw StaleChange() }
        try database.executeCached(
            sql: """
                INSERT INTO workPackages (projectID, typeID, statusID, priorityID, subject, description, authorID,
                  createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                new.project.id.number, choice(.type, new.attributes), choice(.status, new.attributes),
                choice(.priority, new.attributes), new.subject.storable, new.description.storable, author,
                now.description,
                now.description,
            ])
        let id = Int(database.lastInsertedRowID)
        let notes = try set(new.attributes, of: id)
        let watchers = try watch(new.watchers, id, except: author)
        try attach(new.attachments, "workPackageID", id, by: author)
        try remember(new.origin.messageID, "workPackageID", id)
        let isPrivate = new.attributes[.isPrivate] == .boolean(true)
        let type = (isPrivate ? "private " : "") + (new.attributes[.type]?.displayed ?? "")
        return Receipt(
            kind: .workPackageCreated, code: .created, id: id,
            text: "created \(type) #\(id) \"\(new.subject)\" in \(new.project.identifier)",
            attachments: new.attachments.count, watchers: watchers, notes: new.origin.notes + notes)
    }

    private func update(_ update: WorkPackageUpdate, by author: Int) throws -> Receipt {
        let id = update.workPackage.id.number
        guard let current = try WorkPackage.fetch(database, id: id),
            current.revision == update.workPackage.revision, current.project == update.workPackage.project,
            let before = try WorkPackageData.load(database, id: id).first
        else { throw StaleChange() }
        let notes = try set(update.attributes, of: id)
        guard let after = try WorkPackageData.load(database, id: id).first else { throw StaleChange() }
        let changes = AttributeChanges(from: before, to: after)
        let watchers = try watch(update.watchers, id, except: author)
        try attach(update.attachments, "workPackageID", id, by: author)
        try remember(update.origin.messageID, "workPackageID", id)
        // A private answer leaves its mail's id behind even when it brings files only.
        if !update.comment.isEmpty || !changes.names.isEmpty || update.isPrivate {
            try database.executeCached(
                sql: """
                    INSERT INTO comments (workPackageID, authorID, text, createdAt, changes, isPrivate, messageID)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, author, update.comment.storable, now.description, changes.data.compactJSON, update.isPrivate,
                    update.isPrivate ? update.origin.messageID?.text : nil,
                ])
        }
        // A comment changes nothing that a decision reads, so that two answers at once do not make each other stale.
        try database.executeCached(
            sql: "UPDATE workPackages SET updatedAt = ?, revision = revision + ? WHERE id = ?",
            arguments: [now.description, changes.names.isEmpty ? 0 : 1, id])
        let done = (update.comment.isEmpty ? [] : [update.isPrivate ? "private comment" : "comment"]) + changes.names
        let type = after.type ?? ""
        return Receipt(
            kind: .workPackageUpdated, code: .updated, id: id,
            text: "updated \(type) #\(id) \"\(after.subject)\" in \(after.project)"
                + (done.isEmpty ? "" : ": \(done.joined(separator: ", "))"),
            changes: changes.names, attachments: update.attachments.count, watchers: watchers,
            notes: update.origin.notes + notes)
    }

    private func reply(_ message: NewForumMessage, by author: Int) throws -> Receipt {
        let root = message.thread.root.number
        guard try ForumThread.fetch(database, message: root) == message.thread else { throw StaleChange() }
        try database.executeCached(
            sql: """
                INSERT INTO forumMessages (forumID, parentID, subject, content, authorID, isLocked, createdAt)
                VALUES ((SELECT forumID FROM forumMessages WHERE id = ?), ?, ?, ?, ?, 0, ?)
                """,
            arguments: [root, root, message.subject.storable, message.content.storable, author, now.description])
        let id = Int(database.lastInsertedRowID)
        try attach(message.attachments, "forumMessageID", id, by: author)
        try remember(message.origin.messageID, "forumMessageID", id)
        return Receipt(
            kind: .forumMessageCreated, code: .replied, id: id,
            text: "answered message \(root) \"\(message.thread.subject)\" in \(message.thread.project.identifier) "
                + "with message \(id)",
            attachments: message.attachments.count, notes: message.origin.notes)
    }
}
