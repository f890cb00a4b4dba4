import Foundation
import Signing

/// Issues access tokens for assertions that hold.
struct TokenEndpoint: Sendable {
    static let lifeSeconds = 3_599
    private static let grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"

    let verifier: AssertionVerifier

    /// Answers `POST /token`; the token is valid from `now`, in seconds since 1970.
    func token(for request: ReceivedRequest, now: Int) throws(TokenFailure) -> AccessToken {
        let contentType = request.header("Content-Type") ?? ""
        let isForm = contentType.lowercased().hasPrefix("application/x-www-form-urlencoded")
        let form = isForm ? RequestTarget.form(String(decoding: request.body, as: UTF8.self)[...]) : []
        let grantType = form.last { $0.name == "grant_type" }?.value ?? ""
        guard grantType == Self.grantType else {
            throw TokenFailure(error: "unsupported_grant_type", description: "Invalid grant_type: \(grantType)")
        }
        let grant = try verifier.grant(for: form.last { $0.name == "assertion" }?.value ?? "", now: now)
        return AccessToken(grant: grant, expires: now + Self.lifeSeconds)
    }
}

/// An access token: random text that stands for a grant.
struct AccessToken: Sendable {
    /// Where Google tells about a token: `GET /oauth2/v3/tokeninfo?access_token=…`.
    static let infoPath = ["oauth2", "v3", "tokeninfo"]

    let text: String
    let grant: AssertionVerifier.Grant
    /// Seconds since 1970.
    let expires: Int

    init(grant: AssertionVerifier.Grant, expires: Int) {
        text = "ya29.c." + Base64URL.encode(randomBytes(120))
        self.grant = grant
        self.expires = expires
    }

    var body: JSONValue {
        [
            "access_token": .string(text), "expires_in": .integer(TokenEndpoint.lifeSeconds), "token_type": "Bearer",
        ]
    }

    /// What Google tells about a token that is good; `email` is the user whom it stands for.
    func info(of account: ServiceAccount, now: Int) -> JSONValue {
        [
            "azp": .string(account.clientID), "aud": .string(account.clientID), "sub": .string(account.clientID),
            "scope": .string(grant.scopes.sorted().joined(separator: " ")), "exp": .string("\(expires)"),
            "expires_in": .string("\(expires - now)"), "email": .string(grant.mailbox ?? account.email),
            "email_verified": "true", "access_type": "offline",
        ]
    }
}
