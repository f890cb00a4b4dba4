import GRDB
import Mail

import struct Foundation.Data
import struct Foundation.Date
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

/// Between rows of the table and values of the domain.
enum LedgerRow {
    static func entry(_ row: Row) -> LedgerEntry {
        LedgerEntry(
            key: MessageKey(mailbox: MailboxName(row["mailbox"]), id: row["id"]),
            generation: row["generation"],
            sequence: row["sequence"],
            lifecycle: lifecycle(row),
            conversation: row["conversation"],
            messageID: (row["message_id"] as String?).map(MessageID.init),
            from: row["sender"],
            subject: row["subject"],
            hash: (row["hash"] as String?).map { ContentHash(hexadecimal: $0) },
            outcome: (row["outcome"] as String?).flatMap(OutcomeName.init),
            reason: reason(row),
            receipt: decoded(row["receipt"]),
            report: (row["report_state"] as String?).flatMap(ReportState.init) ?? .none,
            pendingMark: (row["pending_mark"] as String?).flatMap(Acknowledgement.Mark.init),
            keepsBytes: row["keeps_bytes"],
            firstSeen: date(row["first_seen"]),
            updated: date(row["updated"]),
            acknowledged: (row["acknowledged"] as Double?).map(date))
    }

    static func lifecycle(_ row: Row) -> Lifecycle {
        Lifecycle(
            state: MailState(rawValue: row["state"]) ?? .finished,
            attempts: row["attempts"],
            due: (row["due"] as Double?).map(date),
            isSuspect: row["suspect"])
    }

    /// `isLook`: a settled mail that may have been put back.
    static func work(_ row: Row, isLook: Bool = false) -> Work {
        Work(
            key: MessageKey(mailbox: MailboxName(row["mailbox"]), id: row["id"]),
            generation: row["generation"],
            before: lifecycle(row),
            conversation: row["conversation"],
            waitsUntil: date(row["first_seen"]).addingTimeInterval(LedgerDatabase.longestConversationWait),
            keptBytes: row["keeps_bytes"] ? (row["hash"] as String?).map { ContentHash(hexadecimal: $0) } : nil,
            finishedAs: isLook ? (row["outcome"] as String?).flatMap(OutcomeName.init) : nil,
            isReported: ReportState(rawValue: row["report_state"])?.isTold ?? false)
    }

    static func encoded(_ value: (some Encodable)?) throws -> String? {
        guard let value else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decoded<Value: Decodable>(_ text: String?) -> Value? {
        // A row that cannot be read is one of another version; what is readable of it stays useful.
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    private static func reason(_ row: Row) -> Reason? {
        guard let code = (row["code"] as String?).flatMap(ReasonCode.init) else { return nil }
        return Reason(code, row["reason"] ?? "")
    }
}
