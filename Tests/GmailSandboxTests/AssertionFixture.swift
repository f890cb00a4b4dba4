import Foundation
import Signing

@testable import GmailSandbox

/// Assertions signed by a service account's key.
enum AssertionFixture {
    static let tokenURI = "http://127.0.0.1:1/token"
    static let account = Result { try ServiceAccount(tokenURI: tokenURI, key: try sharedKey.get()) }
    static let now = 1_800_000_000

    static func header(_ account: ServiceAccount) -> [String: JSONValue] {
        ["alg": "RS256", "typ": "JWT", "kid": .string(account.keyID)]
    }

    static func claims(_ account: ServiceAccount, now: Int = now) -> [String: JSONValue] {
        [
            "iss": .string(account.email), "scope": "https://www.googleapis.com/auth/gmail.modify",
            "aud": .string(account.tokenURI), "sub": "support@example.org", "iat": .integer(now),
            "exp": .integer(now + 3_600),
        ]
    }

    static func assertion(
        header: [String: JSONValue], claims: [String: JSONValue], key: RSAPrivateKey
    ) throws -> String {
        let message = [header, claims].map { members in
            Base64URL.encode(Array(JSONValue.members(members.map { ($0.key, $0.value) }).text().utf8))
        }.joined(separator: ".")
        return "\(message).\(Base64URL.encode(try key.signature(of: Array(message.utf8))))"
    }

    /// The form that a client posts.
    static func form(_ assertion: String, grantType: String = "urn:ietf:params:oauth:grant-type:jwt-bearer") -> [UInt8]
    {
        Array("grant_type=\(grantType.replacing(":", with: "%3A"))&assertion=\(assertion)".utf8)
    }
}
