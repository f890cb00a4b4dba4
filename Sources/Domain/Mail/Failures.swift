/// A failure of the run at the source: no outcome of any mail.
package struct SourceFailure: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        /// Try again later; `retryAfter` where the server said so. Exit 75.
        case unavailable(retryAfter: Duration?)
        /// Refused for good, or an answer that is not the service's. Exit 69.
        case refused
        /// Credentials or permission refused. Exit 77.
        case credentials
        /// Our configuration is wrong. Exit 78.
        case configuration
        /// The caller cancelled. Exit 75.
        case cancelled
    }

    package let kind: Kind
    /// What was being done, on what, what is wrong, what to do next.
    package let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

/// A failure of the run at the target: no outcome of any mail.
package struct TargetFailure: Error, Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
        case unavailable(retryAfter: Duration?)
        case refused
        case credentials
        case configuration
    }

    package let kind: Kind
    package let text: String

    package init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

/// One line of `validate`.
package struct SetupStep: Sendable, Equatable {
    package enum Result: String, Sendable { case pass, warn, fail, skipped }

    /// Bounded name: `key-file`, `token`, …
    package let step: String
    package let result: Result
    /// What was seen.
    package let seen: String
    /// What to do; empty when nothing.
    package let remedy: String
    /// Class of a failed step, for the exit code.
    package let failure: SourceFailure.Kind?

    package init(
        _ step: String, _ result: Result, seen: String, remedy: String = "", failure: SourceFailure.Kind? = nil
    ) {
        self.step = step
        self.result = result
        self.seen = seen
        self.remedy = remedy
        self.failure = failure
    }
}
