import GRDB
package import Mail

package import struct Foundation.Date

/// Taking mails in hand and letting go of them.
extension LedgerDatabase {
    package func recover(
        _ mailbox: MailboxName, policy: RetryPolicy, now: Date
    ) async throws(LedgerFailure) -> [LedgerEntry] {
        let quarantined = try await write("Taking up what an ended process left") { database in
            var quarantined: [LedgerEntry] = []
            let rows = try Row.fetchAll(
                database, sql: "SELECT * FROM mail WHERE mailbox = ? AND state = 'claimed'", arguments: [mailbox.text])
            for row in rows {
                let wasAlone = rows.count == 1
                let next = LedgerRow.lifecycle(row).afterDeath(wasAlone: wasAlone, policy: policy, now: now)
                try Self.set(next, sequence: row["sequence"], now: now, in: database)
                guard wasAlone else { continue }
                let isQuarantined = next.state == .quarantined
                try database.execute(
                    sql: "UPDATE mail SET outcome = ?, code = ?, reason = ?, pending_mark = ? WHERE sequence = ?",
                    arguments: [
                        isQuarantined ? OutcomeName.quarantined.rawValue : OutcomeName.deferred.rawValue,
                        ReasonCode.crashed.rawValue,
                        "The program ended while it handled this mail alone (attempt \(next.attempts)).",
                        isQuarantined ? Acknowledgement.Mark.quarantined.rawValue : nil,
                        row["sequence"] as Int,
                    ])
                guard isQuarantined else { continue }
                quarantined += try Row.fetchAll(
                    database, sql: "SELECT * FROM mail WHERE sequence = ?", arguments: [row["sequence"] as Int]
                ).map(LedgerRow.entry)
            }
            return quarantined
        }
        if files.isSweepDue(now: now) { try await sweepBytes(mailbox, now: now) }
        return quarantined
    }

    package func claim(_ work: Work, now: Date) async throws(LedgerFailure) -> Bool {
        try await write("Taking up \(work.key)") { database in
            let statement = try database.cachedStatement(
                sql: """
                    INSERT INTO mail (mailbox, id, state, conversation, first_seen, updated)
                    VALUES (?, ?, 'claimed', ?, ?, ?)
                    ON CONFLICT (mailbox, id) DO UPDATE SET state = 'claimed', attempts = ?, updated = excluded.updated
                    WHERE state = ? AND generation = ?
                    """)
            try statement.execute(
                arguments: [
                    work.key.mailbox.text, work.key.id, work.conversation, now.timeIntervalSince1970,
                    now.timeIntervalSince1970, work.before.taken.attempts, work.before.state.rawValue, work.generation,
                ])
            return database.changesCount > 0
        }
    }

