import Intake
import Mail
import Testing
import Tracking

@Suite struct ForumReplyTests {
    private func mail(_ text: String, from sender: String = "jane@example.net") -> SampleMail {
        var mail = SampleMail(text)
        mail.subject = "Re: [Demo - News - msg3] Opening hours"
        mail.references = ["op.message-3@h"]
        mail.from = [Address(name: nil, mail: sender)]
        return mail
    }

    @Test func `given an answer to a forum message, when decided, then it goes to its thread, keywords and all`()
        async throws
    {
        let new = try await mail("status: closed\nWhen?").decided().answered()
        #expect(new.thread == .sample)
        #expect(new.subject == "Opening hours")
        #expect(new.content == "status: closed\nWhen?")
        #expect(new.attachments.isEmpty)
        #expect(new.origin == ChangeOrigin(messageID: MessageID("one@example.net"), notes: []))
    }

    @Test func `given files, when a thread is answered, then they go with the answer`() async throws {
        var mail = mail("")
        mail.root = .multipart("mixed", [.file("a.pdf")])
        let new = try await mail.decided().answered()
        #expect(new.attachments.map(\.fileName) == ["a.pdf"])
        #expect(new.content == "")
    }

    @Test func `given neither text nor files, when a thread is answered, then the mail is rejected`() async throws {
        #expect(
            try await mail(" ").decided().rejected()
                == Reason(.invalidValues, "The mail adds nothing to message 3: it holds neither text nor files."))
    }

    @Test
    func `given no right to write, when a thread is answered, then the mail is rejected unless rights are not checked`()
        async throws
    {
        let decision = try await mail("When?", from: "hans@example.net").decided()
        #expect(try decision.rejected() == Reason(.noPermission, "hans may not answer in the forum (add_messages)."))
        #expect(decision.report?.text.contains("- Sie dürfen in diesem Forum nicht schreiben.") == true)
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        _ = try await mail("When?", from: "hans@example.net").decided(options).answered()
    }

    @Test(arguments: [false, true])
    func `given a locked thread, when answered, then the mail is rejected also when permissions are not checked`(
        isUnchecked: Bool
    ) async throws {
        var thread = ForumThread.sample
        thread.isLocked = true
        var directory = FakeDirectory.sample
        directory.referents[.forumMessage(ForumMessageID(3))] = .forumThread(thread)
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = isUnchecked }
        let decision = try await mail("When?").decided(options, directory)
        #expect(try decision.rejected() == Reason(.lockedThread, "The thread of message 3 is locked."))
        #expect(decision.report?.text.contains("- The thread is locked and takes no answers.") == true)
    }

    @Test func `given a thread of a closed project, when answered, then the mail is rejected`() async throws {
        var thread = ForumThread.sample
        thread.project = .old
        var directory = FakeDirectory.sample
        directory.referents[.forumMessage(ForumMessageID(3))] = .forumThread(thread)
        #expect(
            try await mail("When?").decided(.demo, directory).rejected()
                == Reason(.inactiveProject, "The project old of message 3 is closed or archived."))
    }

    @Test func `7.5.3 given a quote, when quotes are to be cut, then it goes`() async throws {
        let options = IntakeOptions.demo.with { $0.stripsQuote = true }
        #expect(try await mail("At ten.\n> When?").decided(options).answered().content == "At ten.")
    }
}
