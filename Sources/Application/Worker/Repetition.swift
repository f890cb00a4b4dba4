package import Mail

/// What a run answers about a mail that was handled before, instead of handling it.
package struct Repetition: Sendable, Equatable {
    /// `already-handled` or `quarantined`.
    package let outcome: OutcomeName
    package let reason: Reason
    /// What came of the first handling; nil when nothing did, or when the ledger was pruned of it.
    package let receipt: Receipt?

    /// The mail is settled, and its bytes were handed over once more.
    package init(of settled: LedgerEntry) {
        let key = settled.key
        receipt = settled.receipt
        switch (settled.lifecycle.state, settled.outcome) {
        case (.quarantined, _):
            outcome = .quarantined
            reason = Reason(
                .copy,
                "These bytes are in quarantine: \(settled.reason?.text ?? "see the ledger"). "
                    + "`mailworker mails retry \(key)` lets them be tried again.")
        case (_, .alreadyHandled):
            outcome = .alreadyHandled
            reason = settled.reason ?? Reason(.copy, "A copy of a mail that was accepted.")
        default:
            outcome = .alreadyHandled
            reason = Reason(
                .copy,
                "The same bytes were \(settled.outcome?.rawValue ?? "finished") before. "
                    + "`mailworker mails forget \(key)` makes them new.")
        }
    }

    /// The mail at `key` is a copy of an accepted one.
    package init(_ key: MessageKey, copyOf first: LedgerEntry) {
        self.init(key, copyOf: first.key, receipt: first.receipt)
    }

    init(_ key: MessageKey, copyOf first: MessageKey, receipt: Receipt?) {
        outcome = .alreadyHandled
        self.receipt = receipt
        reason = Reason(
            .copy,
            "A copy of \(first), which was accepted. `mailworker mails forget \(first)` and "
                + "`mailworker mails forget \(key)` make them new.")
    }

    /// An accepted mail, or the copy of one, was put back by a person: marked unread again, or dragged back.
    ///
    /// `settled` and `first` are nil when the ledger no longer knows them.
    package init(putBack key: MessageKey, _ settled: LedgerEntry?, copyOf first: LedgerEntry?) {
        outcome = .alreadyHandled
        receipt = settled?.receipt ?? first?.receipt
        if let first {
            reason = Reason(
                .putBack,
                "A copy of \(first.key), which was accepted, was marked unread again; it is not handled twice. "
                    + "`mailworker mails forget \(first.key)` and `mailworker mails forget \(key)` make them new.")
        } else {
            reason = Reason(
                .putBack,
                "An accepted mail was marked unread again; it is not handled twice. "
                    + "`mailworker mails forget \(key)` makes it new.")
        }
    }
}
