import Mail

/// The mail that tells a sender why a mail of theirs was rejected.
struct ErrorReport {
    /// So much of the mail is quoted: enough to know it again.
    private static let maximumQuotedLines = 20
    private static let maximumQuotedCharacters = 200
    /// The first id of a thread and the last ones keep it together (RFC 5322, section 3.6.4, lets the rest go).
    private static let maximumReferences = 20

    let words: SenderWords

    /// `text`: the mail's text; `complaints`: the main cause first.
    func message(to address: String, about mail: Message, text: String, complaints: [Complaint]) -> OutgoingMessage {
        let subject = SubjectRule.onOneLine(mail.head.subject ?? "")
        var told: Set<Complaint> = []
        let causes = complaints.filter { told.insert($0).inserted }.map {
            "- " + words.sentence(for: $0).presentable(maximumLength: 2_000)
        }
        let lines =
            [words.opening(subject: String(subject.prefix(SubjectRule.maximumLength))), ""] + causes + [
                "", words.remedy,
            ]
            + quoted(text)
        return OutgoingMessage(
            to: address, subject: replySubject(subject), text: lines.joined(separator: "\n") + "\n",
            inReplyTo: mail.head.messageID?.text, references: references(of: mail.head))
    }

    private func replySubject(_ subject: String) -> String {
        guard !subject.isEmpty else { return words.reportSubject }
        let cut = String(subject.prefix(SubjectRule.maximumLength))
        return cut.lowercased().hasPrefix("re:") ? cut : "Re: \(cut)"
    }

    private func references(of head: Head) -> [String] {
        guard let id = head.messageID else { return [] }
        let earlier = (head.references.isEmpty && head.inReplyTo.count == 1 ? head.inReplyTo : head.references).map(
            \.text)
        guard earlier.count >= Self.maximumReferences else { return earlier + [id.text] }
        return earlier.prefix(1) + earlier.suffix(Self.maximumReferences - 2) + [id.text]
    }

    private func quoted(_ text: String) -> [String] {
        let lines = TextLines(text).lines
        guard lines.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { return [] }
        let quoted = lines.prefix(Self.maximumQuotedLines).map { line in
            let cut = line.presentable(maximumLength: Self.maximumQuotedCharacters)
            return cut.allSatisfy(\.isWhitespace) ? ">" : "> \(cut)"
        }
        return ["", words.original, ""] + quoted + (lines.count > Self.maximumQuotedLines ? ["> …"] : [])
    }
}
