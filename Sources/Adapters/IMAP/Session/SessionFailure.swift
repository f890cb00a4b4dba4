import Mail
import Transport

/// Why an exchange with the server came to nothing; becomes a `SourceFailure` where it is known what was being done.
struct SessionFailure: Error {
    var kind: SourceFailure.Kind
    /// What is wrong.
    let cause: String
    /// What to do about it.
    let remedy: String
    /// Whether a new connection may bring what this one did not.
    var isWorthRetrying = false
    /// Whether the server has answered and the connection can be used on.
    var leavesConnection = false
    /// Whether there is no room left; what is smaller may still fit.
    var isOverQuota = false
    /// Whether the server does not take these credentials.
    var isRefusedLogin = false
    /// Whether the server was reached and TLS failed.
    var isAboutTLS = false

    /// `action` says what was being done on what: `list the mail of a@b`.
    func source(_ action: String) -> SourceFailure {
        SourceFailure(kind, "cannot \(action): \(cause); \(remedy)")
    }
}

extension SessionFailure {
    static let cancelled = SessionFailure(
        kind: .cancelled, cause: "the run was ended", remedy: "the next run goes on")

    /// What an error from within a session means. `isCancelled`: the task was, so that an interrupt was meant for it.
    init(_ error: any Error, host: String, isCancelled: Bool) {
        switch error {
        case let failure as SessionFailure: self = failure
        case TransportFailure.cancelled, is CancellationError:
            self = isCancelled ? .cancelled : .interrupted(host)
        case let failure as TransportFailure: self.init(failure)
        case let failure as GrammarFailure:
            self.init(
                kind: .refused, cause: "\(host) sent what is not IMAP: \(failure.what)",
                remedy: "check host and port, and that nothing between changes what is sent")
        case let failure as SourceFailure:
            self.init(kind: failure.kind, cause: failure.text, remedy: "see above")
        case is SpoolFailure:
            self.init(
                kind: .unavailable(retryAfter: nil), cause: "\(error)", remedy: "check the state folder's disk")
        default:
            self.init(kind: .unavailable(retryAfter: nil), cause: "\(error)", remedy: "try again later")
        }
    }

    private init(_ failure: TransportFailure) {
        let kind: SourceFailure.Kind =
            switch failure.failureClass {
            case .temporary: .unavailable(retryAfter: nil)
            case .refused: .refused
            case .configuration: .configuration
            case .cancelled: .cancelled
            }
        self.init(
            kind: kind, cause: failure.cause, remedy: failure.mailRemedy,
            isWorthRetrying: failure.failureClass == .temporary, isAboutTLS: failure.isAboutTLS)
    }

    /// Somebody else's cancellation ended the connection.
    private static func interrupted(_ host: String) -> SessionFailure {
        SessionFailure(
            kind: .unavailable(retryAfter: nil), cause: "the connection to \(host) was given up",
            remedy: "try again later", isWorthRetrying: true)
    }

    static func ended(_ host: String, _ farewell: Response.Status?) -> SessionFailure {
        let words = farewell.map { ", saying \"\($0.text)\"" } ?? ""
        return SessionFailure(
            kind: .unavailable(retryAfter: nil), cause: "\(host) ended the connection\(words)",
            remedy: "try again later", isWorthRetrying: true)
    }

    /// A command that the server refused; `otherwise` where its code says nothing about the kind, `bad` for one that it
    /// does not understand.
    init(
        _ status: Response.Status, to what: String, host: String, otherwise: SourceFailure.Kind,
        bad: SourceFailure.Kind? = nil, remedy: String
    ) {
        let words = status.text.isEmpty ? "" : ": \"\(status.text)\""
        var kind = otherwise
        var remedy = remedy
        var isTemporary = false
        if case .word(let word) = status.code {
            switch word {
            case .unavailable, .inUse, .serverBug, .limit, .overQuota:
                kind = .unavailable(retryAfter: nil)
                isTemporary = word != .overQuota
                remedy = word == .overQuota ? "make room there, or move mail away" : "try again later"
            case .noPermission, .authorizationFailed:
                kind = .credentials
                remedy = "give the user the right to do so"
            case .authenticationFailed, .expired, .contactAdmin: kind = .credentials
            case .privacyRequired:
                kind = .configuration
                remedy = "use TLS (--ssl true or --starttls)"
            case .nonexistent: kind = .configuration
            default: break
            }
        } else if status.kind == .bad {
            kind = bad ?? .refused
            if bad == nil { remedy = "it does not understand the command; check host and port" }
        }
        self.init(
            kind: kind, cause: "\(host) refused \(what)\(words)", remedy: remedy, isWorthRetrying: isTemporary,
            leavesConnection: true, isOverQuota: status.has(.overQuota))
    }
}

extension TransportFailure {
    fileprivate var isAboutTLS: Bool {
        switch self {
        case .tlsUntrusted, .tlsOther, .noStartTLS: true
        default: false
        }
    }

    /// What to do about it, for a mail server.
    fileprivate var mailRemedy: String {
        switch self {
        case .tlsOther: "check the port: 993 speaks TLS from the start, 143 needs --starttls or --ssl false"
        case .tlsUntrusted: "\(remedy); --ssl-verification false trusts any server"
        case .invalidURL: "--host takes the name of a server or its address, and nothing else"
        case .notMailServer: "check host and port; 993 speaks TLS from the start and takes no --starttls"
        default: remedy
        }
    }
}
