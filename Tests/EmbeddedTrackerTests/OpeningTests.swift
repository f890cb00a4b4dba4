import Foundation
import GRDB
import Mail
import TestSupport
import Testing
import Tracking

@testable import EmbeddedTracker

@Suite(.timeLimit(.minutes(1))) struct OpeningTests {
    private func failure(_ path: String, _ mode: SQLiteTracker.Mode) -> TargetFailure? {
        do {
            _ = try SQLiteTracker(path: path, mode: mode)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [SQLiteTracker.Mode.existing, .readOnly])
    func `given no tracker, when it is opened, then the error names the commands that make one`(
        mode: SQLiteTracker.Mode
    ) throws {
        let folder = try ScratchFolder()
        let path = folder.file("tracker.sqlite").path
        #expect(
            failure(path, mode)
                == TargetFailure(
                    .configuration,
                    "cannot open the tracker \(path): there is none; run `mailworker tracker init --state \(folder.url.path)` "
                        + "to start one, or `mailworker tracker import FILE --state \(folder.url.path)` to fill one from a file"
                ))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test func `given a file that is no database, when it is opened, then the error says so`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Array("hello, this is no database".utf8), to: "tracker.sqlite")
        let expected = TargetFailure(
            .configuration, "cannot open the tracker \(path): the file is no SQLite database; give another path")
        for mode in [SQLiteTracker.Mode.create, .existing, .readOnly] { #expect(failure(path, mode) == expected) }
    }

    @Test func `given a database of another program, when it is opened, then it is left alone`() throws {
        let folder = try ScratchFolder()
        let path = folder.file("tracker.sqlite").path
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (id INTEGER)") }
        let expected = TargetFailure(
            .configuration,
            "cannot open the tracker \(path): the file is an SQLite database of another program; give another path")
        for mode in [SQLiteTracker.Mode.create, .existing, .readOnly] { #expect(failure(path, mode) == expected) }
    }

    @Test(arguments: [SQLiteTracker.Mode.existing, .readOnly])
    func `given an empty file, when it is opened as a tracker that exists, then the error says so`(
        mode: SQLiteTracker.Mode
    ) throws {
        let folder = try ScratchFolder()
        let path = try folder.write([], to: "tracker.sqlite")
        let expected = TargetFailure(
            .configuration, "cannot open the tracker \(path): the file is empty; run `mailworker tracker init` on it")
        #expect(failure(path, mode) == expected)
        #expect(failure(path, .create) == nil)
        #expect(failure(path, mode) == nil)
    }

    @Test func `given a tracker of a newer version, when it is opened, then the error says so`() async throws {
        let fixture = try await TrackerFixture()
        let database = try DatabaseQueue(path: fixture.path)
        try await database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('tracker 99')") }
        let expected = TargetFailure(
            .configuration,
            "cannot open the tracker \(fixture.path): a newer version of mailworker has written it; install that version"
        )
        for mode in [SQLiteTracker.Mode.existing, .readOnly] { #expect(failure(fixture.path, mode) == expected) }
    }

    @Test func `given a writer, when its settings are read back, then commits are flushed and keys are checked`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let writer = try #require(fixture.tracker.writer)
        let values = try await writer.writeWithoutTransaction { database in
            try ["synchronous", "foreign_keys", "busy_timeout"].map {
                try Int.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(values == [2, 1, 5000])
        #expect(try await writer.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test func `given a new tracker, when its files are looked at, then only their owner can read them`() async throws {
        let fixture = try await TrackerFixture()
        let new = try await NewWorkPackage.sample(
            in: fixture.project(), of: fixture.tracker, attachments: [file("a", "hello")])
        _ = try await fixture.tracker.apply(
            .createWorkPackage(new), by: .person(fixture.person("mia@example.org")), key: IdempotencyKey("k"))
        func mode(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: fixture.folder.file(name).path)[.posixPermissions] as? Int
        }
        for name in ["tracker.sqlite", "tracker.sqlite-wal", "tracker.sqlite-shm", "tracker.sqlite.lock"] {
            #expect(try mode(name) == 0o600, "\(name)")
        }
        #expect(try mode("attachments") == 0o700)
        let name = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.file("attachments").path)[0]
        #expect(try mode("attachments/\(name)") == 0o600)
    }

    @Test func `given a tracker that nobody has open, when it is read, then nothing is left behind or changed`()
        async throws
    {
        let folder = try ScratchFolder()
        let path = folder.file("a?b%20 c.sqlite").path
        do { _ = try await SQLiteTracker(path: path, mode: .create).importData(SampleData.text) }
        func listing() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        }
        let (before, bytes) = (try listing(), try folder.read("a?b%20 c.sqlite"))
        #expect(before == ["a?b%20 c.sqlite", "a?b%20 c.sqlite.lock"])
        do {
            let tracker = try SQLiteTracker(path: path, mode: .readOnly)
            #expect(try await tracker.project(.init("demo")) != nil)
            #expect(try folder.read("a?b%20 c.sqlite") == bytes)
            let expected = TargetFailure(
                .refused, "cannot import data into the tracker \(path): it is open for reading only")
            await #expect(throws: expected) { try await tracker.importData("{}") }
        }
        #expect(try listing() == before)
        #expect(try folder.read("a?b%20 c.sqlite") == bytes)
    }

    @Test func `given a running writer, when a reader opens beside it, then it sees what was written last`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let reader = try fixture.opened(.readOnly)
        #expect(try await reader.workPackages(in: nil, limit: 9).count == 2)
        _ = try await fixture.tracker.importData("{workPackages: [{project: demo, subject: New}]}")
        #expect(try await reader.workPackages(in: nil, limit: 9).count == 3)
    }

    @Test func `given a reader, when a writer starts after it, then the reader sees what is written`() async throws {
        let folder = try ScratchFolder()
        let path = folder.file("tracker.sqlite").path
        do { _ = try await SQLiteTracker(path: path, mode: .create).importData(SampleData.text) }
        let reader = try SQLiteTracker(path: path, mode: .readOnly)
        let count = try await reader.workPackages(in: nil, limit: 99).count
        do {
            let writer = try SQLiteTracker(path: path, mode: .existing)
            _ = try await writer.importData("{workPackages: [{project: demo, subject: New}]}")
            #expect(try await reader.workPackages(in: nil, limit: 99).count == count + 1)
        }
        #expect(try await reader.workPackages(in: nil, limit: 99).count == count + 1)
    }

    @Test func `given the log of a process that died, when the tracker is read, then it is read too and stays`()
        async throws
    {
        let fixture = try await TrackerFixture()
        _ = try await fixture.tracker.importData("{workPackages: [{project: demo, subject: New}]}")
        let left = try ScratchFolder()
        for ending in ["", "-wal"] {
            try left.write(try fixture.folder.read("tracker.sqlite\(ending)"), to: "tracker.sqlite\(ending)")
        }
        let bytes = try left.read("tracker.sqlite")
        do {
            let reader = try SQLiteTracker(path: left.file("tracker.sqlite").path, mode: .readOnly)
            #expect(try await reader.workPackages(in: nil, limit: 9).count == 3)
        }
        #expect(try left.read("tracker.sqlite") == bytes)
    }

    @Test func `given strays, when the tracker is opened alone, then those older than a day go`() async throws {
        let fixture = try await TrackerFixture()
        let new = try await NewWorkPackage.sample(
            in: fixture.project(), of: fixture.tracker, attachments: [file("a", "hello")])
        let mia = try await fixture.person("mia@example.org")
        _ = try await fixture.tracker.apply(.createWorkPackage(new), by: .person(mia), key: IdempotencyKey("k"))
        let used = "attachments/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
        func set(_ name: String, age: Double) throws {
            try fixture.folder.write([1], to: name)
            try FileManager.default.setAttributes(
                [.modificationDate: TrackerFixture.start.addingTimeInterval(-age)],
                ofItemAtPath: fixture.folder.file(name).path)
        }
        try set("attachments/old", age: 86_401)
        try set("attachments/young", age: 86_399)
        try FileManager.default.setAttributes(
            [.modificationDate: TrackerFixture.start.addingTimeInterval(-90_000)],
            ofItemAtPath: fixture.folder.file(used).path)
        func names() throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: fixture.folder.file("attachments").path).sorted()
        }
        // Beside another writer nothing is swept: it may be between a file and its transaction.
        _ = try fixture.opened()
        #expect(try names().count == 3)
        try fixture.tracker.close()
        _ = try fixture.opened()
        #expect(try names() == [String(used.dropFirst(12)), "young"])
    }

    @Test(arguments: [
        (
            ResultCode.SQLITE_BUSY, TargetFailure.Kind.unavailable(retryAfter: nil),
            "another process is writing to it for too long; try again later"
        ),
        (.SQLITE_FULL, .unavailable(retryAfter: nil), "the disk is full; make room and try again"),
        (.SQLITE_CORRUPT, .configuration, "the file is damaged (malformed); restore it from a copy"),
        (
            .SQLITE_CANTOPEN, .configuration,
            "malformed; let the user who runs mailworker read and write the file and its folder"
        ),
        (.SQLITE_IOERR, .unavailable(retryAfter: nil), "malformed"),
    ])
    func `given an error of SQLite, when it is told, then its kind says whether to try again`(
        code: ResultCode, kind: TargetFailure.Kind, text: String
    ) {
        let error = DatabaseError(resultCode: code, message: "malformed")
        let expected = TargetFailure(kind, "cannot apply a change to the tracker /t: \(text)")
        #expect(TrackerOpening.failure(error, doing: "apply a change to", path: "/t") == expected)
    }

    @Test func `given no tracker, when many make it at once, then all of them get one`() async throws {
        let folder = try ScratchFolder()
        let path = folder.file("state/tracker.sqlite").path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await SQLiteTracker(path: path, mode: .create).initialize(adminMail: nil, mailFrom: nil)
                }
            }
            try await group.waitForAll()
        }
        let tracker = try SQLiteTracker(path: path, mode: .existing)
        #expect(try await tracker.project(.init("demo-project")) != nil)
    }
}
