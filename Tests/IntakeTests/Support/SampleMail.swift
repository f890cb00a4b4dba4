import Intake
import Mail
import Tracking

/// A mail built by hand: from Jane, with one plain text part, unless a test says otherwise.
struct SampleMail {
    var from: [Address] = [Address(name: "Jane Doe", mail: "jane@example.net")]
    var subject: String? = "Printer is on fire"
    var messageID: String? = "one@example.net"
    var references: [String] = []
    var inReplyTo: [String] = []
    var to: [Address] = []
    var cc: [Address] = []
    var bcc: [Address] = []
    var fields: [HeaderField] = []
    var root: Part = .plain("It burns.")

    init() {}

    init(_ text: String) { root = .plain(text) }

    /// An answer to the sample work package.
    static func reply(_ text: String, from sender: String = "jane@example.net") -> SampleMail {
        var mail = SampleMail(text)
        mail.from = [Address(name: nil, mail: sender)]
        mail.references = ["op.work_package-42@example.net"]
        return mail
    }

    func with(_ name: String, _ value: String) -> SampleMail {
        var copy = self
        copy.fields.append(HeaderField(name: name, value: value))
        return copy
    }

    var message: Message {
        Message(
            head: Head(
                messageID: messageID.map(MessageID.init), references: references.map(MessageID.init),
                inReplyTo: inReplyTo.map(MessageID.init), from: from, subject: subject),
            fields: fields, to: to, cc: cc, bcc: bcc, replyTo: [], root: root, issues: [])
    }

    func decided(
        _ options: IntakeOptions = .demo, _ directory: FakeDirectory = .sample, pattern: (any TextPattern)? = nil
    ) async throws -> Decision {
        try await decide(
            message, options, IntakeTools(html: FakeHTML(), bodyDelimiter: pattern), directory: directory)
    }
}

extension IntakeOptions {
    /// New work packages go to `demo`.
    static let demo = IntakeOptions.sample { $0.defaults.project = ProjectIdentifier("demo") }

    static func sample(_ change: (inout IntakeOptions) -> Void) -> IntakeOptions {
        var options = IntakeOptions()
        change(&options)
        return options
    }

    func with(_ change: (inout IntakeOptions) -> Void) -> IntakeOptions {
        var options = self
        change(&options)
        return options
    }
}

extension Part {
    static func plain(_ text: String, name: String? = nil, disposition: Disposition? = nil) -> Part {
        leaf("text", "plain", text, name: name, disposition: disposition)
    }

    static func html(_ text: String) -> Part { leaf("text", "html", text) }

    static func leaf(
        _ type: String, _ subtype: String, _ text: String, name: String? = nil, disposition: Disposition? = nil,
        contentID: String? = nil, parameters: [String: String] = [:]
    ) -> Part {
        let body: Body =
            type == "text"
            ? .text(DecodedText(text: text, charset: "utf-8"), .sample(text)) : .file(.sample(text))
        return Part(
            mediaType: MediaType(type, subtype, parameters: parameters), disposition: disposition, fileName: name,
            contentID: contentID, body: body)
    }

    static func file(
        _ name: String?, _ type: String = "application", _ subtype: String = "pdf", bytes: String = "%PDF"
    ) -> Part {
        leaf(type, subtype, bytes, name: name, disposition: .attachment)
    }

    static func image(_ contentID: String?, name: String? = nil, bytes: Int = 1_000) -> Part {
        leaf(
            "image", "png", String(repeating: "p", count: bytes), name: name, disposition: .inline,
            contentID: contentID)
    }

    static func multipart(_ subtype: String, _ parts: [Part], parameters: [String: String] = [:]) -> Part {
        Part(mediaType: MediaType("multipart", subtype, parameters: parameters), body: .multipart(parts))
    }
}

extension SpooledContent {
    /// With a hash that differs where the text differs; no digest is computed.
    static func sample(_ text: String) -> SpooledContent {
        var hash: [UInt8] = Array(repeating: 0, count: 32)
        for (index, byte) in text.utf8.enumerated() { hash[index % 32] = hash[index % 32] &* 31 &+ byte }
        hash[31] = UInt8(truncatingIfNeeded: text.utf8.count)
        return SpooledContent(Array(text.utf8), hash: ContentHash(bytes: hash))
    }
}

/// Drops tags, turns `<br>` into a line break; knows images by `cid:`.
struct FakeHTML: HTMLConverter {
    func markdown(fromHTML html: String) -> ConvertedHTML {
        let ids = html.split(separator: "\"").filter { $0.hasPrefix("cid:") }.map { String($0.dropFirst(4)) }
        var text = ""
        for piece in html.split(separator: "<", omittingEmptySubsequences: false) {
            if piece.hasPrefix("br>") { text += "\n" }
            text += piece.contains(">") ? piece.drop { $0 != ">" }.dropFirst() : piece
        }
        return ConvertedHTML(text: text, contentIDs: ids, isCut: html.contains("<blink>"))
    }
}

/// Removes one literal text, or gives up.
struct FakePattern: TextPattern {
    var literal = ""
    var givesUp = false

    func removingMatches(in text: String) throws(PatternLimitReached) -> String {
        if givesUp { throw PatternLimitReached() }
        guard let found = text.firstRange(of: literal) else { return text }
        return String(text[..<found.lowerBound] + text[found.upperBound...])
    }
}
