/// What a handler is told beside the mail itself.
package struct Delivery: Sendable {
    package let key: MessageKey
    package let idempotencyKey: IdempotencyKey
    package let head: Head
    /// 1 for the first.
    package let attempt: Int

    package init(key: MessageKey, idempotencyKey: IdempotencyKey, head: Head, attempt: Int) {
        self.key = key
        self.idempotencyKey = idempotencyKey
        self.head = head
        self.attempt = attempt
    }
}

/// A target of mail.
package protocol MessageHandler: Sendable {
    /// Checks that the target is ready and that the values of options exist there; before any mail is touched. Gives what
    /// the run is to warn of.
    @discardableResult
    func check() async throws(TargetFailure) -> [String]

    /// The same, step by step, for `validate`.
    func setupSteps() async -> [SetupStep]

    /// What `deliver` would do, without doing it.
    func preview(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> Preview

    /// Handles the mail; at-least-once, so the target honours the idempotency key where it can.
    func deliver(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome
}

/// What would come of a mail, and why.
package struct Preview: Sendable {
    package var outcome: HandlingOutcome
    package var steps: [DecisionStep]
    /// The change as lines of text, for people.
    package var change: [String]

    package init(outcome: HandlingOutcome, steps: [DecisionStep], change: [String] = []) {
        self.outcome = outcome
        self.steps = steps
        self.change = change
    }
}

/// One step of a decision, as `explain` shows it.
package struct DecisionStep: Sendable, Equatable, Encodable {
    /// Bounded name of the rule: `sender`, `reply`, `keyword`, …
    package let rule: String
    /// What was looked at.
    package let subject: String
    /// What came of it.
    package let result: String

    package init(_ rule: String, _ subject: String, _ result: String) {
        self.rule = rule
        self.subject = subject
        self.result = result
    }
}
