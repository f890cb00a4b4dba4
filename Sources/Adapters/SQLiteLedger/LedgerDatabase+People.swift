import GRDB
package import Mail

package import struct Foundation.Date

/// What people ask the ledger: the `mails` commands.
extension LedgerDatabase {
    /// Which entries are wanted; nil: all.
    package struct Filter: Sendable {
        package var mailbox: MailboxName?
        package var state: MailState?
        package var outcome: OutcomeName?
        /// Newest first, at most this many.
        package var limit: Int

        package init(mailbox: MailboxName?, state: MailState?, outcome: OutcomeName?, limit: Int) {
            self.mailbox = mailbox
            self.state = state
            self.outcome = outcome
            self.limit = limit
        }
    }

    /// Entries in the order of their arrival, oldest first; the newest ones when there are more than the limit.
    package func entries(_ filter: Filter) async throws(LedgerFailure) -> [LedgerEntry] {
        try await read("Reading the ledger") { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM (
                        SELECT * FROM mail WHERE (? IS NULL OR mailbox = ? COLLATE NOCASE) AND (? IS NULL OR state = ?)
                        AND (? IS NULL OR outcome = ?) ORDER BY sequence DESC LIMIT ?
                    ) ORDER BY sequence
                    """,
                arguments: [
                    filter.mailbox?.text, filter.mailbox?.text, filter.state?.rawValue, filter.state?.rawValue,
                    filter.outcome?.rawValue, filter.outcome?.rawValue, filter.limit,
                ]
            ).map(LedgerRow.entry)
        }
    }

    /// The entry of one mail; nil when it is not known.
    package func entry(_ key: MessageKey) async throws(LedgerFailure) -> LedgerEntry? {
        try await read("Reading the ledger") { try Self.row(key, in: $0).map(LedgerRow.entry) }
    }

    static func row(_ key: MessageKey, in database: Database) throws -> Row? {
        let statement = try database.cachedStatement(sql: "SELECT * FROM mail WHERE mailbox = ? AND id = ?")
        return try Row.fetchOne(statement, arguments: [key.mailbox.text, key.id])
    }

    /// Entries that a person may mean: the whole key, the provider's id, the Message-ID, or the hash.
    package func entries(named name: String) async throws(LedgerFailure) -> [LedgerEntry] {
        let bare = name.hasPrefix("<") && name.hasSuffix(">") ? String(name.dropFirst().dropLast()) : name
        return try await read("Reading the ledger") { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM mail WHERE mailbox || '/' || id = ? OR id = ? OR message_id = ? OR hash = ?
                    ORDER BY sequence
                    """,
                arguments: [name, bare, bare, bare]
            ).map(LedgerRow.entry)
        }
    }

    /// Entries whose key, provider's id or hash begins with `text`: what a person copied half of. At most `limit`.
    package func entries(beginning text: String, atMost limit: Int) async throws(LedgerFailure) -> [LedgerEntry] {
        try await read("Reading the ledger") { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM mail WHERE substr(mailbox || '/' || id, 1, length(?)) = ?
                    OR substr(id, 1, length(?)) = ? OR substr(hash, 1, length(?)) = ? ORDER BY sequence LIMIT ?
                    """,
                arguments: [text, text, text, text, text, text, limit]
            ).map(LedgerRow.entry)
        }
    }

    /// The mailboxes of which there are mails.
    package func mailboxes() async throws(LedgerFailure) -> [MailboxName] {
        try await read("Reading the ledger") { database in
            try String.fetchAll(database, sql: "SELECT DISTINCT mailbox FROM mail ORDER BY mailbox")
                .map(MailboxName.init)
        }
    }

    /// Makes a mail due now; a quarantined or finished one with its attempts set to zero.
    ///
    /// Gives false for an accepted mail and one in hand: `forget` is for those.
    package func retry(_ entry: LedgerEntry, now: Date) async throws(LedgerFailure) -> Bool {
        try await write("Making \(entry.key) due") { database in
            // A worker may have changed it since it was shown.
            guard let row = try Self.row(entry.key, in: database) else { return false }
            let current = LedgerRow.entry(row)
            guard let next = current.lifecycle.afterRetry(lastOutcome: current.outcome, now: now) else { return false }
            try Self.set(next, sequence: current.sequence, now: now, in: database)
            try database.execute(
                sql: "UPDATE mail SET pending_mark = NULL WHERE sequence = ?", arguments: [current.sequence])
            return true
        }
    }

    /// Makes a mail new: the next run that meets it handles it as if for the first time.
    ///
    /// Throws a temporary `LedgerFailure` while a run has it in hand.
    package func forget(_ entry: LedgerEntry, now: Date) async throws(LedgerFailure) {
        try await write("Forgetting \(entry.key)") { database in
            let state = try Self.row(entry.key, in: database).map { LedgerRow.lifecycle($0).state }
            guard state != .claimed else {
                throw LedgerFailure(
                    isTemporary: true, text: "Forgetting \(entry.key): a run has it in hand right now. Try again later."
                )
            }
            try database.execute(
                sql: """
                    UPDATE mail SET generation = generation + 1, state = 'new', attempts = 0, due = NULL, suspect = 0,
                    outcome = NULL, code = NULL, reason = NULL, receipt = NULL, fingerprint = NULL, pending_mark = NULL,
                    report_state = 'none', report = NULL, marks_read = 0, looked_at = NULL, acknowledged = NULL,
                    updated = ?
                    WHERE mailbox = ? AND id = ?
                    """,
                arguments: [now.timeIntervalSince1970, entry.key.mailbox.text, entry.key.id])
        }
    }

    /// Takes texts and bytes of finished mails that have not changed since `date` out of the ledger.
    ///
    /// Keys, fingerprints and outcomes stay: they are what keeps a mail from being handled twice. Gives how many.
    package func prune(before date: Date) async throws(LedgerFailure) -> Int {
        do {
            let count = try await writable().write { database in
                try database.execute(
                    sql: """
                        UPDATE mail SET sender = NULL, subject = NULL, reason = NULL, receipt = NULL, report = NULL,
                        keeps_bytes = 0
                        WHERE state = 'finished' AND updated < ? AND report_state NOT IN ('due', 'sending')
                        AND (sender IS NOT NULL OR subject IS NOT NULL OR reason IS NOT NULL OR receipt IS NOT NULL
                        OR keeps_bytes = 1)
                        """,
                    arguments: [date.timeIntervalSince1970])
                return database.changesCount
            }
            return count
        } catch {
            throw Self.failure(error, "Pruning the ledger")
        }
    }
}
