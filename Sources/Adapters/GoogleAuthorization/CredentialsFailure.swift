package import Signing

/// Why a credentials file cannot be used; always a matter of configuration (exit 78).
package struct CredentialsFailure: Error, Equatable, CustomStringConvertible {
    package enum Reason: Equatable, Sendable {
        case missing
        /// `detail` as the system says it.
        case unreadable(detail: String)
        case tooLarge(limitBytes: Int)
        case notJSON
        /// Every field that is missing or is no usable text, with what is wrong.
        case fields([String])
        /// Credentials of another kind: `authorized_user`, `external_account`, …
        case type(String)
        case exampleFile
        case privateKey(SigningFailure)
        /// Others can read it, and that was asked to be an error.
        case mode(String)
    }

    package let path: String
    package let reason: Reason

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }

    package var description: String { "\(cause); \(remedy)" }

    /// What is wrong with which file.
    package var cause: String {
        switch reason {
        case .missing: "the credentials file \(path) does not exist"
        case .unreadable(let detail): "the credentials file \(path) cannot be read: \(detail)"
        case .tooLarge(let limit): "the credentials file \(path) is larger than \(limit) bytes, which no key file is"
        case .notJSON: "the credentials file \(path) is not a JSON object"
        case .fields(let problems): "in the credentials file \(path) " + problems.joined(separator: ", ")
        case .type("authorized_user"):
            "the credentials file \(path) holds a person's login (type authorized_user), not a service account's key"
        case .type("external_account"):
            "the credentials file \(path) describes a federated identity (type external_account), which has no key"
        case .type(let type): "the credentials file \(path) has the type \(type), not service_account"
        case .exampleFile: "the credentials file \(path) is the example file that comes with this program"
        case .privateKey(let failure): "in the credentials file \(path) \(failure)"
        case .mode(let warning): warning
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch reason {
        case .missing: "name the service account's key file with --credentials"
        case .unreadable: "let the user that runs mailworker read it"
        case .privateKey: "take the key file as Google made it, unchanged"
        case .mode: "or run without --strict-permissions"
        case .tooLarge, .notJSON, .fields, .type, .exampleFile:
            "create a JSON key for the service account in the Google Cloud console (IAM & Admin, Service Accounts, Keys) "
                + "and use that file unchanged"
        }
    }
}
