import Intake
import Mail
import Testing
import Tracking

@Suite struct PrivacyTests {
    private static let gone = Reason(
        .replyTarget, "What the mail answers does not exist, or the sender may not see it.")
    private static let member = Rights.all.permissions.subtracting([
        .viewPrivateNotes, .setNotesPrivate, .setIssuesPrivate,
    ])

    /// #42 is private, written and assigned as said; its comment 7 is private and by Hans.
    private func directory(
        _ permissions: Set<Permission> = member, author: PrincipalID? = nil, assignee: PrincipalID? = nil,
        isPrivate: Bool = true
    ) -> FakeDirectory {
        var directory = FakeDirectory.sample.allowing(permissions, to: "jane")
        var workPackage = WorkPackage.sample
        (workPackage.isPrivate, workPackage.author, workPackage.assignee) = (isPrivate, author, assignee)
        directory.referents[.workPackage(workPackage.id)] = .workPackage(workPackage, isPrivate: false)
        directory.referents[.mail(MessageID("made@h"))] = .workPackage(workPackage, isPrivate: false)
        directory.referents[.comment(CommentID(7))] = .workPackage(
            workPackage, isPrivate: true, commentAuthor: Person.hans.id)
        directory.referents[.mail(MessageID("whisper@h"))] = directory.referents[.comment(CommentID(7))]
        return directory
    }

    private func answer(_ id: String = "op.work_package-42@h", inReplyTo: [String] = []) -> SampleMail {
        var mail = SampleMail("I see.")
        mail.references = [id]
        mail.inReplyTo = inReplyTo
        return mail
    }

    @Test func `given a private work package, when a stranger answers, then the words are those for what is gone`()
        async throws
    {
        let decision = try await answer().decided(.demo, directory())
        let other = try await answer("op.work_package-99@h").decided(.demo, directory())
        #expect(try decision.rejected() == Self.gone)
        #expect(decision.report?.text == other.report?.text)
        #expect(!decision.steps.contains { $0.result.contains("Printer") })
    }

    @Test func `given a private work package, when those answer who see it, then they comment on it`() async throws {
        var ofGroup = directory(assignee: PrincipalID(70))
        ofGroup.groupMembers[PrincipalID(70)] = [Person.jane.id]
        for directory in [
            directory(author: Person.jane.id), directory(assignee: Person.jane.id), ofGroup,
            directory(Self.member.union([.viewPrivateWorkPackages])),
        ] {
            #expect(try await !answer().decided(.demo, directory).updated().isPrivate)
        }
    }

    @Test func `given an author who may not see work packages any more, when answering, then it is hidden`()
        async throws
    {
        let directory = directory(Self.member.subtracting([.viewWorkPackages]), author: Person.jane.id)
        #expect(try await answer().decided(.demo, directory).rejected() == Self.gone)
    }

    @Test
    func `given a private work package of nobody, when an unknown sender answers, then it is hidden`()
        async throws
    {
        var directory = directory()
        directory.referents[.workPackage(WorkPackageID(42))] = directory.privateWorkPackage(of: PrincipalID(99))
        directory = directory.allowing(Self.member, to: "anonymous")
        var mail = answer()
        mail.from = [Address(name: nil, mail: "who@example.org")]
        let decision = try await mail.decided(.demo.with { $0.unknownUser = .accept }, directory)
        #expect(try decision.rejected() == Self.gone)
    }

    @Test func `given a private comment, when it is answered, then only its author and holders of the right see it`()
        async throws
    {
        let stranger = directory(isPrivate: false)
        #expect(try await answer("op.journal-7@h").decided(.demo, stranger).rejected() == Self.gone)
        let holder = directory(Self.member.union([.viewPrivateNotes, .setNotesPrivate]), isPrivate: false)
        #expect(try await answer("op.journal-7@h").decided(.demo, holder).updated().isPrivate)
        let author = holder.allowing([.viewWorkPackages, .addWorkPackageComments, .setNotesPrivate], to: "hans")
        var mail = answer("op.journal-7@h")
        mail.from = [Address(name: nil, mail: "hans@example.net")]
        #expect(try await mail.decided(.demo, author).updated().isPrivate)
    }

