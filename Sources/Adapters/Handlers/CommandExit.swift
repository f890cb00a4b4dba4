import Mail

/// What the exit status of a handler command means (sysexits): 0 accepted; 65, 67, 68, 76, 77 rejected; all else deferred,
/// so that nothing is lost by a broken handler.
package struct CommandExit: Sendable, Equatable {
    package enum Meaning: String, Sendable { case accepted, rejected, deferred }

    private var meanings: [Int: Meaning] = [
        0: .accepted, 65: .rejected, 67: .rejected, 68: .rejected, 76: .rejected, 77: .rejected,
    ]

    /// `changes` go before the table.
    package init(changes: [Int: Meaning]) {
        meanings.merge(changes) { $1 }
    }

    package func meaning(of status: Int) -> Meaning { meanings[status] ?? .deferred }

    /// The outcome for a status; `lastLine` is what the command wrote last on standard error.
    func outcome(of status: Int, command: String, lastLine: String?) -> HandlingOutcome {
        let said = lastLine.map { ": \($0)" } ?? ""
        let text = "the command \(command) ended with status \(status)\(said)"
        return switch meaning(of: status) {
        case .accepted:
            .accepted(Receipt(kind: .delivered, code: .delivered, text: "the command \(command) took the mail"))
        case .rejected: .rejected(Reason(.handlerExit, text), report: nil)
        case .deferred: .deferred(Reason(.handlerExit, text), retryAfter: nil)
        }
    }
}
