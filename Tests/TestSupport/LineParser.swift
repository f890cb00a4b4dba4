package import Mail

/// A parser of mails with one line per header field, for tests of what lies around parsing.
package struct LineParser: MessageParser {
    package init() {}

    package func head(_ mail: RawMail) -> Head {
        var head = Head()
        for line in Self.split(mail).header.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            let value = parts[1].drop { $0 == " " }
            let ids = value.split(separator: " ").map { MessageID(String($0.filter { !"<>".contains($0) })) }
            switch parts[0].lowercased() {
            case "from": head.from = [Address(name: nil, mail: String(value))]
            case "subject": head.subject = String(value)
            case "date": head.date = String(value)
            case "message-id": head.messageID = ids.first
            case "references": head.references = ids
            case "in-reply-to": head.inReplyTo = ids
            default: break
            }
        }
        return head
    }

    package func bodyHash(of mail: RawMail) throws(SpoolFailure) -> ContentHash {
        Spool.testing.hash(of: Array(Self.split(mail).body.utf8))
    }

    package func parse(_ mail: RawMail, limits: ParsingLimits) async throws(ParsingFailure) -> Message {
        fatalError("no test that uses this parser parses a whole mail")
    }

    private static func split(_ mail: RawMail) -> (header: String, body: String) {
        let text = String(decoding: (try? mail.content.bytes()) ?? [], as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return (text, "") }
        return (String(text[..<end.lowerBound]), String(text[end.upperBound...]))
    }
}
