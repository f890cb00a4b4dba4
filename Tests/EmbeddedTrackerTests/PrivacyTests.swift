import Foundation
import GRDB
import Mail
import TestSupport
import Testing
import Tracking

@testable import EmbeddedTracker

@Suite(.timeLimit(.minutes(1))) struct PrivacyTests {
    private static let data = """
        types: [{name: Secret, private: true}]
        workPackages:
          - id: 9
            private: true
            project: demo
            subject: Above
            comments:
              - {id: 20, author: tom, text: Loud., createdAt: 2026-01-04T10:00:00Z}
              - {id: 21, author: tom, text: Psst., createdAt: 2026-01-04T10:00:00Z, private: true, messageId: p@example.org}
        """

    private func fixture() async throws -> TrackerFixture {
        let fixture = try await TrackerFixture()
        _ = try await fixture.tracker.importData(Self.data)
        return fixture
    }

    /// The private answer of tom to #9.
    private func answer(
        _ fixture: TrackerFixture, comment: String = "Hush.", attachments: [NewAttachment] = []
    ) async throws -> Receipt? {
        var update = WorkPackageUpdate.sample(
            try await fixture.workPackage(9), comment: comment, attachments: attachments,
            messageID: "answer@example.org")
        update.isPrivate = true
        let applied = try await fixture.tracker.apply(
            .updateWorkPackage(update), by: .person(fixture.person("tom+x@example.org")), key: IdempotencyKey("answer"))
        guard case .applied(let receipt) = applied else { return nil }
        return receipt
    }

    private func isPrivate(_ reference: Reference, _ tracker: SQLiteTracker) async throws -> Bool? {
        guard case .workPackage(_, let isPrivate, _) = try await tracker.referent(of: reference) else { return nil }
        return isPrivate
    }

    @Test func `given a private comment, when it is applied, then the receipt and the tracker say so`() async throws {
        let fixture = try await fixture()
        #expect(try await answer(fixture)?.text == "updated Bug #9 \"Above\" in demo: private comment")
        let comment = try #require(try await fixture.tracker.workPackage(WorkPackageID(9))?.comments.last)
        #expect(comment.isPrivate && comment.text == "Hush." && comment.messageID == "answer@example.org")
        #expect(try await isPrivate(.comment(CommentID(comment.id ?? 0)), fixture.tracker) == true)
    }

    @Test func `given a private work package, when it is created, then the receipt says so`() async throws {
        let fixture = try await TrackerFixture()
        let new = try await NewWorkPackage.sample(
            in: fixture.project(), of: fixture.tracker, attributes: [.isPrivate: .boolean(true)])
        let applied = try await fixture.tracker.apply(
            .createWorkPackage(new), by: .person(fixture.person("mia@example.org")), key: IdempotencyKey("k"))
        guard case .applied(let receipt) = applied else { throw TrackerFixture.Missing(what: "receipt") }
        #expect(receipt.text == "created private Bug #10 \"Hello\" in demo")
    }

    @Test func `given a private answer of files only, when its mail is answered, then that is private too`()
        async throws
    {
        let fixture = try await fixture()
        _ = try await answer(fixture, comment: "", attachments: [file("a.txt", "a")])
        #expect(try await isPrivate(.mail(MessageID("answer@example.org")), fixture.tracker) == true)
    }

    @Test func `given a public comment made by mail, when it is exported, then its Message-ID stays where it was`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let update = WorkPackageUpdate.sample(
            try await fixture.workPackage(9), comment: "Loud.", messageID: "loud@example.org")
        _ = try await fixture.tracker.apply(
            .updateWorkPackage(update), by: .person(fixture.person("mia@example.org")), key: IdempotencyKey("k"))
        let text = try await fixture.export()
        #expect(!text.contains("\"private\"") && !text.contains("\"messageId\""))
        #expect(text.contains("loud@example.org"))
    }

    @Test func `given private things, when they are exported to another tracker, then nothing of it is lost`()
        async throws
    {
        let fixture = try await fixture()
        _ = try await answer(fixture)
        let text = try await fixture.export()
        let other = try await TrackerFixture(text)
        #expect(try await other.export() == text)
        #expect(try await other.tracker.importData(text).changed == 0)
        for (id, expected) in [("answer@example.org", true), ("p@example.org", true)] {
            #expect(try await isPrivate(.mail(MessageID(id)), other.tracker) == expected, "\(id)")
        }
        for (id, expected) in [(20, false), (21, true)] {
            #expect(try await isPrivate(.comment(CommentID(id)), other.tracker) == expected, "\(id)")
        }
        let nine = try await other.workPackage(9)
        #expect(nine.isPrivate)
        #expect(try await other.workPackage(7).isPrivate == false)
        let data = try #require(try await other.tracker.workPackage(WorkPackageID(9)))
        #expect(data.json.contains("\"private\""))
    }

    @Test func `given a file that says nothing of the flag, when it is imported, then private stays private`()
        async throws
    {
        let fixture = try await fixture()
        let before = try await fixture.export()
        _ = try await fixture.tracker.importData(
            "{workPackages: [{id: 9, project: demo, subject: Above, comments: [{id: 21, text: Psst.}]}]}")
        #expect(try await fixture.export() == before)
    }

    @Test func `given a comment that becomes public, when it is imported, then it has no Message-ID`() async throws {
        let fixture = try await fixture()
        let file = "{workPackages: [{id: 9, project: demo, subject: Above, comments: [{id: 21, private: false}]}]}"
        _ = try await fixture.tracker.importData(file)
        #expect(try await fixture.tracker.importData(file).changed == 0)
        #expect(!(try await fixture.export().contains("\"messageId\"")))
        #expect(try await isPrivate(.comment(CommentID(21)), fixture.tracker) == false)
    }

    @Test func `given a private type, when the values of a project are read, then it is named`() async throws {
        let fixture = try await fixture()
        _ = try await fixture.tracker.importData("{projects: [{identifier: demo, types: [Bug, Task, Secret]}]}")
        let vocabulary = try await fixture.tracker.vocabulary(of: fixture.project())
        let names = vocabulary.types.filter { vocabulary.privateTypeIDs.contains($0.id) }.map(\.name)
        #expect(names == ["Secret"])
    }

    @Test func `given a group, when its members are asked, then it has them`() async throws {
        let fixture = try await TrackerFixture()
        let assignee = try #require(try await fixture.workPackage(7).assignee)
        let people = [try await fixture.person("tom+x@example.org"), try await fixture.person("lou@example.org")]
        #expect(try await fixture.tracker.members(of: assignee) == Set(people.map(\.id)))
    }

    @Test func `given a role without rights, when rights are read, then only an administrator has those of privacy`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let privacy: Set<Permission> = [
            .viewPrivateNotes, .setNotesPrivate, .setIssuesPrivate, .setOwnIssuesPrivate, .viewPrivateWorkPackages,
        ]
        let project = try await fixture.project()
        let root = try await fixture.tracker.rights(of: fixture.person("root@example.org"), in: project)
        #expect(privacy.isSubset(of: root.permissions))
        let mia = try await fixture.tracker.rights(of: fixture.person("mia@example.org"), in: project)
        #expect(privacy.isDisjoint(with: mia.permissions))
    }

    @Test func `given a tracker of the version before, when it is opened, then it is brought to this one`() async throws
    {
        let folder = try ScratchFolder()
        let path = folder.file("tracker.sqlite").path
        do {
            let old = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(old, upTo: "tracker 1")
            try await old.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO types (name, isDefault) VALUES ('Task', 1);
                        INSERT INTO priorities (name, isDefault) VALUES ('Normal', 1);
                        INSERT INTO statuses (name, isDefault, isClosed) VALUES ('New', 1, 0);
                        INSERT INTO projects (identifier, identifierKey, name, isPublic, isActive)
                          VALUES ('demo', 'demo', 'Demo', 1, 1);
                        INSERT INTO workPackages (projectID, typeID, statusID, priorityID, subject, description, authorID,
                          createdAt, updatedAt)
                          VALUES (1, 1, 1, 1, 'Old', '', 1, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
                        INSERT INTO comments (workPackageID, authorID, text, createdAt, changes)
                          VALUES (1, 1, 'Before', '2026-01-01T00:00:00Z', '{}');
                        INSERT INTO messageIDs (messageID, workPackageID) VALUES ('old@example.org', 1);
                        """)
            }
            try old.close()
        }
        let before = try SQLiteTracker(path: path, mode: .readOnly)
        #expect(try await isPrivate(.comment(CommentID(1)), before) == false)
        try before.close()
        let tracker = try SQLiteTracker(path: path, mode: .existing)
        for reference in [Reference.mail(MessageID("old@example.org")), .comment(CommentID(1))] {
            #expect(try await isPrivate(reference, tracker) == false)
        }
        #expect(!(try await tracker.exportData().text.contains("\"private\"")))
        _ = try await tracker.importData(
            "{workPackages: [{id: 1, project: demo, subject: Old, private: true, comments: [{id: 1, private: true}]}]}")
        #expect(try await isPrivate(.comment(CommentID(1)), tracker) == true)
        try tracker.close()
        let reader = try SQLiteTracker(path: path, mode: .readOnly)
        #expect(try await isPrivate(.comment(CommentID(1)), reader) == true)
    }
}
