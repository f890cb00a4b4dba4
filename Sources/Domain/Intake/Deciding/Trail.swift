import Mail

/// What the rules leave behind while a decision is made: steps for `explain`, notes for the receipt, words for the sender.
struct Trail {
    /// A mail of nothing but keyword lines must not fill a ledger or a terminal.
    private static let maximumSteps = 1_000
    private static let maximumNotes = 100

    private(set) var steps: [DecisionStep] = []
    private(set) var notes: [Note] = []
    /// What a report says beside the main cause, should the mail be rejected.
    private(set) var complaints: [Complaint] = []

    mutating func step(_ rule: Rule, _ subject: String, _ result: String) {
        // The verdict is never left out.
        guard steps.count < Self.maximumSteps || rule == .verdict else { return }
        steps.append(DecisionStep(rule.rawValue, subject.presentable(), result.presentable()))
    }

    /// Something that was asked and is not done; `complaint` is what the sender is told about it in a report.
    mutating func note(_ code: ReasonCode, attribute: String? = nil, line: String? = nil, complaint: Complaint? = nil) {
        guard notes.count < Self.maximumNotes else { return }
        notes.append(Note(code: code, attribute: attribute, line: line?.presentable()))
        if let complaint { complaints.append(complaint) }
    }

    /// The bounded names of steps.
    enum Rule: String {
        case sender, automatic, account, parsing, text, reply, project, keyword, attribute, permission, subject, file,
            watcher
        case verdict
    }
}
