import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing

@Suite struct LedgerPeopleTests {
    private let scratch: ScratchFolder
    private let ledger: LedgerDatabase
    private let mailbox = MailboxName("gmail:support@example.org")
    private let now = Date(timeIntervalSince1970: 1_790_841_600)

    init() throws {
        scratch = try ScratchFolder()
        ledger = try LedgerDatabase(StateFolder(creating: scratch.file("state").path), keepRawDays: 0)
    }

    private func claim(_ id: String) async throws -> Work {
        let work = Work(
            key: MessageKey(mailbox: mailbox, id: id), generation: 0, before: Lifecycle(state: .new),
            conversation: nil, waitsUntil: now, keptBytes: nil, finishedAs: nil, isReported: false)
        #expect(try await ledger.claim(work, now: now))
        return work
    }

    private func accept(_ id: String) async throws {
        let work = try await claim(id)
        let mail = RawMail(Spool.testing.content(mailBytes(messageID: "\(id)@x")))
        let step = Lifecycle(state: .claimed).after(
            .accepted(.testing), policy: RetryPolicy(maximumAttempts: 12, rejectedStaysUnread: false), now: now,
            jitter: 0)
        try await ledger.record(
            OutcomeRecord(
                work: work, step: step, head: LineParser().head(mail), hash: mail.hash, fingerprint: mail.hash,
                reason: nil, receipt: .testing, report: nil, mail: mail),
            now: now)
    }

    @Test func `given a mail, when it is named in any way, then it is found`() async throws {
        try await accept("18c")
        try await accept("18d")
        let hash = Spool.testing.hash(of: mailBytes(messageID: "18c@x"))
        for name in ["gmail:support@example.org/18c", "18c", "18c@x", "<18c@x>", hash.hexadecimal] {
            #expect(try await ledger.entries(named: name).map(\.key.id) == ["18c"], "\(name)")
        }
        #expect(try await ledger.entries(named: "18").isEmpty)
    }

    @Test func `given more mails than asked for, when they are listed, then the newest come, oldest first`()
        async throws
    {
        for id in ["1", "2", "3"] { try await accept(id) }
        _ = try await claim("4")
        let newest = try await ledger.entries(.init(mailbox: nil, state: nil, outcome: nil, limit: 2))
        #expect(newest.map(\.key.id) == ["3", "4"])
        let recorded = try await ledger.entries(.init(mailbox: mailbox, state: .recorded, outcome: .accepted, limit: 9))
        #expect(recorded.map(\.key.id) == ["1", "2", "3"])
        let none = try await ledger.entries(.init(mailbox: MailboxName("stdin"), state: nil, outcome: nil, limit: 9))
        #expect(none.isEmpty)
    }

    @Test func `given a mail in hand, when it is forgotten, then the person is told to wait`() async throws {
        let work = try await claim("1")
        let entry = try #require(try await ledger.entry(work.key))
        await #expect(
            throws: LedgerFailure(
                isTemporary: true,
                text: "Forgetting \(work.key): a run has it in hand right now. Try again later.")
        ) { try await ledger.forget(entry, now: now) }
        #expect(try await ledger.retry(entry, now: now) == false)
        #expect(try await ledger.entry(work.key)?.lifecycle == Lifecycle(state: .claimed))
    }

    @Test func `given a mail that is unknown by now, when it is retried, then nothing happens`() async throws {
        let work = try await claim("1")
        let entry = try #require(try await ledger.entry(work.key))
        try await ledger.release(work, now: now)
        #expect(try await ledger.retry(entry, now: now) == false)
    }
}
