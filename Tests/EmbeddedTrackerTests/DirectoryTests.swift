import EmbeddedTracker
import Mail
import Testing
import Tracking

@Suite struct DirectoryTests {
    @Test(arguments: [
        ("MIA@example.org", [Character]("+"), ["mia"]), ("mia@home.example", [], ["mia"]),
        ("tom@example.org", ["+"], ["tom"]),
        ("tom@example.org", ["-", "+"], ["tom"]), ("tom@example.org", [], []), ("to_@example.org", ["+"], []),
        ("anonymous", ["+"], []), ("lou@example.org", [], ["lou"]),
    ])
    func `given an address, when people are looked up, then all accounts that have it are found`(
        address: String, separators: [Character], logins: [String]
    ) async throws {
        let fixture = try await TrackerFixture()
        let found = try await fixture.tracker.people(
            matching: MailQuery(address: address, suffixSeparators: separators))
        #expect(found.map(\.login) == logins)
    }

    @Test func `given an account, when it is found, then all of it is there`() async throws {
        let fixture = try await TrackerFixture()
        let mia = try await fixture.person("mia@example.org")
        #expect(mia.mails == ["Mia@Example.org", "mia@home.example"])
        #expect(mia.name == "Mia Meyer")
        #expect(mia.language == "de")
        #expect(try await fixture.person("lou@example.org").status == .locked)
        let anonymous = try await fixture.tracker.anonymous()
        #expect(anonymous.isAnonymous)
        #expect(anonymous.mails == [])
        #expect(try await fixture.tracker.isLoginTaken("MIA"))
        #expect(try await fixture.tracker.isLoginTaken("Anonymous"))
        #expect(try await fixture.tracker.isLoginTaken("nobody") == false)
    }

    @Test func `given a project, when its words are read, then they are those that can be named there`() async throws {
        let fixture = try await TrackerFixture()
        let project = try await fixture.project("DEMO")
        #expect(project.identifier.text == "demo")
        #expect(project.isPublic)
        let words = try await fixture.tracker.vocabulary(of: project)
        #expect(words.types.map(\.name) == ["Bug", "Task"])
        #expect(words.versions.map(\.name) == ["1.0", "shared"])
        #expect(words.categories.map(\.name) == ["Backend", "Frontend"])
        #expect(words.customFields.map(\.name) == ["Severity", "Tags", "Score", "Owner"])
        #expect(words.customFields.first?.typeIDs == Set(words.types.prefix(1).map(\.id)))
        #expect(words.customFields[1].options == ["a", "b", "c"])
        let hidden = try await fixture.tracker.vocabulary(of: fixture.project("hidden"))
        #expect(hidden.types.map(\.name) == ["Task", "Bug", "Secret"])
        #expect(hidden.versions.map(\.name) == ["shared", "own"])
        #expect(hidden.customFields.map(\.name) == ["Severity", "Score", "Owner", "Code"])
        #expect(try await fixture.project("old").isActive == false)
        #expect(try await fixture.tracker.project(.init("nowhere")) == nil)
    }

