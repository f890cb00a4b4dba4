import Foundation
import Mail
import TestSupport
import Testing

@testable import SQLiteLedger

@Suite struct KeptMailTests {
    private let scratch: ScratchFolder
    private let folder: StateFolder
    private let mailbox = MailboxName("gmail:support@example.org")
    private let policy = RetryPolicy(maximumAttempts: 12, rejectedStaysUnread: false)
    private let now = Date()

    init() throws {
        scratch = try ScratchFolder()
        folder = try StateFolder(creating: scratch.file("state").path)
    }

    private func handle(
        _ id: String, _ outcome: HandlingOutcome, _ mail: RawMail, in ledger: LedgerDatabase, at time: Date
    ) async throws {
        let key = MessageKey(mailbox: mailbox, id: id)
        let selection = try await ledger.select(
            mailbox, matching: [ListedMessage(key: key, conversation: nil)], atMost: 10, onlyListed: false,
            putBackAfter: .seconds(600), now: time)
        let work = try #require(selection.work.first)
        #expect(try await ledger.claim(work, now: time))
        let step = work.before.taken.after(outcome, policy: policy, now: time, jitter: 0)
        try await ledger.record(
            OutcomeRecord(
                work: work, step: step, head: Head(subject: "Printer"), hash: mail.hash, fingerprint: mail.hash,
                reason: nil, receipt: nil, report: nil, mail: mail),
            now: time)
        try await ledger.acknowledged([key], marked: [key], now: time)
    }

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.raw).filter { $0.hasSuffix(".eml") } }
    }

    @Test func `given a large mail that is deferred, when its bytes are asked for, then they are unchanged`()
        async throws
    {
        let ledger = try LedgerDatabase(folder, keepRawDays: 0)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let mail = try RawMail(bytes: bytes)
        try await handle("1", .deferred(Reason(.stale, ""), retryAfter: nil), mail, in: ledger, at: now)
        #expect(try await ledger.bytes(mail.hash)?.content.bytes() == bytes)
        #expect(try files == ["\(mail.hash).eml"])
    }

    @Test func `given a kept file that someone removed, when its bytes are asked for, then there are none`()
        async throws
    {
        let ledger = try LedgerDatabase(folder, keepRawDays: 0)
        let mail = RawMail(Spool.testing.content(mailBytes()))
        try await handle("1", .deferred(Reason(.stale, ""), retryAfter: nil), mail, in: ledger, at: now)
        try FileManager.default.removeItem(atPath: "\(folder.raw)/\(mail.hash).eml")
        #expect(try await ledger.bytes(mail.hash) == nil)
    }

    @Test func `given a raw folder that cannot be written, when a mail is kept, then the text names the file`() throws {
        let mail = RawMail(Spool.testing.content(mailBytes()))
        let missing = RawFolder(path: scratch.file("nowhere").path)
        let failure = #expect(throws: LedgerFailure.self) { try missing.store(mail) }
        #expect(failure?.isTemporary == true)
        let text = failure?.text ?? ""
        #expect(text.hasPrefix("Keeping a mail: cannot create \(missing.path)/\(mail.hash).eml."))
        #expect(text.hasSuffix(": No such file or directory. The mail stays at its source."))
    }

    @Test func `given mails of all kinds, when a day has gone by, then only bytes that are needed are left`()
        async throws
    {
        let ledger = try LedgerDatabase(folder, keepRawDays: 0)
        let accepted = RawMail(Spool.testing.content(mailBytes(subject: "accepted")))
        let waiting = RawMail(Spool.testing.content(mailBytes(subject: "waiting")))
        try await handle("1", .deferred(Reason(.stale, ""), retryAfter: nil), accepted, in: ledger, at: now)
        try await handle("1", .accepted(.testing), accepted, in: ledger, at: now.addingTimeInterval(60))
        try await handle("2", .deferred(Reason(.stale, ""), retryAfter: nil), waiting, in: ledger, at: now)
        try scratch.write([1], to: "state/raw/\(accepted.hash).eml.77.1234")
        _ = try await ledger.recover(mailbox, policy: policy, now: now.addingTimeInterval(3_600))
        #expect(try files.count == 2)
        _ = try await ledger.recover(mailbox, policy: policy, now: now.addingTimeInterval(2 * 86_400))
        #expect(try files == ["\(waiting.hash).eml"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.raw)
        #expect(names.sorted() == [".swept", "\(waiting.hash).eml"])
    }

    @Test func `given --keep-raw, when a mail is accepted, then its bytes are kept for those days`() async throws {
        let ledger = try LedgerDatabase(folder, keepRawDays: 3)
        let mail = RawMail(Spool.testing.content(mailBytes()))
        try await handle("1", .accepted(.testing), mail, in: ledger, at: now)
        _ = try await ledger.recover(mailbox, policy: policy, now: now.addingTimeInterval(2 * 86_400))
        #expect(try await ledger.bytes(mail.hash) != nil)
        _ = try await ledger.recover(mailbox, policy: policy, now: now.addingTimeInterval(4 * 86_400))
        #expect(try await ledger.bytes(mail.hash) == nil)
    }

    @Test func `given --keep-raw and no room for bytes, when a mail is accepted, then its outcome is recorded`()
        async throws
    {
        let ledger = try LedgerDatabase(folder, keepRawDays: 3)
        let mail = RawMail(Spool.testing.content(mailBytes()))
        try FileManager.default.removeItem(atPath: folder.raw)
        try await handle("1", .accepted(.testing), mail, in: ledger, at: now)
        let entry = try #require(try await ledger.entry(MessageKey(mailbox: mailbox, id: "1")))
        #expect(entry.lifecycle.state == .finished)
        #expect(!entry.keepsBytes)
    }

    @Test func `given old mails, when they are pruned, then quarantine and deduplication stay whole (7.2.12)`()
        async throws
    {
        let ledger = try LedgerDatabase(folder, keepRawDays: 3)
        let done = RawMail(Spool.testing.content(mailBytes(subject: "done")))
        let kept = RawMail(Spool.testing.content(mailBytes(subject: "kept")))
        try await handle("1", .accepted(.testing), done, in: ledger, at: now)
        try await handle("2", .deferred(Reason(.stale, ""), retryAfter: nil), kept, in: ledger, at: now)
        #expect(try await ledger.prune(before: now) == 0)
        #expect(try await ledger.prune(before: now.addingTimeInterval(1)) == 1)
        #expect(try await ledger.prune(before: now.addingTimeInterval(1)) == 0)
        let pruned = try #require(try await ledger.entry(MessageKey(mailbox: mailbox, id: "1")))
        #expect(pruned.subject == nil)
        #expect(pruned.receipt == nil)
        #expect(!pruned.keepsBytes)
        #expect(pruned.outcome == .accepted)
        let copy = try await ledger.copy(
            of: done.hash, in: mailbox, besides: MessageKey(mailbox: mailbox, id: "9"))
        #expect(copy?.key.id == "1")
        let waiting = try #require(try await ledger.entry(MessageKey(mailbox: mailbox, id: "2")))
        #expect(waiting.subject == "Printer")
        #expect(waiting.keepsBytes)
    }
}
