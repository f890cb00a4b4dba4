import Foundation
import GRDB
import Mail
import TestSupport
import Testing

@testable import SQLiteLedger

@Suite struct GroupCommitTests {
    private let scratch: ScratchFolder
    private let ledger: LedgerDatabase
    private struct Refused: Error {}

    init() throws {
        scratch = try ScratchFolder()
        ledger = try LedgerDatabase(StateFolder(creating: scratch.file("state").path), keepRawDays: 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given writes that come together, when some fail, then their neighbours are on disk`() async throws {
        let commits = try #require(ledger.commits)
        let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await commits.write { database in
                            try database.execute(sql: "INSERT INTO installation (id) VALUES (?)", arguments: [number])
                            if number % 3 == 0 { throw Refused() }
                            if number % 7 == 0 { try database.execute(sql: "INSERT INTO nowhere VALUES (1)") }
                        }
                        return (number, true)
                    } catch {
                        return (number, false)
                    }
                }
            }
            return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        let expected = (0..<200).filter { $0 % 3 != 0 && $0 % 7 != 0 }
        #expect(outcomes.filter(\.value).keys.sorted() == expected)
        let stored = try await ledger.reader.read {
            try Int.fetchAll($0, sql: "SELECT CAST(id AS INTEGER) FROM installation")
        }
        #expect(stored.sorted() == expected)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a caller that is cancelled, when its write was begun, then it is on disk`() async throws {
        let commits = try #require(ledger.commits)
        let task = Task {
            try await commits.write { try $0.execute(sql: "INSERT INTO installation (id) VALUES ('x')") }
        }
        task.cancel()
        try await task.value
        #expect(try await ledger.reader.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM installation") } == 1)
    }

    @Test func `given a full disk, when a mail is taken up, then the failure is temporary and says so`() async throws {
        // A database that may not grow fails as one on a full disk does.
        try await #require(ledger.pool).writeWithoutTransaction { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let key = MessageKey(mailbox: MailboxName("stdin"), id: String(repeating: "x", count: 50_000))
        let work = Work(
            key: key, generation: 0, before: Lifecycle(state: .new), conversation: nil, waitsUntil: .distantFuture,
            keptBytes: nil, finishedAs: nil, isReported: false)
        await #expect(
            throws: LedgerFailure(
                isTemporary: true, text: "Taking up \(key): the disk is full. Make room; no mail was lost.")
        ) { try await ledger.claim(work, now: Date()) }
        let small = Work(
            key: MessageKey(mailbox: MailboxName("stdin"), id: "1"), generation: 0, before: Lifecycle(state: .new),
            conversation: nil, waitsUntil: .distantFuture, keptBytes: nil, finishedAs: nil, isReported: false)
        #expect(try await ledger.claim(small, now: Date()))
    }
}
