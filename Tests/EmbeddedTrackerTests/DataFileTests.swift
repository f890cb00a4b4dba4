import EmbeddedTracker
import Foundation
import Mail
import TestSupport
import Testing
import Tracking

@Suite struct DataFileTests {
    @Test func `7.7.1 given an export, when it is imported into an empty tracker, then its export is the same`()
        async throws
    {
        let first = try await TrackerFixture()
        let text = try await first.export()
        let second = try await TrackerFixture(text)
        #expect(try await second.export() == text)
        #expect(text.contains("\"comments\": ["))
    }

    @Test func `7.7.1 given a file, when it is imported again a day later, then nothing changes`() async throws {
        let fixture = try await TrackerFixture()
        let before = try await fixture.export()
        let report = try await fixture.opened(after: 86_400).importData(SampleData.text)
        #expect(report.created == 0)
        #expect(report.changed == 0)
        #expect(try await fixture.export() == before)
    }

    @Test
    func `given other settings, when they are imported, then the report counts a change, and none the second time`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let file = #"{"settings": {"mailFrom": "other@example.org"}}"#
        #expect(try await fixture.tracker.importData(file).changed == 1)
        #expect(try await fixture.tracker.importData(file).changed == 0)
    }

    @Test func `7.7.1 given an export, when it is imported where it came from, then nothing changes`() async throws {
        let fixture = try await TrackerFixture()
        let before = try await fixture.export()
        let report = try await fixture.opened(after: 86_400).importData(before)
        #expect(report.changed == 0)
        #expect(try await fixture.export() == before)
    }

    @Test func `given attachments, when they are exported and imported with a folder, then the bytes come along`()
        async throws
    {
        let first = try await TrackerFixture()
        try first.folder.write(Array("hello".utf8), to: "in-hello")
        let source = first.folder.file("source")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        try Data("hello".utf8).write(to: source.appending(path: hash))

        let lacking = try await first.tracker.importData(SampleData.text)
        #expect(lacking.missingContents == [ContentHash(hexadecimal: hash)])
        let full = try await first.tracker.importData(SampleData.text, attachments: source.path)
        #expect(full.missingContents == [])

        let target = first.folder.file("target").path
        let export = try await first.tracker.exportData(attachments: target)
        #expect(export.missingContents == [])
        #expect(try first.folder.read("target/\(hash)") == Array("hello".utf8))
    }

    @Test func `given a file whose bytes are not what its name says, when it is imported, then the import fails whole`()
        async throws
    {
        let fixture = try await TrackerFixture(nil)
        let source = fixture.folder.file("source")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        let name = source.appending(
            path: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824")
        try Data("other".utf8).write(to: name)
        let before = try await fixture.export()
        await #expect(
            throws: DataFileProblems(["\(name.path): the content does not have the SHA-256 that is its name"])
        ) { try await fixture.tracker.importData(SampleData.text, attachments: source.path) }
        #expect(try await fixture.export() == before)
    }

    @Test func `given many mistakes, when the file is imported, then all are told at once and nothing changes`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let before = try await fixture.export()
        let file = """
            people:
              - {login: new, mail: nobody}
              - {login: anonymous}
              - {login: "Support team"}
            groups: [{name: Others, members: [nobody]}]
            projects:
              - identifier: demo
                members: [{person: who, roles: [What]}, {roles: [Member]}]
            workPackages:
              - {id: 42, project: demo, subject: One, type: Foo, status: Gone, assignee: nobody, parent: 99}
              - {project: nowhere, subject: Two}
              - {project: demo, subject: Three, percentDone: 101, customFields: {Severity: huge, Nothing: 1}}
              - {id: 7, parent: 7}
              - {id: 8, project: demo, subject: Four, comments: [{id: 3, text: mine}]}
            settings: {mailFrom: nobody}
            roles: [{name: Typist, permissions: [view_workpackages, add_message, edit_messages, add_work_packages]}]
            """
        let expected = [
            "roles[0] Typist: there is no permission \"view_workpackages\"; write \"view_work_packages\" (line 16, column 9)",
            "roles[0] Typist: there is no permission \"add_message\"; write \"add_messages\" (line 16, column 9)",
            "settings: \"nobody\" is no mail address",
            "people[0] new: \"nobody\" is no mail address (line 2, column 5)",
            "people[1] anonymous: the login anonymous is taken: it stands for people without an account (line 3, column 5)",
            "people[2] Support team: a group has this name already: \"Support team\" (line 4, column 5)",
            "groups[0] Others: unknown person \"nobody\" (line 5, column 10)",
            "projects[0] demo: unknown person \"who\" (line 7, column 5)",
            "projects[0] demo: unknown role \"What\" (line 7, column 5)",
            "projects[0] demo: each of members must name a person or a group (line 7, column 5)",
            "workPackages[0] #42: unknown type \"Foo\" in project demo (line 10, column 5)",
            "workPackages[0] #42: unknown status \"Gone\" in project demo (line 10, column 5)",
            "workPackages[0] #42: unknown person \"nobody\" (line 10, column 5)",
            "workPackages[0] #42: unknown parent #99 (line 10, column 5)",
            "workPackages[1] Two: unknown project \"nowhere\" (line 11, column 5)",
            "workPackages[2] Three: percentDone must be between 0 and 100 (line 12, column 5)",
            "workPackages[2] Three: unknown custom field \"Nothing\" (line 12, column 5)",
            "workPackages[2] Three: customFields.Severity must be one of minor, major, not \"huge\" (line 12, column 5)",
            "workPackages[3] #7: the parent #7 is below this work package itself (line 13, column 5)",
            "workPackages[3] #7: the comment 3 belongs to #8 too; the number must be unique (line 13, column 5)",
            "workPackages[4] #8: the comment 3 belongs to #7 too; the number must be unique (line 14, column 5)",
        ]
        let problems = await #expect(throws: DataFileProblems.self) { try await fixture.tracker.importData(file) }
        #expect(problems?.lines.filter { !expected.contains($0) } == [])
        #expect(expected.filter { problems?.lines.contains($0) == false } == [])
        #expect(try await fixture.export() == before)
    }

    @Test func `given keys and values of a wrong kind, when the file is imported, then each is named with its place`()
        async throws
    {
        let fixture = try await TrackerFixture(nil)
        let file = """
            peple: []
            people:
              - {login: mia, colour: red, admin: perhaps}
              - {login: tom, status: sleeping, additionalMails: tom@example.org}
              - {login: MIA}
              - {firstName: Nobody}
            workPackages:
              - {project: p, subject: s, dueDate: tomorrow, comments: [{text: a, at: b}]}
            """
        let known = "settings, roles, people, groups, types, priorities, statuses, customFields, projects, "
        let expected = [
            "unknown key \"peple\"; known are \(known)workPackages, forumMessages, news, workflows (line 1, column 1)",
            "people[0] mia: unknown key \"colour\"; known are login, firstName, lastName, mail, additionalMails, status, "
                + "language, admin (line 3, column 18)",
            "people[0] mia: admin must be true or false, not \"perhaps\" (line 3, column 38)",
            "people[1] tom: status must be one of active, locked, registered, invited, not \"sleeping\" (line 4, column 26)",
            "people[1] tom: additionalMails must be a list, not \"tom@example.org\" (line 4, column 53)",
            "people[2]: the same as number 0 of this list (line 5, column 5)",
            "people[3]: login is missing (line 6, column 5)",
            "workPackages[0] s: dueDate must be a date as YYYY-MM-DD, not \"tomorrow\" (line 8, column 39)",
            "workPackages[0] s, comments[0]: unknown key \"at\"; known are id, author, text, createdAt, changes, "
                + "private, messageId (line 8, column 70)",
        ]
        await #expect(throws: DataFileProblems(expected)) { try await fixture.tracker.importData(file) }
    }

    @Test(arguments: [
        (
            "a: [",
            "the data file is neither YAML nor JSON: while parsing a flow node did not find expected node content "
                + "(line 2, column 1)"
        ),
        ("a: 1\na: 2", "the data file is neither YAML nor JSON: a twice in one object (line 1, column 1)"),
        ("", "the data file is empty"),
        ("[]", "this must be an object, not a list (line 1, column 1)"),
    ])
    func `given text that is no data file, when it is imported, then the error says what it is`(
        text: String, expected: String
    ) async throws {
        let fixture = try await TrackerFixture(nil)
        await #expect(throws: DataFileProblems([expected])) { try await fixture.tracker.importData(text) }
    }

    @Test func `given JSON with escapes that YAML does not have, when it is imported, then the texts are right`()
        async throws
    {
        let fixture = try await TrackerFixture()
        _ = try await fixture.tracker.importData(
            #"{"workPackages":[{"id":20,"project":"demo","subject":"\ud83d\ude00 a\/b \"q\" \\u00e4\#u{7f}","description":"\u2028\#u{2028}é"}]}"#
        )
        let found = try await fixture.tracker.workPackage(.init(20))
        #expect(found?.subject == "😀 a/b \"q\" \\u00e4\u{7f}")
        #expect(found?.description == "\u{2028}\u{2028}é")
    }

    @Test func `given work packages without numbers, when the file is imported twice, then there is one of each`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let file = """
            workPackages:
              - {project: demo, subject: Same}
              - {project: Demo, subject: Same, author: mia, comments: [{text: one}, {text: one}]}
              - {id: 10, project: demo, subject: Same, comments: [{id: 4, text: two}]}
            forumMessages: [{project: demo, forum: Help, subject: Same, content: same}]
            """
        let first = try await fixture.tracker.importData(file)
        #expect(first.created == 4)
        let once = try await fixture.export()
        let second = try await fixture.opened(after: 60).importData(file)
        #expect(second.created == 0)
        #expect(try await fixture.export() == once)
        #expect(try await fixture.tracker.workPackages(in: nil, limit: 9).map(\.id.number) == [12, 11, 10, 9, 7])
    }

    @Test func `given a part of an object, when it is imported, then the rest stays and null empties`() async throws {
        let fixture = try await TrackerFixture()
        let file = """
            people: [{login: MIA, language: null}, {login: tom, status: locked}]
            roles: [{name: Reader, permissions: []}]
            priorities: [{name: Low, default: true}]
            projects: [{identifier: demo, categories: [Docs], members: [{person: mia, roles: []}]}]
            workPackages: [{id: 7, assignee: null, createdAt: null, customFields: {Score: null}}]
            """
        _ = try await fixture.opened(after: 60).importData(file)
        let mia = try await fixture.person("mia@example.org")
        #expect(mia.login == "MIA")
        #expect(mia.firstName == "Mia")
        #expect(mia.language == nil)
        #expect(try await fixture.person("tom+x@example.org").status == .locked)
        let vocabulary = try await fixture.tracker.vocabulary(of: fixture.project())
        #expect(vocabulary.categories.map(\.name) == ["Backend", "Frontend", "Docs"])
        #expect(vocabulary.defaultPriority?.name == "Low")
        let rights = try await fixture.tracker.rights(of: mia, in: fixture.project())
        #expect(rights.roles == ["Guest"])
        let found = try await fixture.tracker.workPackage(.init(7))
        #expect(found?.assignee == nil)
        #expect(found?.accountable == "root")
        #expect(found?.customFields.values["Score"] == nil)
        #expect(found?.customFields.values["Owner"] == .text("MIA"))
        #expect(found?.createdAt?.description == "2026-01-02T07:00:00Z")
        #expect(found?.updatedAt?.description == "2027-01-15T08:01:00Z")
    }

    @Test func `given an empty tracker, when it is initialised twice, then the first mail has all it needs`()
        async throws
    {
        let fixture = try await TrackerFixture(nil)
        try await fixture.tracker.initialize(adminMail: "root@example.org", mailFrom: "in@example.org")
        let first = try await fixture.export()
        try await fixture.tracker.initialize(adminMail: nil, mailFrom: nil)
        #expect(try await fixture.export() == first)

        let project = try await fixture.project("demo-project")
        let vocabulary = try await fixture.tracker.vocabulary(of: project)
        #expect(
            vocabulary.types.map(\.name) == ["Task", "Milestone", "Phase", "Feature", "Epic", "User story", "Bug"])
        #expect(vocabulary.defaultStatus?.name == "New")
        #expect(vocabulary.defaultPriority?.name == "Normal")
        #expect(vocabulary.priorities.map(\.name) == ["Low", "Normal", "High", "Immediate"])
        #expect(try await fixture.person("root@example.org").isAdmin)
        #expect(try await fixture.tracker.settings().mailFrom == "in@example.org")
        #expect(try await fixture.tracker.rights(ofNewMemberOf: [], in: project).allow(.addWorkPackages))
    }

    @Test func `given a tracker that is in use, when it is initialised, then what is there stays`() async throws {
        let fixture = try await TrackerFixture(
            "{priorities: [{name: Urgent, default: true}], people: [{login: admin, mail: old@example.org}]}")
        try await fixture.tracker.initialize(adminMail: nil, mailFrom: "in@example.org")
        let vocabulary = try await fixture.tracker.vocabulary(of: fixture.project("demo-project"))
        #expect(vocabulary.defaultPriority?.name == "Urgent")
        #expect(try await fixture.person("old@example.org").isAdmin == false)
    }

    @Test func `given a new person, when it is added, then it has its memberships, and only once`() async throws {
        let fixture = try await TrackerFixture()
        var person = PersonData()
        person.login = "nia"
        person.mail = "nia@example.org"
        try await fixture.tracker.addPerson(person, memberships: [(project: .init("Demo"), roles: ["Reader"])])
        let nia = try await fixture.person("nia@example.org")
        #expect(try await fixture.tracker.rights(of: nia, in: fixture.project()).roles == ["Reader"])
        person.login = "NIA"
        await #expect(throws: DataFileProblems(["the login \"NIA\" is taken; choose another"])) {
            try await fixture.tracker.addPerson(person, memberships: [])
        }
        person.login = "nina"
        await #expect(throws: DataFileProblems(["unknown project \"nowhere\""])) {
            try await fixture.tracker.addPerson(person, memberships: [(project: .init("nowhere"), roles: ["Reader"])])
        }
    }

    @Test func `given a file without types, when a tracker is made of it, then mails can make work packages in it`()
        async throws
    {
        let fixture = try await TrackerFixture("{projects: [{identifier: demo}]}")
        let vocabulary = try await fixture.tracker.vocabulary(of: fixture.project())
        #expect(vocabulary.types.first?.name == "Task")
        #expect(vocabulary.defaultStatus?.name == "New")
        #expect(vocabulary.defaultPriority?.name == "Normal")
        let text = try await fixture.export()
        #expect(try await TrackerFixture(text).export() == text)
    }
}
