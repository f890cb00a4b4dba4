import Intake
import Mail
import Testing
import Tracking

@Suite struct ReplyTests {
    private static let gone = Reason(
        .replyTarget, "What the mail answers does not exist, or the sender may not see it.")

    private func mail(references: [String] = [], inReplyTo: [String] = []) -> SampleMail {
        var mail = SampleMail()
        mail.references = references
        mail.inReplyTo = inReplyTo
        return mail
    }

    @Test(
        arguments: [
            (["op.work_package-42@h"], []), (["op.work_package-99@h", "op.work_package-42@h"], []),
            (["op.work_package-42@h", "x@gateway"], []), (["x@gateway"], ["op.work_package-42@h"]),
            ([], ["op.work_package-42.20240101120000.5@h"]), (["op.news-1@h", "op.work_package-42@h"], []),
        ])
    func `given references, when decided, then the last that is known counts`(references: [String], inReplyTo: [String])
        async throws
    {
        let update = try await mail(references: references, inReplyTo: inReplyTo).decided().updated()
        #expect(update.workPackage.id == WorkPackageID(42))
        #expect(!update.isPrivate)
    }

    @Test func `given References and In-Reply-To name different things, when decided, then References count`()
        async throws
    {
        let mail = mail(references: ["op.work_package-42@h"], inReplyTo: ["op.work_package-99@h"])
        #expect(try await mail.decided().updated().workPackage.id == WorkPackageID(42))
    }

    @Test func `given a report of ours is answered, when decided, then what stands before it counts`() async throws {
        _ = try await mail(references: ["one@h", "op.report-5@h"]).decided().created()
        let answer = mail(references: ["op.work_package-42@h", "two@h", "op.report-5@h"])
        #expect(try await answer.decided().updated().workPackage.id == WorkPackageID(42))
    }

    @Test func `given a private comment is answered, when decided, then the answer is private`() async throws {
        #expect(try await mail(references: ["op.journal-7@h"]).decided().updated().isPrivate)
    }

    @Test func `given the id of a mail that made a work package, when decided, then it is an answer to it`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.referents[.mail(MessageID("first@example.net"))] = .workPackage(.sample, isPrivate: false)
        let mail = mail(references: ["first@example.net", "unknown@example.net"])
        #expect(try await mail.decided(.demo, directory).updated().workPackage.id == WorkPackageID(42))
    }

    @Test func `given references that nobody knows, when decided, then a work package is created`() async throws {
        _ = try await mail(references: ["a@b"], inReplyTo: ["c@d"]).decided().created()
    }

    @Test(
        arguments: [
            "op.work_package-99@h", "op.journal-99@h", "op.message-99@h", "op.work_package-99999999999999999999@h",
        ])
    func `given what is answered is gone, when decided, then the mail is rejected`(id: String) async throws {
        #expect(try await mail(references: [id]).decided().rejected() == Self.gone)
    }

    @Test(arguments: ["op.work_package-42@h", "op.message-3@h", "first@example.net"])
    func `7.2.9 given what is answered is hidden from the sender, when decided, then the words are the same`(id: String)
        async throws
    {
        var directory = FakeDirectory.sample.allowing([], to: "jane")
        directory.referents[.mail(MessageID("first@example.net"))] = .workPackage(.sample, isPrivate: false)
        let decision = try await mail(references: [id]).decided(.demo, directory)
        let other = try await mail(references: ["op.work_package-99@h"]).decided(.demo, directory)
        #expect(try decision.rejected() == Self.gone)
        #expect(decision.report?.text == other.report?.text)
    }

    @Test func `given a project that the sender cannot see, when answered, then the permission alone does not help`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.rights["jane"]?[Project.demo.id]?.seesProject = false
        #expect(try await mail(references: ["op.work_package-42@h"]).decided(.demo, directory).rejected() == Self.gone)
    }

    @Test func `given permissions are not checked, when something hidden is answered, then it is an answer`()
        async throws
    {
        let directory = FakeDirectory.sample.allowing([], to: "jane")
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        _ = try await mail(references: ["op.work_package-42@h"]).decided(options, directory).updated()
    }

    @Test func `7.2.9 given an object that takes no answers, when decided, then the mail is ignored`() async throws {
        let mail = mail(references: ["op.work_package-42@h", "op.wiki_page-3@h"])
        #expect(
            try await mail.decided().ignored()
                == Reason(
                    .unknownReference,
                    "The mail answers op.wiki_page-3@h, and nothing of class wiki_page takes answers by mail."))
    }

    @Test func `given a number in the subject, when subjects do not count, then a work package is created`()
        async throws
    {
        var mail = SampleMail()
        mail.subject = "Re: [Task #42] Printer"
        _ = try await mail.decided().created()
        let update = try await mail.decided(.demo.with { $0.matchesSubject = true }).updated()
        #expect(update.workPackage.id == WorkPackageID(42))
    }

    @Test func `given a number of nothing in the subject, when subjects count, then the mail is rejected`() async throws
    {
        var mail = SampleMail()
        mail.subject = "[#99]"
        #expect(try await mail.decided(.demo.with { $0.matchesSubject = true }).rejected() == Self.gone)
    }

    @Test
    func
        `given thousands of references, when decided, then only fifty are looked up and the tracker's own form counts`()
        async throws
    {
        let ids = ["op.work_package-42@h"] + (0..<5_000).map { "id\($0)@h" }
        var directory = FakeDirectory.sample
        directory.questions = FakeDirectory.Questions()
        _ = try await mail(references: ids, inReplyTo: ["id4999@h"]).decided(.demo, directory).updated()
        #expect(await directory.questions.referents.count == 51)
        directory.questions = FakeDirectory.Questions()
        _ = try await mail(references: ["a@h"], inReplyTo: ["a@h"]).decided(.demo, directory).created()
        #expect(await directory.questions.referents == [.mail(MessageID("a@h"))])
    }
}
