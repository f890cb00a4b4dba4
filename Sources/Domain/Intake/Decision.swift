package import Mail
package import Tracking

/// What is to be done with one mail, and why.
package struct Decision: Sendable {
    package enum Verdict: Sendable {
        case apply(TrackerChange, by: ActingPerson)
        case ignore(Reason)
        case reject(Reason, report: OutgoingMessage?)
    }

    package var verdict: Verdict
    /// What was looked at and found, in order; for `explain`.
    package var steps: [DecisionStep]

    /// Whether anything may be sent to the sender: no report, confirmation or account mail for mail that no person
    /// wrote or that went to many (7.5.7), nor for ignored mail.
    package var mayBeAnswered: Bool

    /// What the sender is told once a change is applied, now or by an earlier attempt whose receipt is at hand; nil when
    /// the sender must not or cannot be told anything.
    package var confirmation: Confirmation?

    package init(
        verdict: Verdict, steps: [DecisionStep], mayBeAnswered: Bool, confirmation: Confirmation? = nil
    ) {
        self.verdict = verdict
        self.steps = steps
        self.mayBeAnswered = mayBeAnswered
        self.confirmation = confirmation
    }
}
