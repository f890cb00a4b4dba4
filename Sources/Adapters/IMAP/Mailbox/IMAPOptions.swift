package import Mail
package import Observability
package import Transport

/// What one IMAP mailbox is told; the values come from the command line, which also holds the defaults.
package struct IMAPOptions: Sendable {
    /// How the user proves who it is.
    package enum Credentials: Sendable {
        case password(Secret)
        /// An OAuth access token, asked for at each login: XOAUTH2 or OAUTHBEARER. Throws `SourceFailure`.
        case token(@Sendable () async throws -> Secret)
    }

    /// What is searched for where nothing else is said.
    package static let defaultSearch = "UNSEEN UNDELETED"
    package static let defaultFolder = "INBOX"

    /// Server, port, TLS.
    package var endpoint: Endpoint
    package var username: String
    package var credentials: Credentials
    /// Told of a token that the server refused; the next one asked for is then a new one. Nil: there is no other.
    package var refusedToken: (@Sendable (Secret) async -> Void)?
    /// What the tokens have cost, and what is to be said about them; added to the mailbox's own.
    package var tokenTraffic: (@Sendable () async -> Traffic)?
    /// The folder that is read, as a person writes it.
    package var folder: String
    /// Where accepted mail goes; nil: it is deleted.
    package var moveOnSuccess: String?
    /// Where ignored, rejected and quarantined mail goes; nil: it is marked `\Seen`.
    package var moveOnFailure: String?
    /// Search criteria of IMAP (RFC 9051, section 6.4.4), sent as written.
    package var search: String
    package var timeouts: HTTPTimeouts
    /// How long a connection may fail before the run gives up.
    package var giveUpAfter: Duration
    /// Takes each line of the conversation, without secrets and mails; nil: nobody reads it.
    package var transcript: (@Sendable (String) -> Void)?

    package init(
        endpoint: Endpoint, username: String, credentials: Credentials, folder: String = defaultFolder,
        moveOnSuccess: String? = nil, moveOnFailure: String? = nil, search: String = defaultSearch,
        timeouts: HTTPTimeouts = HTTPTimeouts(), giveUpAfter: Duration,
        transcript: (@Sendable (String) -> Void)? = nil
    ) {
        self.endpoint = endpoint
        self.username = username
        self.credentials = credentials
        self.folder = folder
        self.moveOnSuccess = moveOnSuccess
        self.moveOnFailure = moveOnFailure
        self.search = search
        self.timeouts = timeouts
        self.giveUpAfter = giveUpAfter
        self.transcript = transcript
    }

    /// 993 for TLS from the start, else 143 (RFC 8314).
    package static func defaultPort(_ security: Endpoint.Security) -> UInt16 { security == .tls ? 993 : 143 }

    /// `USER@HOST`, for people; users are mostly addresses already.
    var account: String { "\(username)@\(endpoint.host)" }
}