    @Test func `given members and groups, when assignees are read, then active holders of the right are given`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let found = try await fixture.tracker.assignable(in: fixture.project())
        #expect(found.map(\.dataName) == ["mia", "tom", "Support team"])
        #expect(try await fixture.tracker.assignable(in: fixture.project("hidden")) == [])
    }

    @Test(
        arguments: [
            ("mia@example.org", "demo", true, ["Member"], true),
            ("tom+x@example.org", "demo", true, ["Member", "Reader"], true),
            ("pat@example.org", "demo", true, ["Guest"], true), ("pat@example.org", "hidden", false, [], false),
            ("root@example.org", "hidden", true, [], true), ("anonymous", "demo", true, ["Anonymous"], false),
            ("anonymous", "hidden", false, [], false),
        ] as [(String, String, Bool, Set<String>, Bool)])
    func `given a person and a project, when rights are read, then they come from roles, groups and the settings`(
        address: String, project: String, seesProject: Bool, roles: Set<String>, mayAdd: Bool
    ) async throws {
        let fixture = try await TrackerFixture()
        let person =
            address == "anonymous" ? try await fixture.tracker.anonymous() : try await fixture.person(address)
        let rights = try await fixture.tracker.rights(of: person, in: fixture.project(project))
        #expect(rights.seesProject == seesProject)
        #expect(rights.roles == roles)
        #expect(rights.allow(.addWorkPackages) == mayAdd)
    }

    @Test(
        arguments: [
            ([], "demo", true, ["Guest"]), ([], "hidden", false, []),
            (["support TEAM"], "demo", true, ["Member", "Reader"]),
            (["Support team"], "hidden", false, []), (["No group"], "demo", true, ["Guest"]),
        ] as [([String], String, Bool, Set<String>)])
    func `given an account yet to be made, when its rights are read, then they come from its groups`(
        groups: [String], project: String, seesProject: Bool, roles: Set<String>
    ) async throws {
        let fixture = try await TrackerFixture()
        let rights = try await fixture.tracker.rights(ofNewMemberOf: groups, in: fixture.project(project))
        #expect(rights.seesProject == seesProject)
        #expect(rights.roles == roles)
    }

    @Test func `given a tracker, when groups and custom fields are read, then all of them are given`() async throws {
        let fixture = try await TrackerFixture()
        #expect(try await fixture.tracker.groups() == ["Support team"])
        let names = try await fixture.tracker.customFields().map(\.name)
        for project in ["demo", "hidden"] {
            let some = try await fixture.tracker.vocabulary(of: fixture.project(project)).customFields.map(\.name)
            #expect(Set(some).isSubset(of: names))
        }
        #expect(names == ["Severity", "Tags", "Score", "Owner", "Code"])
    }

    @Test func `given references of all kinds, when they are looked up, then they lead to what they mean`() async throws
    {
        let fixture = try await TrackerFixture()
        let seven = Referent.workPackage(try await fixture.workPackage(7), isPrivate: false)
        #expect(try await fixture.tracker.referent(of: .comment(.init(3))) == seven)
        #expect(try await fixture.tracker.referent(of: .mail(MessageID("first@example.org"))) == seven)
        #expect(try await fixture.tracker.referent(of: .comment(.init(99))) == nil)
        #expect(try await fixture.tracker.referent(of: .workPackage(.init(99))) == nil)
        #expect(try await fixture.tracker.referent(of: .forumMessage(.init(99))) == nil)
        #expect(try await fixture.thread(6).isLocked)
        let found = try await fixture.workPackage(7)
        #expect(found.watchers.count == 2)
        #expect(found.dueDate?.description == "2026-02-28")
        #expect(found.percentDone == 30)
        #expect(found.type.name == "Bug")
    }

    @Test
    func `7.7.2 given workflows for a type, when the next statuses are read, then they bind members of the role only`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let statuses = try await fixture.tracker.vocabulary(of: fixture.project()).statuses
        func next(_ address: String, _ number: Int) async throws -> [String]? {
            let person = try await fixture.person(address)
            let rights = try await fixture.tracker.rights(of: person, in: fixture.project())
            let found = try await fixture.tracker.nextStatuses(
                of: fixture.workPackage(number), for: person, rights: rights)
            return found.map { found in statuses.filter { found.contains($0.id) }.map(\.name) }
        }
        #expect(try await next("mia@example.org", 7) == ["New", "In progress"])
        #expect(try await next("pat@example.org", 7) == ["New"])
        #expect(try await next("root@example.org", 7) == nil)
        _ = try await fixture.tracker.importData("{workPackages: [{id: 9, type: Task}]}")
        #expect(try await next("mia@example.org", 9) == nil)
    }

    @Test func `given a list of one project, when it has none of that name, then the error says so`() async throws {
        let fixture = try await TrackerFixture()
        let found = try await fixture.tracker.workPackages(in: .init("Demo"), limit: 1)
        #expect(found.map(\.subject) == ["Above"])
        #expect(found.map(\.type) == ["Bug"])
        await #expect(
            throws: TargetFailure(
                .configuration,
                "cannot list the work packages of nowhere: the tracker \(fixture.path) has no such project")
        ) { try await fixture.tracker.workPackages(in: .init("nowhere"), limit: 1) }
    }
}
