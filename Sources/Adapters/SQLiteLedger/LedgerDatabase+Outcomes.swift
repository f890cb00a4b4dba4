import GRDB
package import Mail

package import struct Foundation.Date

/// Outcomes, acknowledgements and reports.
extension LedgerDatabase {
    package func record(_ record: OutcomeRecord, now: Date) async throws(LedgerFailure) {
        let isKept: Bool
        if let mail = record.mail, record.step.keepsBytes {
            try files.store(mail)
            isKept = true
        } else if let mail = record.mail, keepRawDays > 0 {
            // Kept for people only: the outcome matters more, and without it the mail would be handled again.
            isKept = (try? files.store(mail)) != nil
        } else {
            isKept = false
        }
        let key = record.work.key
        try await write("Recording the outcome of \(key)") { database in
            try Self.set(record.step.lifecycle, of: record.work, now: now, in: database)
            let statement = try database.cachedStatement(
                sql: """
                    UPDATE mail SET message_id = ?, sender = ?, subject = ?, hash = coalesce(?, hash), fingerprint = ?,
                    outcome = ?, code = ?, reason = ?, receipt = ?, pending_mark = ?,
                    keeps_bytes = CASE WHEN ? THEN 1 WHEN ? THEN keeps_bytes ELSE 0 END
                    WHERE mailbox = ? AND id = ? AND generation = ?
                    """)
            try statement.execute(
                arguments: [
                    record.head.messageID?.text, record.head.from.first?.mail, record.head.subject,
                    record.hash?.hexadecimal, record.fingerprint?.hexadecimal,
                    record.step.outcome.rawValue, record.reason?.code.rawValue, record.reason?.text,
                    try LedgerRow.encoded(record.receipt), record.step.mark?.rawValue,
                    isKept, record.step.keepsBytes,
                    key.mailbox.text, key.id, record.work.generation,
                ])
            // One report per mail, however often it is tried.
            guard let report = record.report, !record.work.isReported else { return }
            try database.execute(
                sql: """
                    UPDATE mail SET report_state = 'due', report = ?, report_address = ?
                    WHERE mailbox = ? AND id = ? AND generation = ? AND report_state IN ('none', 'refused')
                    """,
                arguments: [
                    try LedgerRow.encoded(report), report.to.lowercased(), key.mailbox.text, key.id,
                    record.work.generation,
                ])
        }
    }

    package func pendingAcknowledgements(_ mailbox: MailboxName) async throws(LedgerFailure) -> [Acknowledgement] {
        try await read("Listing what is to be acknowledged") { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM mail WHERE mailbox = ? AND pending_mark IS NOT NULL ORDER BY sequence",
                arguments: [mailbox.text]
            ).map(LedgerRow.entry).compactMap { entry in
                entry.pendingMark.map { Acknowledgement(key: entry.key, mark: $0) }
            }
        }
    }

    package func acknowledged(
        _ keys: Set<MessageKey>, marked: Set<MessageKey>, now: Date
    ) async throws(LedgerFailure) {
        guard !keys.isEmpty else { return }
        try await write("Recording \(keys.count) acknowledgements") { database in
            let statement = try database.makeStatement(
                sql: """
                    UPDATE mail SET pending_mark = NULL, acknowledged = ?, updated = ?,
                    marks_read = max(marks_read, ?), looked_at = NULL,
                    state = CASE state WHEN 'recorded' THEN 'finished' ELSE state END
                    WHERE mailbox = ? AND id = ? AND pending_mark IS NOT NULL
                    """)
            let seconds = now.timeIntervalSince1970
            for key in keys {
                try statement.execute(
                    arguments: [seconds, seconds, marked.contains(key), key.mailbox.text, key.id])
            }
        }
    }

    package func nextReport(
        _ mailbox: MailboxName, besides skipped: Set<MessageKey>
    ) async throws(LedgerFailure) -> DueReport? {
        try await read("Looking for reports to be sent") { database in
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT * FROM mail WHERE mailbox = ? AND report_state IN ('due', 'sending')
                    AND pending_mark IS NULL ORDER BY sequence
                    """,
                arguments: [mailbox.text])
            while let row = try rows.next() {
                let entry = LedgerRow.entry(row)
                guard !skipped.contains(entry.key), let message: OutgoingMessage = LedgerRow.decoded(row["report"])
                else { continue }
                return DueReport(
                    key: entry.key, idempotencyKey: entry.idempotencyKey, message: message, state: entry.report,
                    updated: LedgerRow.date(row["report_at"] ?? row["updated"]))
            }
            return nil
        }
    }

    package func setReport(_ key: MessageKey, _ state: ReportState, now: Date) async throws(LedgerFailure) {
        try await write("Recording where the report on \(key) stands") { database in
            try database.execute(
                sql: "UPDATE mail SET report_state = ?, report_at = ? WHERE mailbox = ? AND id = ?",
                arguments: [state.rawValue, now.timeIntervalSince1970, key.mailbox.text, key.id])
        }
    }

    package func reports(to address: String, since date: Date) async throws(LedgerFailure) -> Int {
        try await read("Counting reports") { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM mail WHERE report_address = ? AND report_at >= ?
                    AND report_state IN ('sending', 'sent', 'sent-unknown')
                    """,
                arguments: [address.lowercased(), date.timeIntervalSince1970]) ?? 0
        }
    }

    package func counts(_ mailbox: MailboxName, now: Date) async throws(LedgerFailure) -> LedgerCounts {
        try await read("Counting mails") { database in
            let waiting = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM mail WHERE mailbox = ? AND state = 'waiting' AND due > ?",
                arguments: [mailbox.text, now.timeIntervalSince1970])
            let quarantined = try Int.fetchOne(
                database, sql: "SELECT count(*) FROM mail WHERE mailbox = ? AND state = 'quarantined'",
                arguments: [mailbox.text])
            return LedgerCounts(waiting: waiting ?? 0, quarantined: quarantined ?? 0)
        }
    }
}
