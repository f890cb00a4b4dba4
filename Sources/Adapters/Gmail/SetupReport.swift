import Mail

extension GmailSetupCheck {
    /// Collects steps; what comes after a failed step is skipped, except the two that need less.
    struct Report {
        private static let order = [
            "key-file", "key-mode", "key-shape", "private-key", "assertion", "clock", "token", "mailbox", "query",
        ]

        private var steps: [String: SetupStep] = [:]
        private var failed: String?

        mutating func pass(_ step: String, _ seen: String) {
            steps[step] = SetupStep(step, .pass, seen: seen)
        }

        mutating func warn(_ step: String, _ seen: String, remedy: String) {
            steps[step] = SetupStep(step, .warn, seen: seen, remedy: remedy)
        }

        mutating func fail(_ step: String, _ kind: SourceFailure.Kind, _ seen: String, remedy: String) {
            steps[step] = SetupStep(step, .fail, seen: seen, remedy: remedy, failure: kind)
            failed = step
        }

        mutating func fail(_ step: String, _ failure: GmailAPI.CallFailure) {
            guard case .gmail(let failure) = failure else { return }
            fail(step, failure.kind, failure.cause, remedy: failure.remedy)
        }

        /// All steps in their order.
        var finished: [SetupStep] {
            Self.order.map { step in
                steps[step] ?? SetupStep(step, .skipped, seen: "not checked, since \(failed ?? "a step before") failed")
            }
        }
    }
}
