import EmbeddedTracker
import Foundation
import GRDB
import Mail
import TestSupport
import Testing
import Tracking

@Suite(.timeLimit(.minutes(1))) struct ChangeTests {
    private func apply(
        _ change: TrackerChange, by person: ActingPerson, key: String = "gmail:in@example.org/18",
        _ fixture: TrackerFixture
    ) async throws -> Receipt? {
        let applied = try await fixture.tracker.apply(change, by: person, key: IdempotencyKey(key))
        guard case .applied(let receipt) = applied else { return nil }
        return receipt
    }

    @Test func `given a new work package with everything, when it is applied, then all of it is stored`() async throws {
        let fixture = try await TrackerFixture()
        let mia = try await fixture.person("mia@example.org")
        let project = try await fixture.project()
        let vocabulary = try await fixture.tracker.vocabulary(of: project)
        let team = try #require(try await fixture.tracker.assignable(in: project).first { $0.kind == .group })
        let owner = Principal(
            id: mia.id, name: mia.name, kind: .person(login: "mia", firstName: "Mia", lastName: "Meyer", mails: []))
        let new = try await NewWorkPackage.sample(
            in: project, of: fixture.tracker,
            attributes: [
                .category: .choice(vocabulary.categories[1]), .version: .choice(vocabulary.versions[0]),
                .assignee: .principal(team), .estimatedHours: .hours(2.5), .percentDone: .percent(5),
                .parent: .workPackage(.init(9)), .dueDate: .date(try #require(CalendarDate("2027-02-01"))),
                .customField(name: "Severity"): .text("minor"), .customField(name: "Tags"): .texts(["b", "a"]),
                .customField(name: "Score"): .number(3), .customField(name: "Owner"): .principal(owner),
            ],
            watchers: [try await fixture.person("pat@example.org"), mia], attachments: [file("log.txt", "hello")],
            messageID: "m@example.org")
        let receipt = try await apply(.createWorkPackage(new), by: .person(mia), fixture)
        #expect(
            receipt
                == Receipt(
                    kind: .workPackageCreated, code: .created, id: 10, text: "created Bug #10 \"Hello\" in demo",
                    attachments: 1, watchers: 1))
        let stored = try #require(try await fixture.tracker.workPackage(.init(10)))
        #expect(
            stored.json == """
                {
                  "id": 10,
                  "project": "demo",
                  "type": "Bug",
                  "status": "New",
                  "priority": "Normal",
                  "category": "Frontend",
                  "version": "1.0",
                  "subject": "Hello",
                  "description": "Text",
                  "author": "mia",
                  "assignee": "Support team",
                  "accountable": null,
                  "startDate": null,
                  "dueDate": "2027-02-01",
                  "estimatedHours": 2.5,
                  "remainingHours": null,
                  "percentDone": 5,
                  "parent": 9,
                  "customFields": {
                    "Owner": "mia",
                    "Score": 3,
                    "Severity": "minor",
                    "Tags": [
                      "b",
                      "a"
                    ]
                  },
                  "watchers": [
                    "pat",
                    "mia"
                  ],
                  "attachments": [
                    {
                      "fileName": "log.txt",
                      "contentType": "text/plain",
                      "bytes": 5,
                      "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
                      "author": "mia"
                    }
                  ],
                  "comments": [],
                  "messageIds": [
                    "m@example.org"
                  ],
                  "createdAt": "2027-01-15T08:00:00Z",
                  "updatedAt": "2027-01-15T08:00:00Z"
                }

                """)
        let name = "attachments/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        #expect(try fixture.folder.read(name) == Array("hello".utf8))
        let text = try await fixture.export()
        #expect(try await TrackerFixture(text).export() == text)
    }

    @Test
    func `given an update, when it is applied, then the comment carries the changes in the words of the data file`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let mia = try await fixture.person("mia@example.org")
        let project = try await fixture.project()
        let vocabulary = try await fixture.tracker.vocabulary(of: project)
        let update = WorkPackageUpdate.sample(
            try await fixture.workPackage(7), comment: "Done.",
            attributes: [
                .status: .choice(try #require(vocabulary.statuses.first { $0.name == "Closed" })),
                .customField(name: "Tags"): .texts(["a", "c"]), .customField(name: "Score"): .number(4.5),
                .estimatedHours: .hours(8), .remainingHours: .hours(0),
            ], messageID: "second@example.org")
        let receipt = try await fixture.opened(after: 60).apply(
            .updateWorkPackage(update), by: .person(mia), key: IdempotencyKey("k"))
        #expect(
            receipt
                == .applied(
                    Receipt(
                        kind: .workPackageUpdated, code: .updated, id: 7,
                        text:
                            "updated Bug #7 \"It \"burns\" \\ 🔥\" in demo: comment, customFields.Score, remainingHours, status",
                        changes: ["customFields.Score", "remainingHours", "status"])))
        let stored = try #require(try await fixture.tracker.workPackage(.init(7)))
        let comment = try #require(stored.comments.last)
        #expect(comment.id == 4)
        #expect(comment.text == "Done.")
        #expect(comment.createdAt?.description == "2027-01-15T08:01:00Z")
        #expect(
            comment.changes
                == .object([
                    .init("customFields.Score", .object([.init("from", .integer(4)), .init("to", .number(4.5))])),
                    .init("remainingHours", .object([.init("from", .number(2.5)), .init("to", .integer(0))])),
                    .init("status", .object([.init("from", .text("New")), .init("to", .text("Closed"))])),
                ]))
        #expect(stored.messageIDs == ["first@example.org", "second@example.org"])
        #expect(stored.updatedAt?.description == "2027-01-15T08:01:00Z")
        let text = try await fixture.export()
        #expect(try await TrackerFixture(text).export() == text)
    }

    @Test func `given a parent that is below, when it is set, then the rest is done and a note tells`() async throws {
        let fixture = try await TrackerFixture()
        let root = try await fixture.person("root@example.org")
        let update = WorkPackageUpdate.sample(
            try await fixture.workPackage(9), attributes: [.parent: .workPackage(.init(7)), .percentDone: .percent(1)])
        let receipt = try await apply(.updateWorkPackage(update), by: .person(root), fixture)
        #expect(receipt?.changes == ["percentDone"])
        #expect(receipt?.notes == [Note(code: .invalidValue, attribute: "parent", line: "#7")])
    }

    @Test func `given a forum thread, when a mail answers any of its messages, then the answer hangs on the first`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let pat = try await fixture.person("pat@example.org")
        let thread = try await fixture.thread(5)
        #expect(thread.root == ForumMessageID(4))
        let answer = NewForumMessage(
            thread: thread, subject: "Re: How?", content: "Thanks.", attachments: [file("a", "a")],
            origin: ChangeOrigin(messageID: MessageID("f@example.org"), notes: []))
        let receipt = try await apply(.replyInForum(answer), by: .person(pat), fixture)
        #expect(
            receipt
                == Receipt(
                    kind: .forumMessageCreated, code: .replied, id: 7,
                    text: "answered message 4 \"How?\" in demo with message 7", attachments: 1))
        #expect(try await fixture.tracker.referent(of: .mail(MessageID("f@example.org"))) == .forumThread(thread))
        var locked = answer
        locked.thread.isLocked = true
        #expect(try await apply(.replyInForum(locked), by: .person(pat), key: "other", fixture) == nil)
    }

    @Test func `7.5.16 given an unknown sender, when a change makes an account, then it may be used at once`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let new = NewPerson(
            login: "ned@example.org", firstName: "Ned", lastName: "New", mail: "Ned@example.org", language: "de")
        let change = TrackerChange.createWorkPackage(
            try await .sample(in: try await fixture.project(), of: fixture.tracker))
        #expect(try await apply(change, by: .new(new), fixture) != nil)
        let ned = try await fixture.person("ned@example.org")
        #expect(ned.status == .active)
        #expect(ned.name == "Ned New")
        #expect(try await fixture.tracker.isLoginTaken("NED@example.org"))
        // The second mail was decided before the account was there.
        #expect(try await apply(change, by: .new(new), key: "second", fixture) == nil)
        #expect(try await fixture.tracker.workPackages(in: nil, limit: 9).count == 3)
    }

    @Test(arguments: [
        "{people: [{login: mia, status: locked}]}", "{people: [{login: mia, admin: true}]}",
        "{projects: [{identifier: demo, active: false}]}", "{workPackages: [{id: 7, subject: Other}]}",
    ])
    func `given a decision, when what it had read changes before it is applied, then it is stale and leaves nothing`(
        file: String
    ) async throws {
        let fixture = try await TrackerFixture()
        let mia = try await fixture.person("mia@example.org")
        let update = WorkPackageUpdate.sample(try await fixture.workPackage(7), comment: "Late.")
        _ = try await fixture.tracker.importData(file)
        let before = try await fixture.export()
        #expect(try await apply(.updateWorkPackage(update), by: .person(mia), fixture) == nil)
        #expect(try await fixture.export() == before)
    }

    @Test func `given a transaction that fails after its files were written, when it ends, then only strays are left`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let mia = try await fixture.person("mia@example.org")
        let project = try await fixture.project()
        let before = try await fixture.export()
        let new = try await NewWorkPackage.sample(
            in: project, of: fixture.tracker, attachments: [file("a.txt", "hello")])
        let database = try DatabaseQueue(path: fixture.path)
        try await database.write {
            try $0.execute(
                sql: "CREATE TRIGGER crash BEFORE INSERT ON receipts BEGIN SELECT raise(FAIL, 'power cut'); END")
        }
        _ = try? await apply(.createWorkPackage(new), by: .person(mia), fixture)
        try await database.write { try $0.execute(sql: "DROP TRIGGER crash") }
        #expect(try await fixture.export() == before)
        let stray = "attachments/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        #expect(FileManager.default.fileExists(atPath: fixture.folder.file(stray).path))
        #expect(try await apply(.createWorkPackage(new), by: .person(mia), fixture)?.id == 10)
    }

    @Test func `given a text with a NUL, when it is stored, then nothing behind it is lost`() async throws {
        let fixture = try await TrackerFixture()
        let mia = try await fixture.person("mia@example.org")
        var new = try await NewWorkPackage.sample(in: fixture.project(), of: fixture.tracker)
        new.description = "before\0after"
        let receipt = try await apply(.createWorkPackage(new), by: .person(mia), fixture)
        let stored = try await fixture.tracker.workPackage(WorkPackageID(receipt?.id ?? 0))
        #expect(stored?.description == "before\u{FFFD}after")
    }
}
