import Mail

/// The mail that tells a sender why a mail of theirs was rejected.
struct ErrorReport {
    /// So much of the mail is quoted: enough to know it again.
    private static let maximumQuotedLines = 20
    private static let maximumQuotedCharacters = 200
    let words: SenderWords

    /// `text`: the mail's text; `complaints`: the main cause first.
    func message(to address: String, about mail: Message, text: String, complaints: [Complaint]) -> OutgoingMessage {
        let thread = ReportThread(mail: mail.head, words: words)
        let remedy = complaints.first?.isCorrectable ?? true ? words.remedy : words.otherRemedy
        let lines =
            [words.opening(subject: thread.shortSubject), ""] + thread.list(complaints) + ["", remedy] + quoted(text)
        return OutgoingMessage(
            to: address, subject: thread.subject, text: lines.joined(separator: "\n") + "\n",
            inReplyTo: mail.head.messageID?.text, references: thread.references)
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
