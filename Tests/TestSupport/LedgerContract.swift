package import Mail

package import struct Foundation.Date

/// One clause of the documentation of `Ledger`, for every implementation of it.
package struct LedgerClause: Sendable, CustomStringConvertible {
    /// The clause as a sentence.
    package let description: String
    private let check: @Sendable (LedgerScene) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (LedgerScene) async throws -> Void) {
        self.description = description
        self.check = check
    }

    /// Proves the clause with an empty ledger; throws `LedgerContractBroken` where it does not hold.
    ///
    /// `retry` and `forget` are what a person does to a mail.
    package func prove(
        _ ledger: any Ledger, retry: @escaping @Sendable (MessageKey, Date) async throws -> Bool,
        forget: @escaping @Sendable (MessageKey, Date) async throws -> Void,
        entry: @escaping @Sendable (MessageKey) async throws -> LedgerEntry?
    ) async throws {
        try await check(LedgerScene(ledger: ledger, retry: retry, forget: forget, entry: entry))
    }

    /// All clauses.
    package static let all = choosing + conversations + claiming + recording + recovering + reporting
}

/// A clause does not hold.
package struct LedgerContractBroken: Error, CustomStringConvertible {
    package let description: String
}

/// A ledger and what a test does with it.
struct LedgerScene: Sendable {
    let ledger: any Ledger
    let retry: @Sendable (MessageKey, Date) async throws -> Bool
    let forget: @Sendable (MessageKey, Date) async throws -> Void
    let entry: @Sendable (MessageKey) async throws -> LedgerEntry?

    let mailbox = MailboxName("gmail:support@example.org")
    let start = Date(timeIntervalSince1970: 1_790_841_600)
    let policy = RetryPolicy(maximumAttempts: 3, rejectedStaysUnread: false)
    let reason = Reason(.targetUnavailable, "down")

    func key(_ id: String) -> MessageKey { MessageKey(mailbox: mailbox, id: id) }

    /// A time, in seconds after the start.
    func at(_ seconds: Double) -> Date { start.addingTimeInterval(seconds) }

    func listed(_ ids: [String], in conversation: String? = nil) -> [ListedMessage] {
        ids.map { ListedMessage(key: key($0), conversation: conversation) }
    }

    func select(
        _ ids: [String], in conversation: String? = nil, atMost limit: Int = 1_000, piped: Bool = false,
        at seconds: Double = 0
    ) async throws -> Selection {
        try await ledger.select(
            mailbox, matching: listed(ids, in: conversation), atMost: limit, onlyListed: piped,
            putBackAfter: .seconds(600), now: at(seconds))
    }

    /// Claims a mail as `select` gives it.
    @discardableResult
    func claim(_ id: String, in conversation: String? = nil, at seconds: Double = 0) async throws -> Work {
        let selection = try await select([id], in: conversation, at: seconds)
        guard let work = selection.work.first(where: { $0.key.id == id }) else {
            throw LedgerContractBroken(description: "\(id) is not chosen")
        }
        try expect(try await ledger.claim(work, now: at(seconds)), "\(id) can be claimed")
        return work
    }

    /// Claims a mail and records an outcome of it.
    @discardableResult
    func handle(
        _ id: String, _ outcome: HandlingOutcome, in conversation: String? = nil, at seconds: Double = 0,
        messageID: String? = nil
    ) async throws -> Work {
        let work = try await claim(id, in: conversation, at: seconds)
        try await record(work, outcome, at: seconds, messageID: messageID)
        return work
    }

    func record(
        _ work: Work, _ outcome: HandlingOutcome, at seconds: Double = 0, messageID: String? = nil
    ) async throws {
        let mail = RawMail(Spool.testing.content(mailBytes(messageID: messageID, subject: work.key.id)))
        let step = work.before.taken.after(outcome, policy: policy, now: at(seconds), jitter: 0)
        var reason: Reason?
        var receipt: Receipt?
        var report: OutgoingMessage?
        switch outcome {
        case .accepted(let value, _): receipt = value
        case .ignored(let value), .deferred(let value, _): reason = value
        case .rejected(let value, let message): (reason, report) = (value, message)
        }
        let head = Head(
            messageID: messageID.map(MessageID.init), from: [Address(name: nil, mail: "ann@example.net")],
            subject: "Printer")
        try await ledger.record(
            OutcomeRecord(
                work: work, step: step, head: head, hash: mail.hash, fingerprint: mail.hash, reason: reason,
                receipt: receipt, report: report, mail: mail),
            now: at(seconds))
    }

    /// Claims, records and acknowledges.
    func finish(_ id: String, _ outcome: HandlingOutcome, at seconds: Double = 0) async throws {
        try await handle(id, outcome, at: seconds)
        try await ledger.acknowledged([key(id)], marked: [key(id)], now: at(seconds))
    }

    func known(_ id: String) async throws -> LedgerEntry {
        guard let entry = try await entry(key(id)) else {
            throw LedgerContractBroken(description: "\(id) is not in the ledger")
        }
        return entry
    }

    func expect(_ isTrue: Bool, _ what: String) throws {
        guard isTrue else { throw LedgerContractBroken(description: "does not hold: \(what)") }
    }

    func expect<Value: Equatable>(_ value: Value, is expected: Value, _ what: String) throws {
        guard value == expected else {
            throw LedgerContractBroken(description: "\(what): \(value) instead of \(expected)")
        }
    }
}
