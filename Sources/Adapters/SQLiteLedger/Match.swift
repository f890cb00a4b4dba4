import GRDB
import Mail

import struct Foundation.Date

/// What the ledger knows of one match of a listing; little of it, since there may be 100,000.
struct Match: Sendable {
    /// nil: not known.
    private let state: MailState?
    private let outcome: OutcomeName?
    private let due: Double?
    private let isSuspect: Bool
    /// Time of the acknowledgement that made the mail read, unless it was looked at since.
    private let markedRead: Double?

    /// A match that the ledger has never seen.
    private static let unknown = Match(state: nil, outcome: nil, due: nil, isSuspect: false, markedRead: nil)

    /// Matches, oldest first, each once, and what is known of them.
    struct Listing: Sendable {
        let listed: [ListedMessage]
        /// By the provider's id.
        let standings: [String: Match]

        func standing(of message: ListedMessage) -> Match { standings[message.key.id] ?? .unknown }
        func isKnown(_ message: ListedMessage) -> Bool { standing(of: message).state != nil }
    }

    /// Looks up every match. A page that shifts while it is listed may name a mail twice.
    static func all(_ listed: [ListedMessage], _ mailbox: MailboxName, in database: Database) throws -> Listing {
        var standings: [String: Match] = [:]
        standings.reserveCapacity(listed.count)
        let unique = listed.filter { standings.updateValue(.unknown, forKey: $0.key.id) == nil }
        for start in stride(from: 0, to: unique.count, by: 500) {
            let slice = unique[start..<min(start + 500, unique.count)]
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT id, state, outcome, due, suspect, CASE WHEN marks_read AND looked_at IS NULL
                    THEN acknowledged END
                    FROM mail WHERE mailbox = ? AND id IN (\(databaseQuestionMarks(count: slice.count)))
                    """,
                arguments: [mailbox.text] + StatementArguments(slice.map(\.key.id)))
            while let row = try rows.next() {
                standings[row[0]] = Match(
                    state: MailState(rawValue: row[1]), outcome: (row[2] as String?).flatMap(OutcomeName.init),
                    due: row[3], isSuspect: row[4], markedRead: row[5])
            }
        }
        return Listing(listed: unique, standings: standings)
    }

    /// Whether it is taken up like an unknown one: forgotten, due, or back after it was gone.
    ///
    /// Suspects are chosen apart. In a pipe also what waits, whenever it is due, and what was rejected.
    func isFresh(forPipe: Bool, now: Date) -> Bool {
        switch state {
        case nil, .new: true
        case .waiting: forPipe || !isSuspect && (due ?? 0) <= now.timeIntervalSince1970
        case .finished: outcome == .gone || forPipe && outcome == .rejected
        case .claimed, .recorded, .quarantined: false
        }
    }

    /// Whether it was made read by us so long ago that a match means something, and was not looked at since.
    func mayBePutBack(before limit: Double) -> Bool {
        isSettled && outcome != .gone && markedRead.map { $0 <= limit } ?? false
    }

    var isSettled: Bool { state == .finished || state == .quarantined }
}
