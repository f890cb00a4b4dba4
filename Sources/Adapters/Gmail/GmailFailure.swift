import GoogleAuthorization
import Mail
import Transport

/// Why a call of the API came to nothing; becomes a `SourceFailure` where it is known what was being done.
struct GmailFailure: Error {
    var kind: SourceFailure.Kind
    /// What is wrong.
    let cause: String
    /// What to do about it.
    let remedy: String
    /// Gmail's own words, where there are any.
    let said: String

    init(_ kind: SourceFailure.Kind, cause: String, remedy: String, said: String = "") {
        self.kind = kind
        self.cause = cause
        self.remedy = remedy
        self.said = said
    }

    init(_ failure: TokenFailure) {
        let kind: SourceFailure.Kind =
            switch failure.kind {
            case .temporary(let retryAfter): .unavailable(retryAfter: retryAfter)
            case .refused: .refused
            case .credentials: .credentials
            case .configuration: .configuration
            case .cancelled: .cancelled
            }
        self.init(kind, cause: failure.cause, remedy: failure.remedy)
    }

    init(_ failure: TransportFailure) {
        let kind: SourceFailure.Kind =
            switch failure.failureClass {
            case .temporary: .unavailable(retryAfter: nil)
            case .refused: .refused
            case .configuration: .configuration
            case .cancelled: .cancelled
            }
        self.init(kind, cause: failure.cause, remedy: failure.remedy)
    }

    static let cancelled = GmailFailure(.cancelled, cause: "the run was ended", remedy: "the next run goes on")

    /// `action` says what was being done on what: `list the mail of a@b`.
    func source(_ action: String) -> SourceFailure {
        SourceFailure(kind, "cannot \(action): \(cause); \(remedy)")
    }
}

/// A success that does not hold what was asked for.
enum AnswerFault: Error {
    /// Begins as it should and breaks off; another attempt may bring the rest.
    case cut(String)
    /// Something else altogether.
    case foreign(String)
}
