/// Why a mail was not taken by an SMTP server.
package struct SMTPFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// Try again later. `isUnsent`: the server certainly did not take the mail; else its answer was lost.
        case temporary(isUnsent: Bool)
        /// This mail, or this server, for good.
        case refused
        case credentials
        case configuration
        case cancelled
    }

    package let kind: Kind
    /// What is wrong, and what to do next.
    package let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
