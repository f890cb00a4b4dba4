import Intake
import Mail
import Testing
import Tracking

@Suite struct UpdateTests {
    private static let closed = AttributeValue.choice(Choice(id: 3, name: "Closed"))

    @Test func `given an answer with a keyword, when decided, then it comments and changes`() async throws {
        let decision = try await SampleMail.reply("status: closed\n\nThe issue is sorted then.").decided()
        let update = try decision.updated()
        #expect(update.workPackage == .sample)
        #expect(update.comment == "The issue is sorted then.")
        #expect(update.attributes == [.status: Self.closed])
        #expect(update.origin == ChangeOrigin(messageID: MessageID("one@example.net"), notes: []))
        #expect(try decision.acting() == .person(.jane))
    }

    @Test func `given keywords only, when decided, then only attributes change`() async throws {
        let update = try await SampleMail.reply("status: closed").decided().updated()
        #expect(update.comment == "")
        #expect(update.attributes == [.status: Self.closed])
    }

    @Test func `given files only, when decided, then they are added`() async throws {
        var mail = SampleMail.reply("")
        mail.root = .multipart("mixed", [.plain(""), .file("a.pdf")])
        let update = try await mail.decided().updated()
        #expect(update.comment == "")
        #expect(update.attachments.map(\.fileName) == ["a.pdf"])
    }

    @Test func `given nothing at all, when decided, then the mail is rejected`() async throws {
        let decision = try await SampleMail.reply(" \n").decided()
        #expect(
            try decision.rejected()
                == Reason(
                    .invalidValues,
                    "The mail adds nothing to #42: it holds no text, no values that can be used and no files."))
        #expect(
            decision.report?.text.contains("- The mail holds neither text nor files nor values that could be added.")
                == true)
    }

    @Test(arguments: [[Permission.addWorkPackageComments], [.editWorkPackages]])
    func `given one of the rights to comment, when decided, then the comment is made`(permissions: [Permission])
        async throws
    {
        let directory = FakeDirectory.sample.allowing(Set(permissions + [.viewWorkPackages]), to: "jane")
        #expect(try await SampleMail.reply("Text").decided(.demo, directory).updated().comment == "Text")
    }

    @Test func `given no right to comment, when decided, then the mail is rejected unless permissions are not checked`()
        async throws
    {
        let directory = FakeDirectory.sample.allowing([.viewWorkPackages], to: "jane")
        let decision = try await SampleMail.reply("Text").decided(.demo, directory)
        #expect(
            try decision.rejected()
                == Reason(
                    .noPermission,
                    "jane may not comment on #42 (neither add_work_package_comments nor edit_work_packages)."))
        #expect(decision.report?.text.contains("- You may not comment on or change this work package.") == true)
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        _ = try await SampleMail.reply("Text").decided(options, directory).updated()
    }

    @Test func `7.5.5 given a right to comment but not to edit, when a mail sets a status, then the comment is kept`()
        async throws
    {
        let update = try await SampleMail.reply("status: closed\n\nSorted.", from: "hans@example.net").decided()
            .updated()
        #expect(update.comment == "Sorted.")
        #expect(update.attributes == [:])
        #expect(update.origin.notes == [Note(code: .refusedAttribute, attribute: "status", line: "status: closed")])
    }

    @Test func `7.5.5 given nothing but what is refused, when decided, then the mail is rejected and says what`()
        async throws
    {
        let decision = try await SampleMail.reply("status: closed", from: "hans@example.net").decided()
        #expect(
            try decision.rejected()
                == Reason(.noPermission, "Nothing that the mail asks for #42 is allowed to its sender."))
        #expect(decision.report?.text.contains("- „status: closed“: Das dürfen Sie nicht setzen.") == true)
    }

    @Test
    func `7.5.5 given a workflow that does not lead there, when a mail sets the status, then the comment is kept`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.statusesThatMayFollow = [2]
        let update = try await SampleMail.reply("status: closed\nSorted.").decided(.demo, directory).updated()
        #expect(update.comment == "Sorted.")
        #expect(update.attributes == [:])
        #expect(update.origin.notes == [Note(code: .refusedAttribute, attribute: "status", line: "status: closed")])
        let allowed = try await SampleMail.reply("status: in progress").decided(.demo, directory).updated()
        #expect(allowed.attributes == [.status: .choice(Choice(id: 2, name: "In progress"))])
        let same = try await SampleMail.reply("status: new").decided(.demo, directory).updated()
        #expect(same.attributes == [.status: .choice(Choice(id: 1, name: "New"))])
    }

    @Test func `7.5.4 given an unknown value in a reply, when decided, then the line stays in the comment`()
        async throws
    {
        let update = try await SampleMail.reply("status: clsoed\n\nSorted.").decided().updated()
        #expect(update.comment == "status: clsoed\n\nSorted.")
        #expect(update.attributes == [:])
        #expect(update.origin.notes == [Note(code: .unknownValue, attribute: "status", line: "status: clsoed")])
    }

    @Test func `given a project line in a reply, when decided, then it stays in the text`() async throws {
        let options = IntakeOptions.sample { $0.allowOverride = .all }
        let update = try await SampleMail.reply("Project: secret\nText").decided(options).updated()
        #expect(update.comment == "Project: secret\nText")
        #expect(update.origin.notes == [Note(code: .refusedAttribute, attribute: "project", line: "Project: secret")])
    }

    @Test
    func `given a start behind the end that the work package has, when decided, then only the asked one is left out`()
        async throws
    {
        var workPackage = WorkPackage.sample
        workPackage.dueDate = CalendarDate("2030-01-31")
        var directory = FakeDirectory.sample
        directory.referents[.workPackage(workPackage.id)] = .workPackage(workPackage, isPrivate: false)
        let update = try await SampleMail.reply("Start date: 2030-02-01\nText").decided(.demo, directory).updated()
        #expect(update.attributes == [:])
        #expect(
            update.origin.notes
                == [Note(code: .invalidValue, attribute: "startDate", line: "Start date: 2030-02-01")])
        let both = try await SampleMail.reply("Start date: 2030-02-01\nDue date: 2030-02-02").decided(.demo, directory)
        #expect(try both.updated().attributes.count == 2)
    }

    @Test func `given itself as parent, when decided, then that is left out`() async throws {
        let options = IntakeOptions.demo.with { $0.allowOverride = .all }
        let update = try await SampleMail.reply("parent: 42\nText").decided(options).updated()
        #expect(update.attributes == [:])
        #expect(update.origin.notes == [Note(code: .invalidValue, attribute: "parent", line: "parent: 42")])
    }

    @Test func `given a work package of a closed project, when answered, then the mail is rejected`() async throws {
        var workPackage = WorkPackage.sample
        workPackage.project = .old
        var directory = FakeDirectory.sample
        directory.referents[.workPackage(workPackage.id)] = .workPackage(workPackage, isPrivate: false)
        #expect(
            try await SampleMail.reply("Text").decided(.demo, directory).rejected()
                == Reason(.inactiveProject, "The project old of #42 is closed or archived."))
    }

    @Test func `given a custom field of another type, when decided, then its line stays`() async throws {
        var directory = FakeDirectory.sample
        directory.vocabulary.customFields[0].typeIDs = [2]
        let update = try await SampleMail.reply("severity: minor").decided(.demo, directory).updated()
        #expect(update.comment == "severity: minor")
        #expect(update.origin.notes.map(\.attribute) == ["customFields.Severity"])
        let other = try await SampleMail.reply("type: bug\nseverity: minor").decided(.demo, directory).updated()
        #expect(other.attributes[.customField(name: "Severity")] == .text("Minor"))
    }
}
