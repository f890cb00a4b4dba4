/// An error answer of the Gmail API, in Google's envelope.
struct APIFailure: Error, Sendable, Equatable {
    let status: Int
    /// The top message.
    let message: String
    /// The message inside `errors`, where Google has a shorter one.
    var innerMessage: String?
    var domain = "global"
    /// Such as `rateLimitExceeded`.
    let reason: String
    /// The canonical word, such as `INVALID_ARGUMENT`.
    let statusWord: String
    var location: String?
    /// The reason inside `details`, such as `RATE_LIMIT_EXCEEDED`.
    var detail: String?
    /// Whether the request contradicts the discovery document, which no correct client does.
    var isViolation = false

    var body: JSONValue {
        let error = JSONValue.members([
            ("message", .string(innerMessage ?? message)), ("domain", .string(domain)), ("reason", .string(reason)),
            ("location", location.map { .string($0) }), ("locationType", location == nil ? nil : "header"),
        ])
        let details = detail.map { detail -> JSONValue in
            [
                [
                    "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": .string(detail),
                    "domain": "googleapis.com", "metadata": ["service": "gmail.googleapis.com"],
                ]
            ]
        }
        return [
            "error": .members([
                ("code", .integer(status)), ("message", .string(message)), ("errors", [error]),
                ("status", .string(statusWord)), ("details", details),
            ])
        ]
    }
}

extension APIFailure {
    private static let expectation =
        "Expected OAuth 2 access token, login cookie or other valid authentication credential. "
        + "See https://developers.google.com/identity/sign-in/web/devconsole-project."

    static let invalidCredentials = APIFailure(
        status: 401, message: "Request had invalid authentication credentials. \(expectation)",
        innerMessage: "Invalid Credentials", reason: "authError", statusWord: "UNAUTHENTICATED",
        location: "Authorization")

    static let missingCredentials = APIFailure(
        status: 401, message: "Request is missing required authentication credential. \(expectation)",
        innerMessage: "Login Required.", reason: "required", statusWord: "UNAUTHENTICATED", location: "Authorization",
        detail: "CREDENTIALS_MISSING")

    static let insufficientScopes = APIFailure(
        status: 403, message: "Request had insufficient authentication scopes.",
        innerMessage: "Insufficient Permission",
        reason: "insufficientPermissions", statusWord: "PERMISSION_DENIED", detail: "ACCESS_TOKEN_SCOPE_INSUFFICIENT")

    /// A token for the service account itself, which has no mailbox.
    static let noMailbox = APIFailure(
        status: 400, message: "Precondition check failed.", reason: "failedPrecondition",
        statusWord: "FAILED_PRECONDITION")

    static let notFound = APIFailure(
        status: 404, message: "Requested entity was not found.", reason: "notFound", statusWord: "NOT_FOUND")

    static let rateLimitExceeded = APIFailure(
        status: 403,
        message: "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service "
            + "'gmail.googleapis.com' for consumer 'project_number:\(ServiceAccount.projectNumber)'.",
        domain: "usageLimits", reason: "rateLimitExceeded", statusWord: "PERMISSION_DENIED",
        detail: "RATE_LIMIT_EXCEEDED")

    static let labelExists = APIFailure(
        status: 409, message: "Label name exists or conflicts", reason: "aborted", statusWord: "ABORTED")

    static func delegationDenied(_ address: String) -> APIFailure {
        APIFailure(
            status: 403, message: "Delegation denied for \(address)", reason: "forbidden",
            statusWord: "PERMISSION_DENIED")
    }

    /// A value that a client can meet without contradicting the discovery document, such as a query a person typed.
    static func invalidArgument(_ message: String) -> APIFailure {
        APIFailure(status: 400, message: message, reason: "invalidArgument", statusWord: "INVALID_ARGUMENT")
    }

    static func violation(_ message: String) -> APIFailure {
        APIFailure(
            status: 400, message: message, reason: "badRequest", statusWord: "INVALID_ARGUMENT", isViolation: true)
    }

    static func unknownParameter(_ name: String) -> APIFailure {
        violation(
            "Invalid JSON payload received. Unknown name \"\(name)\": Cannot bind query parameter. "
                + "Field '\(name)' could not be found in request message.")
    }

    /// A search operator that Gmail has and the sandbox has not: an honest refusal instead of a wrong result.
    static func notImplemented(_ what: String) -> APIFailure {
        APIFailure(
            status: 501, message: "gmail-sandbox does not implement \(what).", reason: "notImplemented",
            statusWord: "UNIMPLEMENTED")
    }
}
