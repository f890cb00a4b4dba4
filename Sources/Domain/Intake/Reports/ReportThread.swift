import Mail

/// What ties a mail of ours to the one it answers.
struct ReportThread {
    /// The first id of a thread and the last ones keep it together (RFC 5322, section 3.6.4, lets the rest go).
    private static let maximumReferences = 20

    let mail: Head
    let words: SenderWords

    /// The subject of the mail, on one line and bounded; empty when it has none.
    var shortSubject: String {
        String(SubjectRule.onOneLine(mail.subject ?? "").prefix(SubjectRule.maximumLength))
    }

    /// `Re:` and the subject of the mail.
    var subject: String {
        guard !shortSubject.isEmpty else { return words.reportSubject }
        return shortSubject.lowercased().hasPrefix("re:") ? shortSubject : "Re: \(shortSubject)"
    }

    var references: [String] {
        guard let id = mail.messageID else { return [] }
        let earlier = (mail.references.isEmpty && mail.inReplyTo.count == 1 ? mail.inReplyTo : mail.references).map(
            \.text)
        guard earlier.count >= Self.maximumReferences else { return earlier + [id.text] }
        return earlier.prefix(1) + earlier.suffix(Self.maximumReferences - 2) + [id.text]
    }

    /// One line for each complaint, none twice.
    func list(_ complaints: [Complaint]) -> [String] {
        var told: Set<Complaint> = []
        return complaints.filter { told.insert($0).inserted }.map {
            "- " + words.sentence(for: $0).presentable(maximumLength: 2_000)
        }
    }
}