    package func release(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Letting go of \(work.key)") { database in
            if work.before.state == .new, work.generation == 0 {
                try Self.remove(work.key, in: database)
            } else {
                try Self.set(work.before, of: work, now: now, in: database)
            }
        }
    }

    package func vanished(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Ending \(work.key)") { database in
            if work.before.state == .new, work.generation == 0 {
                try Self.remove(work.key, in: database)
                return
            }
            try Self.set(work.before.afterVanishing(), of: work, now: now, in: database)
            try database.execute(
                sql: """
                    UPDATE mail SET outcome = 'gone', code = 'gone', reason = ?, pending_mark = NULL
                    WHERE mailbox = ? AND id = ? AND generation = ?
                    """,
                arguments: [ReasonCode.gone.meaning, work.key.mailbox.text, work.key.id, work.generation])
        }
    }

    package func lookedAt(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Noting a look at \(work.key)") { database in
            try database.execute(
                sql: "UPDATE mail SET looked_at = ? WHERE mailbox = ? AND id = ?",
                arguments: [now.timeIntervalSince1970, work.key.mailbox.text, work.key.id])
        }
    }

    package func markAgain(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Marking \(work.key) once more") { database in
            try database.execute(
                sql: """
                    UPDATE mail SET state = 'recorded', pending_mark = ?, updated = ?
                    WHERE mailbox = ? AND id = ? AND generation = ? AND state = 'finished'
                    """,
                arguments: [
                    Acknowledgement.Mark.alreadyHandled.rawValue, now.timeIntervalSince1970,
                    work.key.mailbox.text, work.key.id, work.generation,
                ])
        }
    }

    package func postpone(_ works: [Work], until due: Date, now: Date) async throws(LedgerFailure) {
        guard let first = works.first else { return }
        let seconds = now.timeIntervalSince1970
        try await write("Letting \(first.key) wait for an earlier mail") { database in
            for work in works {
                try database.execute(
                    sql: """
                        INSERT INTO mail (mailbox, id, state, conversation, first_seen, updated)
                        VALUES (?, ?, 'waiting', ?, ?, ?) ON CONFLICT (mailbox, id) DO NOTHING
                        """,
                    arguments: [work.key.mailbox.text, work.key.id, work.conversation, seconds, seconds])
                var next = work.before.taken
                next.state = .waiting
                next.due = min(due, work.waitsUntil)
                try Self.set(next, of: work, now: now, in: database)
            }
        }
    }

    package func keep(_ mail: RawMail, of work: Work) async throws(LedgerFailure) {
        try files.store(mail)
        try await write("Keeping the bytes of \(work.key)") { database in
            try database.execute(
                sql: "UPDATE mail SET hash = ?, keeps_bytes = 1 WHERE mailbox = ? AND id = ?",
                arguments: [mail.hash.hexadecimal, work.key.mailbox.text, work.key.id])
        }
    }

    package func bytes(_ hash: ContentHash) async throws(LedgerFailure) -> RawMail? { files.mail(hash) }

    /// Nothing happens to a mail that a person has forgotten meanwhile: it is another generation.
    static func set(_ lifecycle: Lifecycle, of work: Work, now: Date, in database: Database) throws {
        let statement = try database.cachedStatement(
            sql: """
                UPDATE mail SET state = ?, attempts = ?, due = ?, suspect = ?, updated = ?
                WHERE mailbox = ? AND id = ? AND generation = ?
                """)
        try statement.execute(
            arguments: [
                lifecycle.state.rawValue, lifecycle.attempts, lifecycle.due?.timeIntervalSince1970,
                lifecycle.isSuspect, now.timeIntervalSince1970, work.key.mailbox.text, work.key.id, work.generation,
            ])
    }

    static func set(_ lifecycle: Lifecycle, sequence: Int, now: Date, in database: Database) throws {
        try database.execute(
            sql: "UPDATE mail SET state = ?, attempts = ?, due = ?, suspect = ?, updated = ? WHERE sequence = ?",
            arguments: [
                lifecycle.state.rawValue, lifecycle.attempts, lifecycle.due?.timeIntervalSince1970,
                lifecycle.isSuspect, now.timeIntervalSince1970, sequence,
            ])
    }

    private static func remove(_ key: MessageKey, in database: Database) throws {
        try database.execute(
            sql: "DELETE FROM mail WHERE mailbox = ? AND id = ?", arguments: [key.mailbox.text, key.id])
    }

    /// Lets go of bytes whose time is over, and of files that no row names.
    private func sweepBytes(_ mailbox: MailboxName, now: Date) async throws(LedgerFailure) {
        let limit = now.timeIntervalSince1970 - Double(keepRawDays) * 86_400
        try await write("Letting go of kept mails") { database in
            try database.execute(
                sql: """
                    UPDATE mail SET keeps_bytes = 0
                    WHERE mailbox = ? AND keeps_bytes = 1 AND state = 'finished' AND updated < ?
                    """,
                arguments: [mailbox.text, limit])
        }
        let kept = try await read("Listing kept mails") { database in
            try Set(String.fetchAll(database, sql: "SELECT hash FROM mail WHERE keeps_bytes = 1 AND hash IS NOT NULL"))
        }
        files.sweep(now: now) { kept.contains($0.hexadecimal) }
    }
}
