package import Foundation
package import Observability
import Signing
import Transport

/// A signed claim to act for a mailbox (RFC 7523, section 3), which the token endpoint changes for an access token.
package struct Assertion: Sendable {
    /// The longest life that Google takes.
    package static let lifetimeSeconds = 3600

    /// `header.claims.signature`, each base64url without padding.
    package let text: Secret

    private struct Header: Encodable {
        let alg = "RS256"
        let typ = "JWT"
        let kid: String
    }

    private struct Claims: Encodable {
        let iss: String
        let sub: String
        let scope: String
        let aud: String
        let iat: Int
        let exp: Int
    }

    /// Signs for `subject` (a mailbox address) and `scope` (space-separated). `aud` is `token_uri` as the file has it.
    ///
    /// Throws `SigningFailure`, or `EncodingError` which JSON of texts and numbers never gives.
    package init(key: ServiceAccountKey, subject: String, scope: String, at date: Date) throws {
        let issued = Int(date.timeIntervalSince1970)
        let account = key.account
        let claims = Claims(
            iss: account.clientEmail, sub: subject, scope: scope, aud: account.tokenURL.text, iat: issued,
            exp: issued + Self.lifetimeSeconds)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let parts = [try encoder.encode(Header(kid: account.privateKeyID)), try encoder.encode(claims)]
        let message = parts.map { Base64URL.encode(Array($0)) }.joined(separator: ".")
        text = Secret(message + "." + Base64URL.encode(try key.key.signature(of: Array(message.utf8))))
    }
}
