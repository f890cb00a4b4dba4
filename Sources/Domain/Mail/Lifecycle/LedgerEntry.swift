package import struct Foundation.Date

/// One row of the ledger: what is known of one mail.
package struct LedgerEntry: Sendable, Equatable {
    package var key: MessageKey
    /// Raised by `mails forget`; part of the idempotency key.
    package var generation: Int
    /// Order of arrival in this ledger: lower is older.
    package var sequence: Int
    package var lifecycle: Lifecycle
    package var conversation: String?
    package var messageID: MessageID?
    package var from: String?
    package var subject: String?
    package var hash: ContentHash?
    /// How the last attempt came out; nil before the first.
    package var outcome: OutcomeName?
    package var reason: Reason?
    package var receipt: Receipt?
    package var report: ReportState
    /// What is still to be done at the source.
    package var pendingMark: Acknowledgement.Mark?
    package var keepsBytes: Bool
    package var firstSeen: Date
    package var updated: Date
    package var acknowledged: Date?

    package init(
        key: MessageKey, generation: Int, sequence: Int, lifecycle: Lifecycle, conversation: String?,
        messageID: MessageID?, from: String?, subject: String?, hash: ContentHash?, outcome: OutcomeName?,
        reason: Reason?, receipt: Receipt?, report: ReportState, pendingMark: Acknowledgement.Mark?, keepsBytes: Bool,
        firstSeen: Date, updated: Date, acknowledged: Date?
    ) {
        self.key = key
        self.generation = generation
        self.sequence = sequence
        self.lifecycle = lifecycle
        self.conversation = conversation
        self.messageID = messageID
        self.from = from
        self.subject = subject
        self.hash = hash
        self.outcome = outcome
        self.reason = reason
        self.receipt = receipt
        self.report = report
        self.pendingMark = pendingMark
        self.keepsBytes = keepsBytes
        self.firstSeen = firstSeen
        self.updated = updated
        self.acknowledged = acknowledged
    }

    package var idempotencyKey: IdempotencyKey { IdempotencyKey(key, generation: generation) }
}

/// Where the report to the sender of a mail stands.
package enum ReportState: String, Sendable, Codable {
    case none, due, sending, sent
    /// The process died while it was sent, and it cannot be found out whether it left.
    case sentUnknown = "sent-unknown"
    /// The server did not take it, and never will.
    case refused

    /// Whether the sender of the mail has been told, or will be.
    package var isTold: Bool { self != .none && self != .refused }
}

/// A mail that is to be taken up.
package struct Work: Sendable, Equatable {
    package var key: MessageKey
    package var generation: Int
    /// As it stands before the claim.
    package var before: Lifecycle
    package var conversation: String?
    /// Until when it may wait for earlier mails of its conversation.
    package var waitsUntil: Date
    /// Bytes kept from an earlier attempt.
    package var keptBytes: ContentHash?
    /// Set when the mail was settled, its source marked, and it matches again: it may have been put back.
    package var finishedAs: OutcomeName?
    /// The report of an earlier attempt was sent, or is to be: no second one.
    package var isReported: Bool

    package init(
        key: MessageKey, generation: Int, before: Lifecycle, conversation: String?, waitsUntil: Date,
        keptBytes: ContentHash?, finishedAs: OutcomeName?, isReported: Bool
    ) {
        self.key = key
        self.generation = generation
        self.before = before
        self.conversation = conversation
        self.waitsUntil = waitsUntil
        self.keptBytes = keptBytes
        self.finishedAs = finishedAs
        self.isReported = isReported
    }

    package var idempotencyKey: IdempotencyKey { IdempotencyKey(key, generation: generation) }
}
