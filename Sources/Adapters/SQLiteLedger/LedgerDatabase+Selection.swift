import GRDB
package import Mail

package import struct Foundation.Date

/// What is to be taken up.
extension LedgerDatabase {
    /// How long a mail waits for an earlier one of its conversation.
    package static let longestConversationWait: Double = 3600
    /// How many finished mails are looked at again in one run.
    private static let looksPerRun = 100

    package func select(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection {
        let putBackBefore = now.timeIntervalSince1970 - Double(putBackAfter.components.seconds)
        let (selection, blocked) = try await read("Choosing the mails to take up") { database in
            let known = try Self.known(listed, in: database)
            var positions: [String: Int] = [:]
            for (position, message) in listed.enumerated() { positions[message.key.id] = position }

            var suspects: [Work] = []
            var candidates: [(position: Int, work: Work, firstSeen: Double)] = []
            let due = try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM mail WHERE mailbox = ? AND state = 'waiting' AND due <= ?
                    ORDER BY suspect DESC, sequence LIMIT ?
                    """,
                arguments: [mailbox.text, now.timeIntervalSince1970, onlyListed ? -1 : limit])
            for row in due where !onlyListed || positions[row["id"]] != nil {
                if row["suspect"] {
                    suspects.append(LedgerRow.work(row))
                } else {
                    candidates.append((positions[row["id"]] ?? -1, LedgerRow.work(row), row["first_seen"]))
                }
            }
            for (position, message) in listed.enumerated() {
                let row = known[message.key.id]
                if let row, !Self.isNew(row, orRejected: onlyListed) { continue }
                let work =
                    row.map { LedgerRow.work($0) }
                    ?? Work(
                        key: message.key, generation: 0, before: Lifecycle(state: .new),
                        conversation: message.conversation, keptBytes: nil, finishedAs: nil, isReported: false)
                candidates.append((position, work, now.timeIntervalSince1970))
            }
            // A stable order: by age in the listing, mails that are no longer listed first.
            candidates.sort { $0.position < $1.position }

            var work = suspects
            var blocked: [(Work, Date)] = []
            for candidate in candidates where work.count < limit {
                if let until = try Self.blocker(
                    of: candidate.work, firstSeen: candidate.firstSeen, now: now, in: database)
                {
                    blocked.append((candidate.work, until))
                } else {
                    work.append(candidate.work)
                }
            }
            let taken = Set(work.map(\.key))
            let looks = listed.compactMap { known[$0.key.id] }.filter { Self.mayBePutBack($0, before: putBackBefore) }
            work += looks.prefix(Self.looksPerRun).map { row in
                LedgerRow.work(row, finishedAs: (row["outcome"] as String?).flatMap(OutcomeName.init))
            }
            let settled = listed.compactMap { known[$0.key.id] }.map(LedgerRow.entry)
                .filter { $0.lifecycle.state == .finished || $0.lifecycle.state == .quarantined }
                .filter { !taken.contains($0.key) }
            return (Selection(work: work, known: settled), blocked)
        }
        for (work, until) in blocked { try await postpone(work, until: until, now: now) }
        return selection
    }

    package func isDeferred(
        anyOf references: [MessageID], in mailbox: MailboxName
    ) async throws(LedgerFailure) -> Date? {
        guard !references.isEmpty else { return nil }
        // The last ones are the nearest; a header of thousands must not become thousands of look-ups.
        let ids = references.suffix(100).map(\.text)
        return try await read("Looking for an earlier mail of the conversation") { database in
            let marks = databaseQuestionMarks(count: ids.count)
            let seconds = try Double.fetchOne(
                database,
                sql: """
                    SELECT max(due) FROM mail WHERE mailbox = ? AND state = 'waiting' AND outcome = 'deferred'
                    AND message_id IN (\(marks))
                    """,
                arguments: [mailbox.text] + StatementArguments(ids))
            return seconds.map(LedgerRow.date)
        }
    }

    package func copy(
        of fingerprint: ContentHash, in mailbox: MailboxName, besides key: MessageKey
    ) async throws(LedgerFailure) -> LedgerEntry? {
        try await read("Looking for a copy of \(key)") { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT * FROM mail WHERE mailbox = ? AND fingerprint = ? AND id <> ?
                    AND outcome = 'accepted' AND state IN ('recorded', 'finished') LIMIT 1
                    """,
                arguments: [mailbox.text, fingerprint.hexadecimal, key.id]
            ).map(LedgerRow.entry)
        }
    }

    /// Whether a known mail is taken up like an unknown one: a forgotten one, and in a pipe one that was rejected.
    private static func isNew(_ row: Row, orRejected: Bool) -> Bool {
        if row["state"] == MailState.new.rawValue { return true }
        return orRejected && row["state"] == MailState.finished.rawValue
            && row["outcome"] == OutcomeName.rejected.rawValue
    }

    private static func known(_ listed: [ListedMessage], in database: Database) throws -> [String: Row] {
        var known: [String: Row] = [:]
        for start in stride(from: 0, to: listed.count, by: 500) {
            let slice = listed[start..<min(start + 500, listed.count)]
            guard let mailbox = slice.first?.key.mailbox.text else { continue }
            let rows = try Row.fetchAll(
                database,
                sql: "SELECT * FROM mail WHERE mailbox = ? AND id IN (\(databaseQuestionMarks(count: slice.count)))",
                arguments: [mailbox] + StatementArguments(slice.map(\.key.id)))
            for row in rows { known[row["id"]] = row }
        }
        return known
    }

    /// Until when a mail waits for an earlier, deferred one of its conversation; nil when nothing holds it up.
    private static func blocker(
        of work: Work, firstSeen: Double, now: Date, in database: Database
    ) throws -> Date? {
        guard let conversation = work.conversation, now.timeIntervalSince1970 - firstSeen < longestConversationWait
        else { return nil }
        let due = try Double.fetchOne(
            database,
            sql: """
                SELECT max(due) FROM mail WHERE mailbox = ? AND conversation = ? AND state = 'waiting'
                AND outcome = 'deferred' AND due > ? AND id <> ?
                AND sequence < coalesce((SELECT sequence FROM mail WHERE mailbox = ? AND id = ?), 9223372036854775807)
                """,
            arguments: [
                work.key.mailbox.text, conversation, now.timeIntervalSince1970, work.key.id,
                work.key.mailbox.text, work.key.id,
            ])
        return due.map { LedgerRow.date(min($0, firstSeen + longestConversationWait)) }
    }

    /// Whether a finished mail was made read by us long enough ago that a match means something.
    private static func mayBePutBack(_ row: Row, before limit: Double) -> Bool {
        guard row["state"] == MailState.finished.rawValue, row["marks_read"] as Bool,
            let acknowledged = row["acknowledged"] as Double?, acknowledged <= limit
        else { return false }
        guard let looked = row["looked_at"] as Double? else { return true }
        return looked < acknowledged
    }
}
