package import Mail

/// A tracker that changes can be applied to.
package protocol Tracker: Directory {
    /// The receipt of an earlier attempt with this key; nil when there was none.
    func receipt(for key: IdempotencyKey) async throws(TargetFailure) -> Receipt?

    /// Applies all of `change`, or nothing; the key is stored in the same transaction.
    ///
    /// A key that is known already gives the first receipt. Attachment bytes are flushed before the transaction. The
    /// receipt of a new person's change names the login: it is what the person is told, also when the key is repeated.
    func apply(
        _ change: TrackerChange, by person: ActingPerson, key: IdempotencyKey
    ) async throws(TargetFailure) -> Applied
}

/// What came of applying a change.
package enum Applied: Sendable, Equatable {
    case applied(Receipt)
    /// The key was known: nothing was done now.
    case repeated(Receipt)
    /// What the decision had read has changed meanwhile: decide once more.
    case stale
}

/// One change that a mail asks for, complete and checked.
package enum TrackerChange: Sendable {
    case createWorkPackage(NewWorkPackage)
    case updateWorkPackage(WorkPackageUpdate)
    case replyInForum(NewForumMessage)
    case commentOnNews(NewNewsComment)
}

/// A file to be stored.
package struct NewAttachment: Sendable {
    /// Safe as a file name.
    package var fileName: String
    /// `type/subtype`.
    package var contentType: String
    package var content: SpooledContent

    package init(fileName: String, contentType: String, content: SpooledContent) {
        self.fileName = fileName
        self.contentType = contentType
        self.content = content
    }
}

/// What every change carries.
package struct ChangeOrigin: Sendable, Equatable {
    /// Message-ID of the mail, for `messageIds`; nil when the mail has none.
    package var messageID: MessageID?
    /// Things asked and not done; they become part of the receipt.
    package var notes: [Note]

    package init(messageID: MessageID?, notes: [Note]) {
        self.messageID = messageID
        self.notes = notes
    }
}

/// A work package to be created.
package struct NewWorkPackage: Sendable {
    package var project: Project
    /// At most 255 characters.
    package var subject: String
    /// Markdown.
    package var description: String
    /// Holds at least type, status and priority.
    package var attributes: [Attribute: AttributeValue]
    package var watchers: [Person]
    package var attachments: [NewAttachment]
    package var origin: ChangeOrigin

    package init(
        project: Project, subject: String, description: String, attributes: [Attribute: AttributeValue],
        watchers: [Person], attachments: [NewAttachment], origin: ChangeOrigin
    ) {
        self.project = project
        self.subject = subject
        self.description = description
        self.attributes = attributes
        self.watchers = watchers
        self.attachments = attachments
        self.origin = origin
    }
}

/// A comment and changed attributes of a work package.
package struct WorkPackageUpdate: Sendable {
    /// As it was when the decision was made.
    package var workPackage: WorkPackage
    /// Markdown; empty: no comment, attributes only.
    package var comment: String
    package var isPrivate: Bool
    package var attributes: [Attribute: AttributeValue]
    package var watchers: [Person]
    package var attachments: [NewAttachment]
    package var origin: ChangeOrigin

    package init(
        workPackage: WorkPackage, comment: String, isPrivate: Bool, attributes: [Attribute: AttributeValue],
        watchers: [Person], attachments: [NewAttachment], origin: ChangeOrigin
    ) {
        self.workPackage = workPackage
        self.comment = comment
        self.isPrivate = isPrivate
        self.attributes = attributes
        self.watchers = watchers
        self.attachments = attachments
        self.origin = origin
    }
}

/// An answer in a forum thread.
package struct NewForumMessage: Sendable {
    package var thread: ForumThread
    package var subject: String
    package var content: String
    package var attachments: [NewAttachment]
    package var origin: ChangeOrigin

    package init(
        thread: ForumThread, subject: String, content: String, attachments: [NewAttachment], origin: ChangeOrigin
    ) {
        self.thread = thread
        self.subject = subject
        self.content = content
        self.attachments = attachments
        self.origin = origin
    }
}
