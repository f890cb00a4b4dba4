package import Mail
package import Tracking

/// Decides what is to be done with `message`: every rule in its order, nothing but questions to `directory`.
///
/// First, who sent it: own mail (`OwnMail`), machines (`AutomaticMail`), the account (`AccountRule`). Then what it says
/// and carries (`BodyRule`) and what it answers (`ReplyRule`). From there a new work package (`CreationRule`), a comment
/// and changes (`UpdateRule`), a forum message (`ForumReplyRule`) or a comment on news (`NewsReplyRule`), each with the
/// rules of keywords and values, files, watchers and rights. A rule that ends the decision throws `Halt`; what is left out
/// on the way is noted in the `Trail`.
///
/// Everything that can be refused is decided here, so that applying the change is all or nothing. Throws
/// `TargetFailure` when the directory cannot answer: that is no outcome of the mail.
package func decide(
    _ message: Message, _ options: IntakeOptions, _ tools: IntakeTools, directory: some Directory
) async throws(TargetFailure) -> Decision {
    var deciding = Deciding(
        mail: message, options: options, tools: tools,
        answers: Answers(directory: directory, groupsOfNew: options.defaultGroups))
    return try await deciding.decision()
}

/// One decision on its way.
private struct Deciding<Source: Directory> {
    let mail: Message
    let options: IntakeOptions
    let tools: IntakeTools
    let answers: Answers<Source>

    private var trail = Trail()
    /// Whether a report may be sent for this mail at all.
    private var mayBeAnswered = false
    /// Known once the sender is.
    private var inHand: MailInHand<Source>?

    init(mail: Message, options: IntakeOptions, tools: IntakeTools, answers: Answers<Source>) {
        self.mail = mail
        self.options = options
        self.tools = tools
        self.answers = answers
    }

    mutating func decision() async throws(TargetFailure) -> Decision {
        let verdict: Decision.Verdict
        do {
            verdict = try await applied()
        } catch {
            switch error {
            case .failed(let failure): throw failure
            case .ignored(let reason):
                verdict = .ignore(reason)
                mayBeAnswered = false
            case .rejected(let reason, let complaints):
                verdict = .reject(reason, report: report(complaints + trail.complaints))
            }
        }
        trail.step(.verdict, "mail", Self.described(verdict))
        return Decision(
            verdict: verdict, steps: trail.steps, mayBeAnswered: mayBeAnswered, confirmation: confirmation)
    }

    private mutating func applied() async throws(Halt) -> Decision.Verdict {
        let address = try OwnMail(options: options).checked(mail, &trail)
        mayBeAnswered = try AutomaticMail(options: options).mayBeAnswered(mail, &trail)
        let sender = try await AccountRule(options: options, answers: answers).sender(address, &trail)
        let inHand = MailInHand(
            mail: mail, options: options, tools: tools, answers: answers, sender: sender,
            body: BodyRule(html: tools.html, preferred: options.preferredPart).body(of: mail, &trail))
        self.inHand = inHand
        let target = try await ReplyRule(options: options, answers: answers).target(of: mail, for: sender, &trail)
        let change =
            switch target {
            case nil: try await CreationRule(inHand: inHand).change(&trail)
            case .workPackage(let workPackage, let isPrivate, _):
                try await UpdateRule(inHand: inHand).change(of: workPackage, isPrivate: isPrivate, &trail)
            case .forumThread(let thread): try await ForumReplyRule(inHand: inHand).change(of: thread, &trail)
            case .news(let news): try await NewsReplyRule(inHand: inHand).change(of: news, &trail)
            }
        return .apply(change, by: sender.acting)
    }

    /// Where the sender may be written to; nil when nothing must or can be sent.
    private var answerAddress: String? {
        guard mayBeAnswered, let address = inHand?.sender.reportAddress,
            !options.isOwn(address)
        else { return nil }
        return address
    }

    private var confirmation: Confirmation? {
        guard let inHand, let address = answerAddress else { return nil }
        return Confirmation(
            words: inHand.words, mail: mail.head, to: address, announcesAccount: options.announcesAccounts,
            namesWorkPackage: options.confirmsCreated, complaints: trail.complaints, host: options.mailHost)
    }

    private func report(_ complaints: [Complaint]) -> OutgoingMessage? {
        guard options.reportsErrors, let inHand, let address = answerAddress else { return nil }
        return ErrorReport(words: inHand.words)
            .message(to: address, about: mail, text: inHand.body.text, complaints: complaints)
    }

    private static func described(_ verdict: Decision.Verdict) -> String {
        switch verdict {
        case .apply(let change, _): change.summary
        case .ignore(let reason): "ignored (\(reason.code.rawValue)): \(reason.text)"
        case .reject(let reason, let report):
            "rejected (\(reason.code.rawValue)): \(reason.text)"
                + (report.map { " The sender gets a report to \($0.to)." } ?? " No report is sent.")
        }
    }
}
