/// Why a mail came out as it did: a bounded code and a sentence for the operator.
package struct Reason: Hashable, Sendable {
    package let code: ReasonCode
    /// One sentence: what was being done, on what, what is wrong, what to do next.
    package let text: String

    package init(_ code: ReasonCode, _ text: String) {
        self.code = code
        self.text = text
    }
}

/// What a handler made of one mail.
package enum HandlingOutcome: Sendable, Equatable {
    /// Applied; the receipt names what was created or changed, `reply` is what the sender is told about it.
    case accepted(Receipt, reply: OutgoingMessage? = nil)
    /// Not for us; final.
    case ignored(Reason)
    /// Cannot be applied as it stands; the sender may get the report.
    case rejected(Reason, report: OutgoingMessage?)
    /// A temporary cause; tried again after `retryAfter`, or after the worker's own waiting time.
    case deferred(Reason, retryAfter: Duration?)
}

/// What came of an accepted mail; what a target answers to a repeated idempotency key.
package struct Receipt: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable {
        case workPackageCreated = "work_package_created"
        case workPackageUpdated = "work_package_updated"
        case forumMessageCreated = "forum_message_created"
        case newsCommentCreated = "news_comment_created"
        case delivered
    }

    package var kind: Kind
    /// `created`, `updated`, `replied` or `delivered`.
    package var code: ReasonCode
    /// Number of the work package, the forum message or the comment on news; nil for `delivered`.
    package var id: Int?
    /// The page a person opens; nil where there is none.
    package var url: String?
    /// One sentence for the operator.
    package var text: String
    /// Attribute names of the data file; updates only.
    package var changes: [String]
    package var attachments: Int
    /// People added as watchers.
    package var watchers: Int
    package var notes: [Note]
    /// Login of the account that was made with the change; nil when none was, and in older receipts.
    package var newLogin: String?

    package init(
        kind: Kind, code: ReasonCode, id: Int? = nil, url: String? = nil, text: String, changes: [String] = [],
        attachments: Int = 0, watchers: Int = 0, notes: [Note] = [], newLogin: String? = nil
    ) {
        self.kind = kind
        self.code = code
        self.id = id
        self.url = url
        self.text = text
        self.changes = changes
        self.attachments = attachments
        self.watchers = watchers
        self.notes = notes
        self.newLogin = newLogin
    }
}

/// Something that was asked and not done, in a mail that was accepted all the same.
package struct Note: Sendable, Hashable, Codable {
    package var code: ReasonCode
    /// Attribute name of the data file; nil for files and text.
    package var attribute: String?
    /// The line of the mail, or the file name, that was not understood.
    package var line: String?

    package init(code: ReasonCode, attribute: String? = nil, line: String? = nil) {
        self.code = code
        self.attribute = attribute
        self.line = line
    }
}

/// A mail of ours to a sender: an error report, a confirmation.
package struct OutgoingMessage: Sendable, Equatable, Codable {
    package var to: String
    package var subject: String
    /// Plain text, LF line ends.
    package var text: String
    /// Message-ID of the mail that is answered, without brackets.
    package var inReplyTo: String?
    package var references: [String]

    package init(to: String, subject: String, text: String, inReplyTo: String?, references: [String]) {
        self.to = to
        self.subject = subject
        self.text = text
        self.inReplyTo = inReplyTo
        self.references = references
    }
}
