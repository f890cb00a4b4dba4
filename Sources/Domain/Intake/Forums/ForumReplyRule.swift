import Mail
import Tracking

/// An answer to a forum message goes to the end of its thread; keywords are not read.
struct ForumReplyRule<Source: Directory> {
    let inHand: MailInHand<Source>

    func change(of thread: ForumThread, _ trail: inout Trail) async throws(Halt) -> TrackerChange {
        try await check(thread, &trail)
        let subject = SubjectRule.forumMessage(inHand.mail.head.subject, in: thread)
        trail.step(.subject, inHand.mail.head.subject ?? "no subject", subject)
        let content = inHand.text.stored(without: [], isReply: true, &trail)
        let stored = FileRule(options: inHand.options).attachments(from: inHand.body, &trail)
        guard !content.isEmpty || !stored.files.isEmpty else {
            throw .rejected(
                .invalidValues, "The mail adds nothing to \(thread.root): it holds neither text nor files.",
                .nothingToAdd)
        }
        return .replyInForum(
            NewForumMessage(
                thread: thread, subject: subject, content: stored.naming(imagesIn: content), attachments: stored.files,
                origin: inHand.origin(trail)))
    }

    private func check(_ thread: ForumThread, _ trail: inout Trail) async throws(Halt) {
        try inHand.requireActive(thread.project, of: "\(thread.root)")
        try await inHand.require(.addMessages, in: thread.project, to: "answer in the forum", .mayNotAnswer, &trail)
        guard !thread.isLocked else {
            throw .rejected(.lockedThread, "The thread of \(thread.root) is locked.", .threadLocked)
        }
    }
}
