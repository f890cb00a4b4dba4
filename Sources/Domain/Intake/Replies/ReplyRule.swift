import Mail
import Tracking

/// What a mail answers.
struct ReplyRule<Source: Directory> {
    /// Ids without the tracker's form that are looked up, from the last: each costs a question to the tracker, and a
    /// header may hold thousands.
    private static var maximumLookups: Int { 50 }

    let options: IntakeOptions
    let answers: Answers<Source>

    /// nil for a mail that answers nothing known; ends the decision when what it answers is gone or hidden from `sender`.
    func target(of mail: Message, for sender: Sender, _ trail: inout Trail) async throws(Halt) -> Referent? {
        guard let referent = try await referent(of: mail, &trail) else {
            trail.step(
                .reply, "References, In-Reply-To\(options.matchesSubject ? ", Subject" : "")",
                "no answer to anything known")
            return nil
        }
        guard try await sees(referent, sender) else {
            if case .news = referent { throw Self.unavailableNews() }
            throw Self.unavailable()
        }
        switch referent {
        case .workPackage(let workPackage, let isPrivate, _):
            trail.step(.reply, "work package \(workPackage.id)", isPrivate ? "answered privately" : "answered")
        case .forumThread(let thread): trail.step(.reply, "forum thread \(thread.root)", "answered")
        case .news(let news): trail.step(.reply, "\(news.id)", "answered")
        }
        return referent
    }

    /// From the last of References to the first, then In-Reply-To, then the subject where that is wanted.
    private func referent(of mail: Message, _ trail: inout Trail) async throws(Halt) -> Referent? {
        var asked: Set<MessageID> = []
        for id in mail.head.references.reversed() + mail.head.inReplyTo.reversed() {
            if let own = TrackerMessageID(id), !own.isReport {
                guard own.takesAnswers else {
                    throw .ignored(
                        .unknownReference,
                        "The mail answers \(id), and nothing of class \(own.objectClass) takes answers by mail.")
                }
                trail.step(.reply, id.text, "the tracker's own form")
                guard let reference = own.reference, let found = try await answers.referent(of: reference) else {
                    throw own.isOfNews ? Self.unavailableNews() : Self.unavailable()
                }
                return try await narrowed(found, by: mail, unless: asked.union([id]), &trail)
            }
            guard asked.count < Self.maximumLookups, asked.insert(id).inserted else { continue }
            if let found = try await answers.referent(of: .mail(id)) {
                trail.step(.reply, id.text, "a mail that made or changed something")
                return try await narrowed(found, by: mail, unless: asked, &trail)
            }
        }
        let subject = mail.head.subject ?? ""
        guard options.matchesSubject, let reference = SubjectReference.reference(in: subject) else { return nil }
        trail.step(.reply, "Subject: \(subject)", "names what is answered")
        guard let found = try await answers.referent(of: reference) else { throw Self.unavailable() }
        return found
    }

    /// What was found, unless an id of In-Reply-To names a private comment on the same work package: programs that order
    /// ids in their own way must not make the answer public.
    private func narrowed(
        _ found: Referent, by mail: Message, unless asked: Set<MessageID>, _ trail: inout Trail
    ) async throws(Halt) -> Referent {
        guard case .workPackage(let workPackage, false, _) = found else { return found }
        var asked = asked
        for id in mail.head.inReplyTo.suffix(Self.maximumLookups).reversed() where asked.insert(id).inserted {
            guard let reference = TrackerMessageID(id).map(\.reference) ?? .mail(id),
                let parent = try await answers.referent(of: reference),
                case .workPackage(let same, true, _) = parent, same.id == workPackage.id
            else { continue }
            trail.step(.reply, id.text, "a private comment on the same work package")
            return parent
        }
        return found
    }

    private func sees(_ referent: Referent, _ sender: Sender) async throws(Halt) -> Bool {
        if options.skipsPermissionCheck { return true }
        switch referent {
        case .workPackage(let workPackage, let isPrivate, let commentAuthor):
            let rights = try await answers.rights(of: sender.person, in: workPackage.project)
            guard try await answers.shows(Audience(of: workPackage), to: sender.person, with: rights) else {
                return false
            }
            return !isPrivate || rights.allow(.viewPrivateNotes) || sender.is(commentAuthor)
        case .forumThread(let thread):
            let rights = try await answers.rights(of: sender.person, in: thread.project)
            return rights.seesProject && rights.allow(.viewMessages)
        case .news(let news):
            let rights = try await answers.rights(of: sender.person, in: news.project)
            return rights.seesProject && rights.allow(.viewNews)
        }
    }

    /// One text for what is gone and for what is hidden, so that nothing can be found out by asking.
    private static func unavailable() -> Halt {
        .rejected(
            .replyTarget, "What the mail answers does not exist, or the sender may not see it.", .replyTargetUnavailable
        )
    }

    /// The same for news, without a word to the sender: most trackers have none, or none that is answered.
    private static func unavailableNews() -> Halt {
        .ignored(.unknownReference, "The mail answers news that does not exist, or that the sender may not see.")
    }
}
