/// The texts for senders in one language. `{line}`, `{name}`, `{subject}`, `{form}` and `{values}` are filled in.
struct SenderWords: Sendable {
    let tag: String
    /// Subject of a work package whose mail has none.
    let noSubject: String
    /// Subject of a report on a mail that has none.
    let reportSubject: String
    let opening: String
    let openingWithoutSubject: String
    let remedy: String
    /// In place of `remedy` where the sender can correct nothing.
    let otherRemedy: String
    /// A work package was made: `{subject}`, and its number as `{name}`.
    let created: String
    let createdWithoutSubject: String
    /// An account was made: the address as `{line}`, the login as `{name}`.
    let account: String
    /// What can be done with a confirmation.
    let answerHint: String
    /// Introduces what was asked and not done.
    let notDone: String
    /// Introduces the beginning of the mail.
    let original: String

    let replyTargetUnavailable: String
    let noProject: String
    let unknownProject: String
    let inactiveProject: String
    let mayNotCreate: String
    let mayNotComment: String
    let mayNotCommentPrivately: String
    let mayNotAnswer: String
    let mayNotCommentOnNews: String
    let threadLocked: String
    let nothingToAdd: String
    let missing: String
    let unknownValue: String
    let ambiguousValue: String
    let invalidValue: String
    let startAfterEnd: String
    let refusedAttribute: String
    let fileTooLarge: String
    let mayNotAttach: String
    /// Follows a sentence whose values can be listed.
    let possibleValues: String
    let forms: Forms

    /// How values look, in words that follow `invalidValue`.
    struct Forms: Sendable {
        let date: String
        let hours: String
        let percent: String
        let integer: String
        let number: String
        let boolean: String
        let link: String
        let workPackage: String
        let other: String
    }

    /// The words of the first of these languages that there are words in; else English.
    static func words(for languages: [String]) -> SenderWords {
        for language in languages {
            let tag = language.lowercased().prefix { $0 != "-" && $0 != "_" }
            if let words = [english, german, french].first(where: { $0.tag == tag }) { return words }
        }
        return english
    }

    /// One complaint as a sentence.
    func sentence(for complaint: Complaint) -> String {
        switch complaint {
        case .replyTargetUnavailable: replyTargetUnavailable
        case .noProject: noProject
        case .unknownProject(let line): filled(unknownProject, line: line)
        case .inactiveProject: inactiveProject
        case .mayNotCreate: mayNotCreate
        case .mayNotComment: mayNotComment
        case .mayNotCommentPrivately: mayNotCommentPrivately
        case .mayNotAnswer: mayNotAnswer
        case .mayNotCommentOnNews: mayNotCommentOnNews
        case .threadLocked: threadLocked
        case .nothingToAdd: nothingToAdd
        case .missing(let name, let values): filled(missing, name: name) + listed(values)
        case .unknownValue(let line, let values): filled(unknownValue, line: line) + listed(values)
        case .ambiguousValue(let line): filled(ambiguousValue, line: line)
        case .invalidValue(let line, let form): filled(invalidValue, line: line, form: text(for: form))
        case .startAfterEnd(let line): filled(startAfterEnd, line: line)
        case .refusedAttribute(let line): filled(refusedAttribute, line: line)
        case .fileTooLarge(let name): filled(fileTooLarge, name: name)
        case .mayNotAttach(let name): filled(mayNotAttach, name: name)
        }
    }

    /// The first sentence of a report.
    func opening(subject: String) -> String {
        subject.isEmpty ? openingWithoutSubject : filled(opening, subject: subject)
    }

    /// The first sentence of a confirmation.
    func created(subject: String, number: String) -> String {
        filled(subject.isEmpty ? createdWithoutSubject : created, name: number, subject: subject)
    }

    func account(address: String, login: String) -> String { filled(account, line: address, name: login) }

    /// More values than these are not listed.
    private static let maximumValues = 20

    private func listed(_ values: [String]) -> String {
        guard !values.isEmpty else { return "" }
        let more = values.count > Self.maximumValues ? ", …" : ""
        let list = values.prefix(Self.maximumValues).joined(separator: ", ") + more
        return " " + filled(possibleValues, values: list)
    }

    private func text(for form: ValueForm) -> String {
        switch form {
        case .date: forms.date
        case .hours: forms.hours
        case .percent: forms.percent
        case .integer: forms.integer
        case .number: forms.number
        case .boolean: forms.boolean
        case .link: forms.link
        case .workPackage: forms.workPackage
        case .other: forms.other
        }
    }

    /// In one pass, so that braces in what the sender wrote stay what they are.
    private func filled(
        _ template: String, line: String = "", name: String = "", subject: String = "", form: String = "",
        values: String = ""
    ) -> String {
        let texts = ["line": line.presentable(), "name": name, "subject": subject, "form": form, "values": values]
        var result = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open] + (texts[String(rest[rest.index(after: open)..<close])] ?? "")
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
