import Transport

/// Why there is no access token.
package struct TokenFailure: Error, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// Try again later; `retryAfter` where the server said so.
        case temporary(retryAfter: Duration?)
        /// The answer is not a token endpoint's, or its certificate cannot be trusted.
        case refused
        /// Google refuses this account, this mailbox or this scope.
        case credentials
        /// What we were told is wrong.
        case configuration
        case cancelled
    }

    package let kind: Kind
    /// The mailbox that the token was wanted for.
    package let subject: String
    /// What is wrong.
    package let cause: String
    /// What to do about it.
    package let remedy: String

    package init(_ kind: Kind, subject: String, cause: String, remedy: String) {
        self.kind = kind
        self.subject = subject
        self.cause = cause
        self.remedy = remedy
    }

    package var description: String { "cannot get an access token for \(subject): \(cause); \(remedy)" }

    /// A request that got no answer.
    init(_ failure: TransportFailure, subject: String) {
        let kind: Kind =
            switch failure.failureClass {
            case .temporary: .temporary(retryAfter: nil)
            case .refused: .refused
            case .configuration: .configuration
            case .cancelled: .cancelled
            }
        self.init(kind, subject: subject, cause: failure.cause, remedy: failure.remedy)
    }
}
