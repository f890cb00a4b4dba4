package import Signing

/// What a sandbox is started with.
package struct SandboxConfiguration: Sendable {
    package static let modifyScope = "https://www.googleapis.com/auth/gmail.modify"
    package static let fullMailScope = "https://mail.google.com/"

    /// The address that the mails are loaded for.
    package var mailbox = "support@example.org"
    /// More users of the domain, with empty mailboxes.
    package var otherMailboxes: [String] = []
    /// 0 takes a free port.
    package var port = 0
    /// Quota units per mailbox in any 60 seconds; nil switches the quota off.
    package var quotaUnitsPerMinute: Int?
    /// What the domain's administrator authorised for the service account.
    package var authorizedScopes: Set<String> = [modifyScope, fullMailScope]
    /// Names of user labels that every loaded mail gets.
    package var labels: [String] = []
    /// The service account's key; nil makes a fresh one, which takes a tenth of a second or more.
    package var key: RSAPrivateKey?
    /// Told about each request when it has been answered.
    package var onServed: (@Sendable (ServedRequest) -> Void)?

    package init() {}
}
