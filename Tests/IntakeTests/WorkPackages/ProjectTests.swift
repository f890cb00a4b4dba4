import Intake
import Mail
import Testing
import Tracking

@Suite struct ProjectTests {
    @Test func `given no option, when the mail names a project, then it goes there`() async throws {
        let new = try await SampleMail("Project: DEMO\nText").decided(IntakeOptions()).created()
        #expect(new.project == .demo)
        #expect(new.description == "Text")
    }

    @Test func `given neither option nor keyword, when decided, then the mail is rejected`() async throws {
        let decision = try await SampleMail().decided(IntakeOptions())
        #expect(
            try decision.rejected()
                == Reason(.noProject, "Neither the mail nor --project names a project, so there is no place for it."))
    }

    @Test
    func `7.5.4 given an unknown project in the mail, when there is a default, then the mail is rejected all the same`()
        async throws
    {
        let options = IntakeOptions.demo.with { $0.allowOverride = .listed(["project"]) }
        let decision = try await SampleMail("Project: nowhere\nText").decided(options)
        #expect(
            try decision.rejected()
                == Reason(
                    .unknownProject, "The project of “Project: nowhere” does not exist, or the sender may not see it."))
        #expect(
            decision.report?.text.contains("- “Project: nowhere”: there is no such project, or you may not see it.")
                == true)
    }

    @Test
    func
        `given a default project, when the mail names another without leave, then the default counts and the line stays`()
        async throws
    {
        let new = try await SampleMail("Project: secret\nText").decided().created()
        #expect(new.project == .demo)
        #expect(new.description == "Project: secret\nText")
        #expect(new.origin.notes == [Note(code: .refusedAttribute, attribute: "project", line: "Project: secret")])
    }

    @Test func `given a hidden project, when the mail names it, then the words are those for one that does not exist`()
        async throws
    {
        let hidden = try await SampleMail("Project: secret").decided(IntakeOptions())
        #expect(
            try hidden.rejected()
                == Reason(
                    .unknownProject, "The project of “Project: secret” does not exist, or the sender may not see it."))
        let unknown = try await SampleMail("Project: nosuch").decided(IntakeOptions())
        #expect(hidden.report?.text.replacing("secret", with: "nosuch") == unknown.report?.text)
    }

    @Test func `given a default project that the sender cannot see, when decided, then there is no permission`()
        async throws
    {
        let options = IntakeOptions.sample { $0.defaults.project = ProjectIdentifier("secret") }
        #expect(
            try await SampleMail().decided(options).rejected()
                == Reason(.noPermission, "jane may not see the project secret."))
    }

    @Test func `given a default project that does not exist, when decided, then the mail is rejected`() async throws {
        let options = IntakeOptions.sample { $0.defaults.project = ProjectIdentifier("nowhere") }
        #expect(
            try await SampleMail().decided(options).rejected()
                == Reason(.unknownProject, "The project nowhere of --project does not exist."))
    }

    @Test func `given a closed project, when decided, then the mail is rejected also when permissions are not checked`()
        async throws
    {
        for skips in [false, true] {
            let options = IntakeOptions.sample { $0.skipsPermissionCheck = skips }
            #expect(
                try await SampleMail("project: old").decided(options).rejected()
                    == Reason(.inactiveProject, "The project old is closed or archived."))
        }
    }

    @Test func `given no right to create, when decided, then the mail is rejected unless permissions are not checked`()
        async throws
    {
        let directory = FakeDirectory.sample.allowing([.viewWorkPackages], to: "jane")
        #expect(
            try await SampleMail().decided(.demo, directory).rejected()
                == Reason(.noPermission, "jane may not create work packages (add_work_packages) in demo."))
        let options = IntakeOptions.demo.with { $0.skipsPermissionCheck = true }
        _ = try await SampleMail().decided(options, directory).created()
        _ = try await SampleMail("project: secret")
            .decided(IntakeOptions.sample { $0.skipsPermissionCheck = true }, directory).created()
    }
}
