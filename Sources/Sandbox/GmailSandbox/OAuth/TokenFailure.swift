/// An error answer of the token endpoint: `{"error":…,"error_description":…}`.
struct TokenFailure: Error, Sendable, Equatable {
    var status = 400
    let error: String
    let description: String

    var body: JSONValue { ["error": .string(error), "error_description": .string(description)] }

    static func invalidGrant(_ description: String) -> TokenFailure {
        TokenFailure(error: "invalid_grant", description: description)
    }

    /// Of the endpoint that tells about tokens.
    static let unknownToken = TokenFailure(error: "invalid_token", description: "Invalid Value")
    static let malformed = invalidGrant("Bad Request")
    static let invalidSignature = invalidGrant("Invalid JWT Signature.")
    static let unknownAccount = invalidGrant("Invalid grant: account not found")
    static let unknownUser = invalidGrant("Invalid email or User ID")
    static let unreasonableTime = invalidGrant(
        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
            + "Check your iat and exp values in the JWT claim.")
    static let emptyScope = TokenFailure(error: "invalid_scope", description: "Empty or missing scope not allowed.")
    static let unknownScope = TokenFailure(
        error: "invalid_scope", description: "Invalid OAuth scope or ID token audience provided.")
    static let unauthorizedClient = TokenFailure(
        status: 401, error: "unauthorized_client",
        description: "Client is unauthorized to retrieve access tokens using this method, or client not authorized for "
            + "any of the scopes requested.")
}
