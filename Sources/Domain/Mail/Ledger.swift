package import struct Foundation.Date

/// What a run that only looks may ask of the ledger: nothing is changed.
///
/// All of it throws `LedgerFailure`.
package protocol LedgerReading: Sendable {
    /// What `select` would give now; mails that wait for an earlier one of their conversation are only left out.
    func choose(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection

    /// The entry of one mail; nil when it is not known.
    func entry(_ key: MessageKey) async throws(LedgerFailure) -> LedgerEntry?

    /// When the last of these mails that wait after a deferral is due; nil when none does. An answer to it waits as well.
    func isDeferred(anyOf references: [MessageID], in mailbox: MailboxName) async throws(LedgerFailure) -> Date?

    /// The accepted mail of this mailbox with the same fingerprint; nil when there is none.
    func copy(of fingerprint: ContentHash, in mailbox: MailboxName, besides key: MessageKey)
        async throws(LedgerFailure) -> LedgerEntry?

    /// Counts for the summary.
    func counts(_ mailbox: MailboxName, now: Date) async throws(LedgerFailure) -> LedgerCounts

    /// The kept bytes with this hash; nil when they are not kept.
    func bytes(_ hash: ContentHash) async throws(LedgerFailure) -> RawMail?
}

/// The memory of what became of every mail. Every writing call is flushed to disk when it returns.
///
/// All of it throws `LedgerFailure`.
package protocol Ledger: LedgerReading {
    /// Mails that were in hand when a process died become suspects. Called once per run, with the mailbox locked.
    ///
    /// Gives those that are quarantined now, because they were alone in hand too often.
    func recover(_ mailbox: MailboxName, policy: RetryPolicy, now: Date) async throws(LedgerFailure) -> [LedgerEntry]

    /// The mails to take up now, oldest first: waiting ones whose time has come, and matches that are not known.
    ///
    /// `listed` is what the source lists, oldest first. Of one conversation, a later mail waits for an earlier one that
    /// was deferred, at most an hour. A settled mail that matches again `putBackAfter` its acknowledgement is looked at
    /// once more, beyond the limit, to see whether a person put it back. A pipe (`onlyListed`) means its own mail alone,
    /// whenever it is due, also one that was rejected before.
    func select(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection

    /// Takes a mail in hand; the row is there afterwards.
    ///
    /// False when the mail no longer stands as `work` says, because a person retried or forgot it meanwhile, or because
    /// it was taken up before: then it is not in hand.
    func claim(_ work: Work, now: Date) async throws(LedgerFailure) -> Bool

    /// Lets go of a mail without an attempt: it stands as before the claim.
    func release(_ work: Work, now: Date) async throws(LedgerFailure)

    /// Removes a new mail that no longer matches, or ends an older one that is gone.
    func vanished(_ work: Work, now: Date) async throws(LedgerFailure)

    /// Notes that a settled mail was looked at and had not been put back; it is not looked at again.
    func lookedAt(_ work: Work, now: Date) async throws(LedgerFailure)

    /// An accepted mail was put back: it is to be marked once more, its outcome stands.
    func markAgain(_ work: Work, now: Date) async throws(LedgerFailure)

    /// Mails wait for an earlier one of their conversation, without an attempt counted; in hand or not.
    func postpone(_ works: [Work], until due: Date, now: Date) async throws(LedgerFailure)

    /// Stores the bytes of a mail that is in hand, before it is handled: for suspects.
    func keep(_ mail: RawMail, of work: Work) async throws(LedgerFailure)

    /// Makes an outcome durable; afterwards the mail is no longer in hand.
    func record(_ record: OutcomeRecord, now: Date) async throws(LedgerFailure)

    /// What has an outcome and is not yet marked at its source.
    func pendingAcknowledgements(_ mailbox: MailboxName) async throws(LedgerFailure) -> [Acknowledgement]

    /// These are marked at their source; `marked`: those of them whose mark made them read or moved them.
    func acknowledged(_ keys: Set<MessageKey>, marked: Set<MessageKey>, now: Date) async throws(LedgerFailure)

    /// The next report that is to be sent for a mail whose acknowledgement is done.
    func nextReport(_ mailbox: MailboxName, besides skipped: Set<MessageKey>) async throws(LedgerFailure) -> DueReport?

    /// Sets where a report stands.
    func setReport(_ key: MessageKey, _ state: ReportState, now: Date) async throws(LedgerFailure)

    /// How many reports to this address were sent since `date`.
    func reports(to address: String, since date: Date) async throws(LedgerFailure) -> Int
}

/// What is to be taken up, and what matches but needs nothing.
package struct Selection: Sendable, Equatable {
    /// Suspects first, then the others, each oldest first; then settled mails that are looked at.
    package var work: [Work]
    /// For a pipe: its mail when that is finished or quarantined and not taken up.
    package var known: [LedgerEntry]

    package init(work: [Work], known: [LedgerEntry]) {
        self.work = work
        self.known = known
    }
}

/// An outcome on its way into the ledger.
package struct OutcomeRecord: Sendable {
    package var work: Work
    package var step: Lifecycle.Step
    package var head: Head
    package var hash: ContentHash?
    /// Tells a copy from another mail; nil when the bytes are not known.
    package var fingerprint: ContentHash?
    package var reason: Reason?
    package var receipt: Receipt?
    package var report: OutgoingMessage?
    /// The bytes, when the step keeps them.
    package var mail: RawMail?

    package init(
        work: Work, step: Lifecycle.Step, head: Head, hash: ContentHash?, fingerprint: ContentHash?, reason: Reason?,
        receipt: Receipt?, report: OutgoingMessage?, mail: RawMail?
    ) {
        self.work = work
        self.step = step
        self.head = head
        self.hash = hash
        self.fingerprint = fingerprint
        self.reason = reason
        self.receipt = receipt
        self.report = report
        self.mail = mail
    }
}

/// A report that is to be sent.
package struct DueReport: Sendable, Equatable {
    package var key: MessageKey
    package var idempotencyKey: IdempotencyKey
    package var message: OutgoingMessage
    /// `due`, or `sending` when a process died while it was sent.
    package var state: ReportState
    package var updated: Date

    package init(
        key: MessageKey, idempotencyKey: IdempotencyKey, message: OutgoingMessage, state: ReportState, updated: Date
    ) {
        self.key = key
        self.idempotencyKey = idempotencyKey
        self.message = message
        self.state = state
        self.updated = updated
    }
}

/// Counts over one mailbox.
package struct LedgerCounts: Sendable, Equatable {
    /// Waiting and not yet due.
    package var waiting: Int
    package var quarantined: Int

    package init(waiting: Int, quarantined: Int) {
        self.waiting = waiting
        self.quarantined = quarantined
    }
}

/// The ledger cannot be used: disk full (`isTemporary`), not writable, from a newer version.
package struct LedgerFailure: Error, Sendable, Equatable {
    /// True: exit 75, false: 78.
    package let isTemporary: Bool
    package let text: String

    package init(isTemporary: Bool, text: String) {
        self.isTemporary = isTemporary
        self.text = text
    }
}
