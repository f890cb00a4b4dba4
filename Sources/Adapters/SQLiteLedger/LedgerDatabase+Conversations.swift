import GRDB
package import Mail

package import struct Foundation.Date

/// Mails that belong together: an answer and what it answers, a mail and its copy.
extension LedgerDatabase {
    /// How long a mail waits for an earlier one of its conversation.
    static let longestConversationWait: Double = 3600

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
            let statement = try database.cachedStatement(
                sql: """
                    SELECT * FROM mail WHERE mailbox = ? AND fingerprint = ? AND id <> ?
                    AND outcome = 'accepted' AND state IN ('recorded', 'finished') LIMIT 1
                    """)
            return try Row.fetchOne(statement, arguments: [mailbox.text, fingerprint.hexadecimal, key.id])
                .map(LedgerRow.entry)
        }
    }

    /// Until when a mail waits for an earlier one of its conversation, which was deferred or waits itself; nil when
    /// nothing holds it up.
    static func blocker(of work: Work, now: Date, in database: Database) throws -> Date? {
        guard let conversation = work.conversation, now < work.waitsUntil else { return nil }
        let statement = try database.cachedStatement(
            sql: """
                SELECT max(due) FROM mail WHERE mailbox = ? AND conversation = ? AND state = 'waiting'
                AND (outcome IS NULL OR outcome = 'deferred') AND due > ? AND id <> ?
                AND sequence < coalesce((SELECT sequence FROM mail WHERE mailbox = ? AND id = ?), 9223372036854775807)
                """)
        let due = try Double.fetchOne(
            statement,
            arguments: [
                work.key.mailbox.text, conversation, now.timeIntervalSince1970, work.key.id,
                work.key.mailbox.text, work.key.id,
            ])
        return due.map { min(LedgerRow.date($0), work.waitsUntil) }
    }
}
