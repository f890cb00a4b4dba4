import Mail

/// Why a decision ends before there is a change.
enum Halt: Error {
    case ignored(Reason)
    /// `complaints`: what the sender is told, the main cause first.
    case rejected(Reason, complaints: [Complaint])
    /// The tracker cannot answer: no decision at all.
    case failed(TargetFailure)

    static func ignored(_ code: ReasonCode, _ text: String) -> Halt {
        .ignored(Reason(code, text.presentable()))
    }

    static func rejected(_ code: ReasonCode, _ text: String, complaints: [Complaint]) -> Halt {
        .rejected(Reason(code, text.presentable()), complaints: complaints)
    }

    static func rejected(_ code: ReasonCode, _ text: String, _ complaint: Complaint) -> Halt {
        .rejected(code, text, complaints: [complaint])
    }
}
