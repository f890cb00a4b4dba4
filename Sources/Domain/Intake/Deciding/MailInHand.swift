import Mail
import Tracking

/// One mail whose sender is known, and what its rules need.
struct MailInHand<Source: Directory> {
    let mail: Message
    let options: IntakeOptions
    let tools: IntakeTools
    let answers: Answers<Source>
    let sender: Sender
    let body: MailBody

    /// Languages of keywords, the sender's first.
    var languages: [String] { [sender.language, options.defaultLanguage] }

    /// Texts for the sender and in the sender's name.
    var words: SenderWords { SenderWords.words(for: languages) }

    /// The text as lines, with the rules of delimiters and quotes.
    var text: SenderText { SenderText(body, options: options, pattern: tools.bodyDelimiter) }

    /// The keyword lines that count; the others are told to `explain`. `fixesProject`: a line must not name it.
    func keywords(
        in text: SenderText, _ table: LabelTable, isReply: Bool, fixesProject: Bool = false, _ trail: inout Trail
    ) -> KeywordScan {
        for keyword in text.unreadKeywords(table) {
            trail.step(
                .keyword, keyword.line,
                "not read: quoted, or below a delimiter, a signature or the original; --keywords anywhere would read it"
            )
        }
        let overrides = OverrideRule(options: options, table: table, isReply: isReply, fixesProject: fixesProject)
        return text.keywords(table, allowed: overrides.allows)
    }

    func origin(_ trail: Trail) -> ChangeOrigin { ChangeOrigin(messageID: mail.head.messageID, notes: trail.notes) }

    /// The rights of the sender, whether or not they are checked.
    func rights(in project: Project) async throws(Halt) -> Rights {
        try await answers.rights(of: sender.person, in: project)
    }

    /// Ends the decision when the project of `subject` takes nothing new.
    func requireActive(_ project: Project, of subject: String) throws(Halt) {
        guard project.isActive else {
            throw .rejected(
                .inactiveProject, "The project \(project.identifier) of \(subject) is closed or archived.",
                .inactiveProject)
        }
    }

    /// Ends the decision when the sender may not `action` ("answer in the forum") and permissions are checked.
    func require(
        _ permission: Permission, in project: Project, to action: String, _ complaint: Complaint, _ trail: inout Trail
    ) async throws(Halt) {
        if options.skipsPermissionCheck {
            trail.step(.permission, permission.rawValue, "not checked, since --no-permission-check is given")
        } else if try await !rights(in: project).allow(permission) {
            throw .rejected(
                .noPermission, "\(sender.displayed) may not \(action) (\(permission.rawValue)).", complaint)
        }
    }

    /// Everybody who can be assigned, where a keyword or an option asks for somebody.
    func assignable(in project: Project, _ vocabulary: Vocabulary, for scan: KeywordScan) async throws(Halt)
        -> [Principal]
    {
        let users = vocabulary.customFields.filter { $0.format == .user }.map { Attribute.customField(name: $0.name) }
        let asked = ([.assignee, .accountable] + users).contains { scan.candidates[.attribute($0)] != nil }
        guard asked || !(options.defaults.assignee ?? "").isEmpty else { return [] }
        return try await answers.assignable(in: project)
    }
}
