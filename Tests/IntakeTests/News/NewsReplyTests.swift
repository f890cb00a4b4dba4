import Intake
import Mail
import Testing
import Tracking

@Suite struct NewsReplyTests {
    private static let unknown = Reason(
        .unknownReference, "The mail answers news that does not exist, or that the sender may not see.")

    private func mail(
        _ text: String = "How fast?", _ id: String = "op.news-5@h", from sender: String = "jane@example.net"
    ) -> SampleMail {
        var mail = SampleMail(text)
        mail.references = [id]
        mail.from = [Address(name: nil, mail: sender)]
        return mail
    }

    @Test(arguments: ["op.news-5@h", "op.comment-9@h", "op.comment-9.20240101120000.5@h"])
    func `given an answer to news or to a comment on it, when decided, then it comments on the news, keywords and all`(
        id: String
    ) async throws {
        let new = try await mail("status: closed\nHow fast?", id).decided().commentedOnNews()
        #expect(new.news == .sample)
        #expect(new.text == "status: closed\nHow fast?")
        #expect(new.origin == ChangeOrigin(messageID: MessageID("one@example.net"), notes: []))
    }

    @Test(arguments: ["op.news-99@h", "op.comment-99@h", "op.news-99999999999999999999@h"])
    func `7.2.9 given news that is gone, when answered, then the mail is ignored and nobody is told`(id: String)
        async throws
    {
        let decision = try await mail("Hm.", id).decided()
        #expect(try decision.ignored() == Self.unknown)
        #expect(!decision.mayBeAnswered)
    }

    @Test(arguments: ["op.news-5@h", "op.comment-9@h", "first@example.net"])
    func `7.2.9 given news that is hidden from the sender, when answered, then the words are those for what is gone`(
        id: String
    ) async throws {
        var directory = FakeDirectory.sample.allowing([.commentNews], to: "jane")
        directory.referents[.mail(MessageID("first@example.net"))] = .news(.sample)
        let decision = try await mail("Hm.", id).decided(.demo, directory)
        #expect(try decision.ignored() == Self.unknown)
        #expect(!decision.mayBeAnswered)
    }

    @Test func `given a project that the sender cannot see, when its news is answered, then the right does not help`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.rights["jane"]?[Project.demo.id]?.seesProject = false
        #expect(try await mail().decided(.demo, directory).ignored() == Self.unknown)
    }

    @Test
    func `given no right to comment, when news is answered, then the mail is rejected unless that is not checked`()
        async throws
    {
        let directory = FakeDirectory.sample.allowing([.viewNews], to: "hans")
        let decision = try await mail(from: "hans@example.net").decided(.demo, directory)
        #expect(try decision.rejected() == Reason(.noPermission, "hans may not comment on news 5 (comment_news)."))
        #expect(decision.report?.text.contains("- Sie dürfen diese Neuigkeit nicht kommentieren.") == true)
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        _ = try await mail(from: "hans@example.net").decided(options).commentedOnNews()
    }

    @Test func `given news of a closed project, when answered, then the mail is rejected`() async throws {
        var directory = FakeDirectory.sample
        directory.rights["jane"]?[Project.old.id] = .all
        directory.referents[.news(NewsID(5))] = .news(News(id: NewsID(5), project: .old, title: "A new printer"))
        #expect(
            try await mail().decided(.demo, directory).rejected()
                == Reason(.inactiveProject, "The project old of news 5 is closed or archived."))
    }

    @Test func `7.5.5 given files, when news is answered, then the text stands and each file is noted`() async throws {
        var mail = mail()
        mail.root = .multipart("mixed", [mail.root, .file("a.pdf"), .file("b.pdf")])
        let decision = try await mail.decided()
        #expect(
            try decision.commentedOnNews().origin.notes == [
                Note(code: .refusedFile, line: "a.pdf"), Note(code: .refusedFile, line: "b.pdf"),
            ])
        #expect(decision.steps.contains(DecisionStep("file", "a.pdf", "left out: news takes no files")))
    }

    @Test func `given nothing but a file, when news is answered, then the mail is rejected and the file is named`()
        async throws
    {
        var mail = mail("")
        mail.root = .multipart("mixed", [.file("a.pdf")])
        let decision = try await mail.decided()
        #expect(
            try decision.rejected() == Reason(.invalidValues, "The mail adds nothing to news 5: it holds no text."))
        #expect(decision.report?.text.contains("- The file “a.pdf”: you may not attach files here.") == true)
    }

    @Test func `given an answer to news, when described, then lines and receipt name what would be done`() async throws
    {
        var mail = mail()
        mail.root = .multipart("mixed", [mail.root, .file("a.pdf")])
        guard case .apply(let change, let person) = try await mail.decided().verdict else {
            Issue.record("no change")
            return
        }
        let description = ChangeDescription(change, by: person)
        #expect(
            description.lines == [
                "comment on news 5 in demo", "by jane", "not done (refused_file): a.pdf", "comment:", "  How fast?",
            ])
        #expect(
            description.receipt
                == Receipt(
                    kind: .newsCommentCreated, code: .replied, text: "A comment is added to news 5.",
                    notes: [Note(code: .refusedFile, line: "a.pdf")]))
    }
}
