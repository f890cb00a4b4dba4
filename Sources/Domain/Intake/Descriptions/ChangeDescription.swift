package import Mail
package import Tracking

/// A change in words, for `explain` and dry runs.
package struct ChangeDescription {
    private let change: TrackerChange
    private let person: ActingPerson

    package init(_ change: TrackerChange, by person: ActingPerson) {
        self.change = change
        self.person = person
    }

    /// What would be done, one fact per line: `status: Closed`.
    package var lines: [String] {
        switch change {
        case .createWorkPackage(let new):
            ["create a work package in \(new.project.identifier)", by, "subject: \(new.subject)"]
                + Self.lines(of: new.attributes) + Self.lines(of: new.watchers) + Self.lines(of: new.attachments)
                + Self.lines(of: new.origin.notes) + Self.lines(of: new.description, as: "description")
        case .updateWorkPackage(let update):
            ["change work package \(update.workPackage.id) in \(update.workPackage.project.identifier)", by]
                + (update.isPrivate ? ["the comment is private"] : []) + Self.lines(of: update.attributes)
                + Self.lines(of: update.watchers) + Self.lines(of: update.attachments)
                + Self.lines(of: update.origin.notes) + Self.lines(of: update.comment, as: "comment")
        case .replyInForum(let new):
            ["answer in the thread of \(new.thread.root)", by, "subject: \(new.subject)"]
                + Self.lines(of: new.attachments) + Self.lines(of: new.origin.notes)
                + Self.lines(of: new.content, as: "content")
        case .commentOnNews(let new):
            ["comment on \(new.news.id) in \(new.news.project.identifier)", by] + Self.lines(of: new.origin.notes)
                + Self.lines(of: new.text, as: "comment")
        }
    }

    /// What the outcome would be: as a receipt, without what only the target can give (the number of something new,
    /// addresses of pages).
    package var receipt: Receipt {
        var receipt = changed
        if case .new(let new) = person { receipt.newLogin = new.login }
        return receipt
    }

    private var changed: Receipt {
        switch change {
        case .createWorkPackage(let new):
            Receipt(
                kind: .workPackageCreated, code: .created, text: change.summary, attachments: new.attachments.count,
                watchers: new.watchers.count, notes: new.origin.notes)
        case .updateWorkPackage(let update):
            Receipt(
                kind: .workPackageUpdated, code: .updated, id: update.workPackage.id.number, text: change.summary,
                changes: update.attributes.keys.map(\.dataName).sorted(), attachments: update.attachments.count,
                watchers: update.watchers.count, notes: update.origin.notes)
        case .replyInForum(let new):
            Receipt(
                kind: .forumMessageCreated, code: .replied, text: change.summary, attachments: new.attachments.count,
                notes: new.origin.notes)
        case .commentOnNews(let new):
            Receipt(kind: .newsCommentCreated, code: .replied, text: change.summary, notes: new.origin.notes)
        }
    }

    private var by: String {
        switch person {
        case .person(let person) where person.isAnonymous: "by the anonymous person"
        case .person(let person): "by \(person.login)"
        case .new(let new):
            "by the new account \(new.login) (\(new.firstName) \(new.lastName), \(new.mail))"
                + (new.groups.isEmpty ? "" : " in \(new.groups.joined(separator: ", "))")
        }
    }

    private static func lines(of attributes: [Attribute: AttributeValue]) -> [String] {
        let builtIn = Attribute.builtIn.filter { attributes[$0] != nil }
        let others = attributes.keys.filter { !builtIn.contains($0) }.sorted { $0.dataName < $1.dataName }
        return (builtIn + others).compactMap { attribute in
            attributes[attribute].map { "\(attribute.dataName): \($0.displayed)" }
        }
    }

    private static func lines(of watchers: [Person]) -> [String] { watchers.map { "watcher: \($0.login)" } }

    private static func lines(of attachments: [NewAttachment]) -> [String] {
        attachments.map { "file: \($0.fileName) (\($0.contentType), \($0.content.count) bytes)" }
    }

    private static func lines(of notes: [Note]) -> [String] {
        notes.map { note in
            "not done (\(note.code.rawValue)): "
                + [note.attribute, note.line].compactMap(\.self).joined(separator: ": ")
        }
    }

    private static func lines(of text: String, as name: String) -> [String] {
        guard !text.isEmpty else { return ["\(name): none"] }
        return ["\(name):"] + TextLines(text).lines.map { "  \($0)" }
    }
}

extension TrackerChange {
    /// One sentence for the operator.
    var summary: String {
        switch self {
        case .createWorkPackage(let new):
            "A \(new.attributes[.isPrivate] == .boolean(true) ? "private work package" : "work package") is created in "
                + "\(new.project.identifier)."
        case .updateWorkPackage(let update):
            "Work package \(update.workPackage.id) is "
                + [
                    update.comment.isEmpty ? nil : update.isPrivate ? "commented privately" : "commented",
                    update.comment.isEmpty || !update.attributes.isEmpty ? "changed" : nil,
                ].compactMap(\.self).joined(separator: " and ") + "."
        case .replyInForum(let new): "The thread of \(new.thread.root) is answered."
        case .commentOnNews(let new): "A comment is added to \(new.news.id)."
        }
    }
}
