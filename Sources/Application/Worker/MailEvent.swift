package import Mail

/// What came of one mail in a run, as it is printed.
package struct MailEvent: Sendable {
    package var key: MessageKey
    package var head: Head
    package var outcome: OutcomeName
    package var reason: Reason?
    package var receipt: Receipt?
    /// The report or confirmation that goes to the sender; nil when none.
    package var report: OutgoingMessage?
    /// How it was decided; dry runs only.
    package var steps: [DecisionStep]
    /// The change in words; dry runs only.
    package var change: [String]
    package var duration: Duration

    package init(
        key: MessageKey, head: Head, outcome: OutcomeName, reason: Reason?, receipt: Receipt?,
        report: OutgoingMessage? = nil, steps: [DecisionStep] = [], change: [String] = [], duration: Duration
    ) {
        self.key = key
        self.head = head
        self.outcome = outcome
        self.reason = reason
        self.receipt = receipt
        self.report = report
        self.steps = steps
        self.change = change
        self.duration = duration
    }

    /// What the ledger knows of a mail that is not taken up.
    init(_ entry: LedgerEntry, _ outcome: OutcomeName, _ reason: Reason?) {
        let head = Head(
            messageID: entry.messageID, from: entry.from.map { [Address(name: nil, mail: $0)] } ?? [],
            subject: entry.subject)
        self.init(
            key: entry.key, head: head, outcome: outcome, reason: reason, receipt: entry.receipt, duration: .zero)
    }
}

extension HandlingOutcome {
    /// Name, reason and receipt of an outcome, as an event or a ledger row shows them.
    package var summary: (name: OutcomeName, reason: Reason?, receipt: Receipt?, report: OutgoingMessage?) {
        switch self {
        case .accepted(let receipt, let reply): (.accepted, Reason(receipt.code, receipt.text), receipt, reply)
        case .ignored(let reason): (.ignored, reason, nil, nil)
        case .rejected(let reason, let report): (.rejected, reason, nil, report)
        case .deferred(let reason, _): (.deferred, reason, nil, nil)
        }
    }
}
