/// One address of a header field, decoded (RFC 5322, section 3.4).
package struct Address: Hashable, Sendable {
    /// Display name with encoded words decoded; the comment in brackets when there is no display name; nil when empty.
    package let name: String?
    /// `local@domain` as written, without angle brackets, IDN domains in Unicode or ASCII as they came.
    package let mail: String

    package init(name: String?, mail: String) {
        self.name = name
        self.mail = mail
    }

    /// The address for comparison: lower case.
    package var normalized: String { mail.lowercased() }
}

/// One header field in its order, value unfolded and decoded.
package struct HeaderField: Hashable, Sendable {
    /// Name as written.
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// The few header fields that are read without parsing the whole mail.
package struct Head: Sendable, Equatable {
    package var messageID: MessageID?
    /// References from first to last, then nothing else (RFC 5322, section 3.6.4); tolerant of missing brackets.
    package var references: [MessageID]
    package var inReplyTo: [MessageID]
    /// All addresses of the first From field; groups are flattened.
    package var from: [Address]
    /// The first Subject field, decoded and unfolded; nil when absent.
    package var subject: String?
    /// The Date field as written; nil when absent. Text, since it is only compared.
    package var date: String?

    package init(
        messageID: MessageID? = nil, references: [MessageID] = [], inReplyTo: [MessageID] = [], from: [Address] = [],
        subject: String? = nil, date: String? = nil
    ) {
        self.messageID = messageID
        self.references = references
        self.inReplyTo = inReplyTo
        self.from = from
        self.subject = subject
        self.date = date
    }
}

/// A parsed mail: header fields and the tree of its parts. Parsing never fails on content, it leaves `issues`.
package struct Message: Sendable {
    package var head: Head
    /// All header fields in their order.
    package var fields: [HeaderField]
    package var to: [Address]
    package var cc: [Address]
    package var bcc: [Address]
    package var replyTo: [Address]
    package var root: Part
    package var issues: [ParsingIssue]

    package init(
        head: Head, fields: [HeaderField], to: [Address], cc: [Address], bcc: [Address], replyTo: [Address],
        root: Part, issues: [ParsingIssue]
    ) {
        self.head = head
        self.fields = fields
        self.to = to
        self.cc = cc
        self.bcc = bcc
        self.replyTo = replyTo
        self.root = root
        self.issues = issues
    }

    /// Values of every field with this name, whatever the case, in order.
    package func values(of name: String) -> [String] {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }
}

/// A media type (RFC 2045, section 5), lower case; parameters decoded (RFC 2231, and encoded words where clients put them).
package struct MediaType: Hashable, Sendable, CustomStringConvertible {
    package let type: String
    package let subtype: String
    /// Parameter names in lower case.
    package let parameters: [String: String]

    package init(_ type: String, _ subtype: String, parameters: [String: String] = [:]) {
        self.type = type.lowercased()
        self.subtype = subtype.lowercased()
        self.parameters = parameters
    }

    package var description: String { "\(type)/\(subtype)" }
}

/// A node of the tree of parts.
package struct Part: Sendable {
    package enum Disposition: String, Sendable { case inline, attachment }

    package enum Body: Sendable {
        /// `multipart/*`; the subtype stands in `mediaType`.
        case multipart([Part])
        /// A leaf of type `text/*`: its decoded characters, and its bytes after transfer decoding.
        case text(DecodedText, SpooledContent)
        /// Any other leaf: its bytes after transfer decoding.
        case file(SpooledContent)
        /// `message/rfc822`: the attached mail as it stands, not taken apart.
        case message(SpooledContent)
    }

    package var mediaType: MediaType
    /// nil when no Content-Disposition was given.
    package var disposition: Disposition?
    /// From Content-Disposition, else Content-Type `name`, else Content-Location; decoded, as sent: not yet safe as a
    /// file name.
    package var fileName: String?
    /// Content-ID without brackets.
    package var contentID: String?
    package var contentLocation: String?
    package var body: Body

    package init(
        mediaType: MediaType, disposition: Disposition? = nil, fileName: String? = nil, contentID: String? = nil,
        contentLocation: String? = nil, body: Body
    ) {
        self.mediaType = mediaType
        self.disposition = disposition
        self.fileName = fileName
        self.contentID = contentID
        self.contentLocation = contentLocation
        self.body = body
    }
}

/// Characters of a text part and how they were found.
package struct DecodedText: Sendable, Equatable {
    /// Line ends are LF. An invalid byte is U+FFFD.
    package var text: String
    /// The charset that was used, in lower case.
    package var charset: String
    /// Whether bytes were invalid, or the declared charset unknown.
    package var isDamaged: Bool
    /// Whether the text was cut at the limit.
    package var isCut: Bool

    package init(text: String, charset: String, isDamaged: Bool = false, isCut: Bool = false) {
        self.text = text
        self.charset = charset
        self.isDamaged = isDamaged
        self.isCut = isCut
    }
}

/// Something in the mail that is not as it should be, and was got over.
package struct ParsingIssue: Sendable, Equatable {
    /// Bounded: `charset`, `transfer_encoding`, `header`, `structure`, `text_cut`.
    package let code: String
    package let explanation: String

    package init(code: String, explanation: String) {
        self.code = code
        self.explanation = explanation
    }
}
