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

    package init(verdict: Verdict, steps: [DecisionStep]) {
        self.verdict = verdict
        self.steps = steps
    }
}