    @Test(arguments: [
        ("op.work_package-42@h", "op.journal-7@h"), ("op.work_package-42@h", "whisper@h"), ("made@h", "op.journal-7@h"),
        ("made@h", "whisper@h"),
    ])
    func `given In-Reply-To names a private comment of what References lead to, when decided, then it counts`(
        reference: String, inReplyTo: String
    ) async throws {
        let mail = answer(reference, inReplyTo: [inReplyTo])
        let holder = directory(Rights.all.permissions, isPrivate: false)
        #expect(try await mail.decided(.demo, holder).updated().isPrivate)
        #expect(try await mail.decided(.demo, directory(isPrivate: false)).rejected() == Self.gone)
    }

    @Test(arguments: [["op.work_package-42@h"], ["made@h"], []])
    func `given several ids in In-Reply-To, when one names a private comment, then the answer is private`(
        references: [String]
    ) async throws {
        let holder = directory(Rights.all.permissions, isPrivate: false)
        for ids in [["op.journal-7@h", "op.work_package-42@h"], ["whisper@h", "nothing@h", "made@h"]] {
            var mail = answer(inReplyTo: ids)
            mail.references = references
            #expect(try await mail.decided(.demo, holder).updated().isPrivate)
            #expect(try await mail.decided(.demo, directory(isPrivate: false)).rejected() == Self.gone)
        }
    }

    @Test func `given thousands of ids in In-Reply-To, when decided, then no more are looked up than of References`()
        async throws
    {
        let ids = ["whisper@h"] + (0..<2_000).map { "\($0)@h" }
        let holder = directory(Rights.all.permissions, isPrivate: false)
        #expect(try await !answer(inReplyTo: ids).decided(.demo, holder).updated().isPrivate)
    }

    @Test func `given no right to private comments, when one is answered, then nothing is published`() async throws {
        let listener = directory(Self.member.union([.viewPrivateNotes]), isPrivate: false)
        let decision = try await answer("op.journal-7@h").decided(.demo, listener)
        #expect(
            try decision.rejected()
                == Reason(
                    .noPermission,
                    "jane may not write private comments on #42 (set_notes_private), and an answer to a private comment "
                        + "must be private."))
        var files = answer("op.journal-7@h")
        files.root = .multipart("mixed", [.plain(""), .file("a.pdf")])
        #expect(try await files.decided(.demo, listener).rejected().code == .noPermission)
        let unchecked = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        #expect(try await answer("op.journal-7@h").decided(unchecked, listener).updated().isPrivate)
    }

    @Test func `given private things, when the change is described, then the description says so`() async throws {
        let new = try await SampleMail("Text").decided(.demo.with { $0.defaults.isPrivate = true })
        #expect(new.steps.last?.result == "A private work package is created in demo.")
        let comment = try await answer("op.journal-7@h").decided()
        #expect(comment.steps.last?.result == "Work package #42 is commented privately.")
        let mail = SampleMail("Private: yes\nI see.")
        var flagged = mail
        flagged.references = ["op.work_package-42@h"]
        let both = try await flagged.decided(.demo.with { $0.allowOverride = .all })
        #expect(both.steps.last?.result == "Work package #42 is commented and changed.")
        guard case .apply(let change, let person) = both.verdict else { return }
        #expect(ChangeDescription(change, by: person).receipt.changes == ["private"])
        #expect(ChangeDescription(change, by: person).lines.contains("private: yes"))
    }
}

extension FakeDirectory {
    fileprivate func privateWorkPackage(of author: PrincipalID) -> Referent {
        var workPackage = WorkPackage.sample
        (workPackage.isPrivate, workPackage.author) = (true, author)
        return .workPackage(workPackage, isPrivate: false)
    }
}
