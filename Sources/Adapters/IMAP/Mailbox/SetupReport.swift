import Mail

extension IMAPSetupCheck {
    /// Collects steps; what comes after a failed step is skipped.
    struct Report {
        private let order: [String]
        private var steps: [String: SetupStep] = [:]
        private var current = "resolve"
        private var failed: String?

        init(usesToken: Bool) {
            order =
                ["resolve", "connect", "tls", "capability"] + (usesToken ? ["token"] : [])
                + ["login", "folder", "rights", "query"]
        }

        /// What fails from here on fails in this step.
        mutating func begin(_ step: String) { current = step }

        mutating func pass(_ step: String, _ seen: String) {
            steps[step] = SetupStep(step, .pass, seen: seen)
        }

        mutating func warn(_ step: String, _ seen: String, remedy: String) {
            steps[step] = SetupStep(step, .warn, seen: seen, remedy: remedy)
        }

        mutating func fail(_ step: String, _ kind: SourceFailure.Kind, _ seen: String, remedy: String) {
            steps[step] = SetupStep(step, .fail, seen: seen, remedy: remedy, failure: kind)
            failed = failed ?? step
        }

        mutating func fail(_ failure: SessionFailure) {
            var step = current
            if failure.isAboutTLS {
                steps["connect"] = SetupStep("connect", .pass, seen: "the server answers")
                step = "tls"
            }
            fail(step, failure.kind, failure.cause, remedy: failure.remedy)
        }

        /// All steps in their order.
        var finished: [SetupStep] {
            order.map { step in
                steps[step] ?? SetupStep(step, .skipped, seen: "not checked, since \(failed ?? "a step before") failed")
            }
        }
    }
}
