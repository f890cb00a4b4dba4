import GRDB
package import Mail

package import struct Foundation.Date

/// Taking mails in hand and letting go of them.
extension LedgerDatabase {
    package func recover(_ mailbox: MailboxName, policy: RetryPolicy, now: Date) async throws(LedgerFailure) {
        try await write("Taking up what an ended process left") { database in
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
            }
        }
        try await sweepBytes(mailbox, now: now)
    }

    package func claim(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Taking up \(work.key)") { database in
            try database.execute(
                sql: """
                    INSERT INTO mail (mailbox, id, state, conversation, first_seen, updated)
                    VALUES (?, ?, 'claimed', ?, ?, ?)
                    ON CONFLICT (mailbox, id) DO UPDATE SET state = 'claimed', updated = excluded.updated
                    """,
                arguments: [
                    work.key.mailbox.text, work.key.id, work.conversation, now.timeIntervalSince1970,
                    now.timeIntervalSince1970,
                ])
        }
    }

    package func release(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Letting go of \(work.key)") { database in
            if work.before.state == .new, work.generation == 0 {
                try Self.remove(work.key, in: database)
            } else {
                try Self.set(work.before, key: work.key, now: now, in: database)
            }
        }
    }

    package func vanished(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Ending \(work.key)") { database in
            if work.before.state == .new, work.generation == 0 {
                try Self.remove(work.key, in: database)
                return
            }
            try Self.set(work.before.afterVanishing(), key: work.key, now: now, in: database)
            try database.execute(
                sql: """
                    UPDATE mail SET outcome = 'gone', code = 'gone', reason = ?, pending_mark = NULL
                    WHERE mailbox = ? AND id = ?
                    """,
                arguments: [ReasonCode.gone.meaning, work.key.mailbox.text, work.key.id])
        }
    }

    package func lookedAt(_ work: Work, now: Date) async throws(LedgerFailure) {
        try await write("Noting a look at \(work.key)") { database in
            try Self.set(work.before, key: work.key, now: now, in: database)
            try database.execute(
                sql: "UPDATE mail SET looked_at = ? WHERE mailbox = ? AND id = ?",
                arguments: [now.timeIntervalSince1970, work.key.mailbox.text, work.key.id])
        }
    }

    package func postpone(_ work: Work, until due: Date, now: Date) async throws(LedgerFailure) {
        var next = work.before
        next.state = .waiting
        next.due = due
        let standing = next
        try await write("Letting \(work.key) wait for an earlier mail") { database in
            try Self.postpone(work.key, conversation: work.conversation, standing, now: now, in: database)
        }
    }

    static func postpone(
        _ key: MessageKey, conversation: String?, _ standing: Lifecycle, now: Date, in database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO mail (mailbox, id, state, conversation, first_seen, updated)
                VALUES (?, ?, 'waiting', ?, ?, ?) ON CONFLICT (mailbox, id) DO NOTHING
                """,
            arguments: [key.mailbox.text, key.id, conversation, now.timeIntervalSince1970, now.timeIntervalSince1970])
        try set(standing, key: key, now: now, in: database)
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

    static func set(_ lifecycle: Lifecycle, key: MessageKey, now: Date, in database: Database) throws {
        try database.execute(
            sql: """
                UPDATE mail SET state = ?, attempts = ?, due = ?, suspect = ?, updated = ?
                WHERE mailbox = ? AND id = ?
                """,
            arguments: [
                lifecycle.state.rawValue, lifecycle.attempts, lifecycle.due?.timeIntervalSince1970,
                lifecycle.isSuspect, now.timeIntervalSince1970, key.mailbox.text, key.id,
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
