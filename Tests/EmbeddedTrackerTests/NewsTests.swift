import Foundation
import GRDB
import Mail
import TestSupport
import Testing
import Tracking

@testable import EmbeddedTracker

@Suite(.timeLimit(.minutes(1))) struct NewsTests {
    private let without = "{projects: [{identifier: demo}], forumMessages: []}"

    @Test func `given references to news, when they are looked up, then they lead to it`() async throws {
        let fixture = try await TrackerFixture()
        let moved = try await fixture.news(2)
        #expect(moved == News(id: NewsID(2), project: try await fixture.project(), title: "Moved"))
        #expect(try await fixture.tracker.referent(of: .newsComment(.init(3))) == .news(moved))
        #expect(try await fixture.tracker.referent(of: .mail(MessageID("where@example.org"))) == .news(moved))
        #expect(try await fixture.tracker.referent(of: .news(.init(99))) == nil)
        // A number of a comment on a work package is none of a comment on news, and the other way round.
        #expect(try await fixture.tracker.referent(of: .newsComment(.init(99))) == nil)
        #expect(try await fixture.tracker.referent(of: .comment(.init(8))) == nil)
    }

    @Test func `given a comment on news, when it is applied, then it stands in the export with its mail`() async throws
    {
        let fixture = try await TrackerFixture()
        let pat = try await fixture.person("pat@example.org")
        let new = NewNewsComment(
            news: try await fixture.news(6), text: "Until\0when?",
            origin: ChangeOrigin(messageID: MessageID("n@example.org"), notes: []))
        let applied = try await fixture.opened(after: 60).apply(
            .commentOnNews(new), by: .person(pat), key: IdempotencyKey("k"))
        #expect(
            applied
                == .applied(
                    Receipt(
                        kind: .newsCommentCreated, code: .replied, id: 9,
                        text: "commented on news 6 \"Open\" in demo with comment 9")))
        let text = try await fixture.export()
        #expect(
            text.contains(
                """
                    {
                      "id": 6,
                      "project": "demo",
                      "title": "Open",
                      "content": "",
                      "author": "anonymous",
                      "createdAt": "2027-01-15T08:00:00Z",
                      "comments": [
                        {
                          "id": 9,
                          "author": "pat",
                          "text": "Until\u{FFFD}when?",
                          "createdAt": "2027-01-15T08:01:00Z"
                        }
                      ],
                      "messageIds": [
                        "n@example.org"
                      ]
                    }
                """))
        #expect(try await TrackerFixture(text).export() == text)
        let report = try await fixture.tracker.importData(text)
        #expect(report.created == 0)
        #expect(report.changed == 0)
    }

    @Test func `given a tracker without news, when it is exported, then the file has no such key`() async throws {
        let fixture = try await TrackerFixture(without)
        let text = try await fixture.export()
        #expect(!text.contains("news"))
        _ = try await fixture.tracker.importData("{news: []}")
        #expect(try await fixture.export() == text)
        _ = try await fixture.tracker.importData("{news: [{project: DEMO, title: First}]}")
        #expect(try await fixture.export().contains("\"news\": ["))
    }

    @Test func `given news without numbers, when the file is imported twice, then there is one of each`() async throws {
        let fixture = try await TrackerFixture()
        let file = """
            news:
              - {project: Demo, title: Same, comments: [{text: one, author: MIA}, {text: one, author: mia}]}
              - {project: demo, title: Same, comments: [{id: 20, text: two}]}
              - {id: 7, project: demo, title: Same}
              - {id: 2, comments: [{id: 3, text: Whither?}, {text: Really?}]}
            """
        let first = try await fixture.tracker.importData(file)
        #expect(first.created == 3)
        #expect(first.changed == 1)
        let once = try await fixture.export()
        let second = try await fixture.opened(after: 60).importData(file)
        #expect(second.created == 0)
        #expect(second.changed == 0)
        #expect(try await fixture.export() == once)
        #expect(try await TrackerFixture(once).export() == once)
        for number in [7, 8, 9] { #expect(try await fixture.news(number).title == "Same") }
        #expect(try await fixture.tracker.referent(of: .newsComment(.init(20))) == .news(fixture.news(9)))
        #expect(!once.contains("Where to?"))
    }

    @Test func `given mistakes in news, when the file is imported, then each is told and nothing changes`() async throws
    {
        let fixture = try await TrackerFixture()
        let before = try await fixture.export()
        let file = """
            news:
              - {project: nowhere, title: One}
              - {id: 0, project: demo, title: Two, author: nobody}
              - {project: demo, title: Three, comments: [{id: 3, text: mine}, {id: 0, author: who}]}
            """
        let expected = [
            "news[0] One: unknown project \"nowhere\" (line 2, column 5)",
            "news[1] #0: id must be 1 or more (line 3, column 5)",
            "news[1] #0: unknown person \"nobody\" (line 3, column 5)",
            "news[2] Three: the comment 3 belongs to #2 too; the number must be unique (line 4, column 5)",
            "news[2] Three: unknown person \"who\" (line 4, column 5)",
            "news[2] Three: the id of a comment must be 1 or more (line 4, column 5)",
        ]
        await #expect(throws: DataFileProblems(expected)) { try await fixture.tracker.importData(file) }
        await #expect(throws: DataFileProblems(["news[0]: title is missing (line 1, column 9)"])) {
            try await fixture.tracker.importData("{news: [{project: demo}]}")
        }
        #expect(try await fixture.export() == before)
    }

    @Test func `given an administrator, when rights are read, then news is among them whatever the roles name`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let root = try await fixture.tracker.rights(
            of: fixture.person("root@example.org"), in: fixture.project("hidden"))
        #expect(root.allow(.viewNews))
        #expect(root.allow(.commentNews))
        let mia = try await fixture.tracker.rights(of: fixture.person("mia@example.org"), in: fixture.project())
        #expect(!mia.allow(.viewNews))
    }

    /// A tracker as the first version left it: in WAL mode, with one project.
    private func firstVersion(in folder: ScratchFolder) throws -> String {
        let path = folder.file("tracker.sqlite").path
        let pool = try DatabasePool(path: path)
        try Schema.migrator.migrate(pool, upTo: "tracker 1")
        try pool.write {
            try $0.execute(
                sql: """
                    INSERT INTO projects (identifier, identifierKey, name, isPublic, isActive)
                    VALUES ('demo', 'demo', 'Demo', 1, 1)
                    """)
        }
        try pool.close()
        return path
    }

    @Test func `given a tracker of the first version, when it is opened, then it is kept and takes news`() async throws
    {
        let folder = try ScratchFolder()
        let path = try firstVersion(in: folder)
        let tracker = try SQLiteTracker(path: path, mode: .existing)
        #expect(try await tracker.project(.init("demo"))?.name == "Demo")
        #expect(try await !tracker.exportData().text.contains("news"))
        _ = try await tracker.importData("{news: [{id: 4, project: demo, title: First}]}")
        #expect(try await tracker.referent(of: .news(.init(4))) != nil)
    }

    @Test func `given a tracker of the first version, when it is only read, then it can be and stays as it is`()
        async throws
    {
        let folder = try ScratchFolder()
        let path = try firstVersion(in: folder)
        let before = try folder.read("tracker.sqlite")
        do {
            let tracker = try SQLiteTracker(path: path, mode: .readOnly)
            #expect(try await tracker.exportData().text.contains("\"identifier\": \"demo\""))
            #expect(try await tracker.referent(of: .news(.init(4))) == nil)
        }
        #expect(try folder.read("tracker.sqlite") == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["tracker.sqlite"])
    }
}
