import Foundation
import Mail
import Threading

/// A ledger whose process dies after so many calls: from then on nothing is written, whatever the worker still tries.
///
/// It dies before a call or right after it, when the change is on disk and nobody has heard of it.
final class MortalLedger: Ledger {
    private let ledger: any Ledger
    /// Calls that are left, each counted before and after; nil: it lives for ever.
    private let life = Locked<Int?>(nil)

    init(_ ledger: any Ledger) { self.ledger = ledger }

    func live(for calls: Int?) { life.withLock { $0 = calls } }

    private func age() throws(LedgerFailure) {
        let isDead = life.withLock { left in
            guard let calls = left else { return false }
            left = max(0, calls - 1)
            return calls == 0
        }
        if isDead { throw LedgerFailure(isTemporary: true, text: "the process died") }
    }

    func recover(_ mailbox: MailboxName, policy: RetryPolicy, now: Date) async throws(LedgerFailure) -> [LedgerEntry] {
        try age()
        return try await ledger.recover(mailbox, policy: policy, now: now)
    }
    func select(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection {
        try age()
        return try await ledger.select(
            mailbox, matching: listed, atMost: limit, onlyListed: onlyListed, putBackAfter: putBackAfter, now: now)
    }
    func choose(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection {
        try age()
        return try await ledger.choose(
            mailbox, matching: listed, atMost: limit, onlyListed: onlyListed, putBackAfter: putBackAfter, now: now)
    }
    func entry(_ key: MessageKey) async throws(LedgerFailure) -> LedgerEntry? {
        try age()
        return try await ledger.entry(key)
    }
    func claim(_ work: Work, now: Date) async throws(LedgerFailure) -> Bool {
        try age()
        let isClaimed = try await ledger.claim(work, now: now)
        try age()
        return isClaimed
    }
    func release(_ work: Work, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.release(work, now: now)
    }
    func vanished(_ work: Work, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.vanished(work, now: now)
        try age()
    }
    func lookedAt(_ work: Work, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.lookedAt(work, now: now)
    }
    func markAgain(_ work: Work, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.markAgain(work, now: now)
        try age()
    }
    func postpone(_ works: [Work], until due: Date, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.postpone(works, until: due, now: now)
        try age()
    }
    func isDeferred(anyOf references: [MessageID], in mailbox: MailboxName) async throws(LedgerFailure) -> Date? {
        try age()
        return try await ledger.isDeferred(anyOf: references, in: mailbox)
    }
    func copy(
        of fingerprint: ContentHash, in mailbox: MailboxName, besides key: MessageKey
    ) async throws(LedgerFailure) -> LedgerEntry? {
        try age()
        return try await ledger.copy(of: fingerprint, in: mailbox, besides: key)
    }
    func keep(_ mail: RawMail, of work: Work) async throws(LedgerFailure) {
        try age()
        try await ledger.keep(mail, of: work)
        try age()
    }
    func record(_ record: OutcomeRecord, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.record(record, now: now)
        try age()
    }
    func pendingAcknowledgements(_ mailbox: MailboxName) async throws(LedgerFailure) -> [Acknowledgement] {
        try age()
        return try await ledger.pendingAcknowledgements(mailbox)
    }
    func acknowledged(_ keys: Set<MessageKey>, marked: Set<MessageKey>, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.acknowledged(keys, marked: marked, now: now)
        try age()
    }
    func nextReport(_ mailbox: MailboxName, besides skipped: Set<MessageKey>) async throws(LedgerFailure) -> DueReport?
    {
        try age()
        return try await ledger.nextReport(mailbox, besides: skipped)
    }
    func setReport(_ key: MessageKey, _ state: ReportState, now: Date) async throws(LedgerFailure) {
        try age()
        try await ledger.setReport(key, state, now: now)
        try age()
    }
    func reports(to address: String, since date: Date) async throws(LedgerFailure) -> Int {
        try age()
        return try await ledger.reports(to: address, since: date)
    }
    func counts(_ mailbox: MailboxName, now: Date) async throws(LedgerFailure) -> LedgerCounts {
        try age()
        return try await ledger.counts(mailbox, now: now)
    }
    func bytes(_ hash: ContentHash) async throws(LedgerFailure) -> RawMail? {
        try age()
        return try await ledger.bytes(hash)
    }
}
