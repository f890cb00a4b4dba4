import Foundation
import GRDB
import Mail
import TestSupport
import Testing

@testable import SQLiteLedger

@Suite struct LedgerOpeningTests {
    private let scratch: ScratchFolder
    private let folder: StateFolder
    private let key = MessageKey(mailbox: MailboxName("gmail:support@example.org"), id: "1")

    init() throws {
        scratch = try ScratchFolder()
        folder = try StateFolder(creating: scratch.file("state").path)
    }

    @Test func `given a new ledger, when synchronous is read back, then every commit is flushed`() throws {
        let ledger = try LedgerDatabase(folder, keepRawDays: 0)
        let level = try #require(ledger.pool).writeWithoutTransaction {
            try Int.fetchOne($0, sql: "PRAGMA synchronous")
        }
        #expect(level == 2)
    }

    @Test func `given a new ledger, when it is opened again, then it holds what it held`() async throws {
        do {
            let ledger = try LedgerDatabase(folder, keepRawDays: 0)
            #expect(try ledger.installationID { "first" } == "first")
        }
        let ledger = try LedgerDatabase(folder, keepRawDays: 0)
        #expect(try ledger.installationID { "second" } == "first")
    }

    @Test func `given a new ledger, when its files are looked at, then only their owner may read them`() throws {
        _ = try LedgerDatabase(folder, keepRawDays: 0)
        let file = try FileManager.default.attributesOfItem(atPath: folder.ledger)
        let state = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(file[.posixPermissions] as? Int == 0o600)
        #expect(state[.posixPermissions] as? Int == 0o700)
    }

    @Test func `given a ledger that nobody has open, when it is read, then nothing is left behind or changed`()
        async throws
    {
        do { _ = try LedgerDatabase(folder, keepRawDays: 0) }
        func listing() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        let (before, bytes) = (try listing(), try scratch.read("state/ledger.sqlite"))
        do {
            let reader = try LedgerDatabase(reading: folder)
            #expect(try await reader.entry(key) == nil)
            let expected = LedgerFailure(
                isTemporary: false, text: "Writing to the ledger: it is open for reading only.")
            await #expect(throws: expected) { try await reader.acknowledged([key], marked: [], now: Date()) }
            await #expect(throws: expected) { try await reader.prune(before: Date()) }
            #expect(throws: expected) { try reader.installationID { "x" } }
        }
        #expect(try listing() == before)
        #expect(try scratch.read("state/ledger.sqlite") == bytes)
    }

    @Test func `given a reader, when a writer starts after it, then the reader sees what is written`() async throws {
        do { _ = try LedgerDatabase(folder, keepRawDays: 0) }
        let reader = try LedgerDatabase(reading: folder)
        #expect(try await reader.entry(key) == nil)
        let writer = try LedgerDatabase(folder, keepRawDays: 0)
        let listed = [ListedMessage(key: key, conversation: nil)]
        let selection = try await writer.select(
            key.mailbox, matching: listed, atMost: 1, onlyListed: false, putBackAfter: .zero, now: Date())
        _ = try await writer.claim(try #require(selection.work.first), now: Date())
        #expect(try await reader.entry(key)?.lifecycle.state == .claimed)
    }

    @Test func `given a file that is no ledger yet, when it is read, then it says what makes it one`() throws {
        try scratch.write([], to: "state/ledger.sqlite")
        #expect(
            throws: LedgerFailure(
                isTemporary: false,
                text: "Opening the ledger \(folder.ledger): it was not brought to this version yet. The next run of "
                    + "receive or poll does that.")
        ) { try LedgerDatabase(reading: folder) }
    }

    @Test func `given a ledger of a newer version, when it is opened, then it is refused for good`() throws {
        do {
            let ledger = try LedgerDatabase(folder, keepRawDays: 0)
            try #require(ledger.pool).write {
                try $0.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
            }
        }
        #expect(
            throws: LedgerFailure(
                isTemporary: false,
                text: "Opening the ledger \(folder.ledger): it was written by a newer version of mailworker. "
                    + "Install that version again, or give another --state.")
        ) { try LedgerDatabase(folder, keepRawDays: 0) }
    }

    @Test func `given a file that is no database, when it is opened, then it is refused for good`() throws {
        try scratch.write(Array(repeating: 65, count: 5_000), to: "state/ledger.sqlite")
        #expect(
            throws: LedgerFailure(
                isTemporary: false,
                text: "Opening the ledger \(folder.ledger): it is no intact SQLite database (file is not a database). "
                    + "Restore it from a backup, or move it away.")
        ) { try LedgerDatabase(folder, keepRawDays: 0) }
    }

    @Test func `given no folder, when a ledger is opened in it, then it is refused for good`() throws {
        let missing = StateFolder(existing: scratch.file("nowhere").path)
        #expect(
            throws: LedgerFailure(
                isTemporary: false,
                text: "Opening the ledger \(missing.ledger): unable to open database file. "
                    + "Give --state a folder that this user may write to.")
        ) { try LedgerDatabase(missing, keepRawDays: 0) }
    }

    @Test func `given a file where a folder should be, when the state folder is made, then the text names it`() throws {
        let path = try scratch.write([], to: "file")
        #expect(
            throws: LedgerFailure(
                isTemporary: false,
                text: "Preparing the state folder \(path)/state: cannot use \(path) as a folder: Not a directory. "
                    + "Give --state a folder that this user may write to.")
        ) { try StateFolder(creating: "\(path)/state") }
    }

    @Test(.timeLimit(.minutes(1)))
    func `given no ledger, when many processes make it at once, then all of them can use it`() async throws {
        let folder = folder
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let ledger = try LedgerDatabase(folder, keepRawDays: 0)
                    _ = try await ledger.counts(MailboxName("stdin"), now: Date())
                }
            }
            try await group.waitForAll()
        }
    }
}
