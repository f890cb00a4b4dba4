import Foundation
import Signing

/// Verifies a signed assertion (RFC 7523) in Google's order: account, signature, audience, times, scope, user.
struct AssertionVerifier: Sendable {
    /// What an assertion that holds asks for.
    struct Grant: Sendable, Equatable {
        /// Nil for the service account itself, which has no mailbox.
        let mailbox: String?
        let scopes: Set<String>
    }

    /// How far `iat` may be from the server's time.
    static let skewSeconds = 300
    static let longestLifeSeconds = 3_600

    let account: ServiceAccount
    /// Addresses of the domain's users, lower case.
    let mailboxes: Set<String>
    /// What the administrator authorised for the client, string for string.
    let authorizedScopes: Set<String>

    /// `now` in seconds since 1970.
    func grant(for assertion: String, now: Int) throws(TokenFailure) -> Grant {
        let segments = assertion.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        // RFC 7515 forbids padding, which the decoder would take.
        guard segments.count == 3, !assertion.contains("="), let header = Self.object(segments[0]),
            let claims = Self.object(segments[1]), let signature = Base64URL.decode(segments[2])
        else { throw .malformed }

        guard claims["iss"]?.string == account.email else { throw .unknownAccount }
        let isKeyKnown = header["kid"].map { $0.string == account.keyID } ?? true
        guard header["alg"]?.string == "RS256", isKeyKnown,
            account.key.publicKey.isValid(signature: signature, of: Array("\(segments[0]).\(segments[1])".utf8))
        else { throw .invalidSignature }
        guard claims["aud"]?.string == account.tokenURI else {
            throw .invalidGrant("Invalid JWT: Failed audience check. The right audience is \(account.tokenURI)")
        }
        try checkTimes(claims, now: now)
        let scopes = try scopes(claims)
        let mailbox = try mailbox(claims)
        guard scopes.isSubset(of: authorizedScopes) else { throw .unauthorizedClient }
        return Grant(mailbox: mailbox, scopes: scopes)
    }

    private static func object(_ segment: String) -> JSONValue? {
        guard let bytes = Base64URL.decode(segment), let value = JSONValue.parse(bytes), value.members != nil else {
            return nil
        }
        return value
    }

    private func checkTimes(_ claims: JSONValue, now: Int) throws(TokenFailure) {
        guard let issued = claims["iat"]?.integer, let expires = claims["exp"]?.integer else { throw .unreasonableTime }
        let life = expires.subtractingReportingOverflow(issued)
        let age = issued.subtractingReportingOverflow(now)
        guard !life.overflow, !age.overflow, 1...Self.longestLifeSeconds ~= life.partialValue,
            -Self.skewSeconds...Self.skewSeconds ~= age.partialValue, expires > now
        else { throw .unreasonableTime }
    }

    private func scopes(_ claims: JSONValue) throws(TokenFailure) -> Set<String> {
        let scopes = Set((claims["scope"]?.string ?? "").split(separator: " ").map(String.init))
        guard !scopes.isEmpty else { throw .emptyScope }
        let areKnown = scopes.allSatisfy {
            $0 == "https://mail.google.com/" || $0.hasPrefix("https://www.googleapis.com/auth/")
        }
        guard areKnown else { throw .unknownScope }
        return scopes
    }

    private func mailbox(_ claims: JSONValue) throws(TokenFailure) -> String? {
        guard let subject = claims["sub"] else { return nil }
        guard let address = subject.string, address.contains("@") else {
            throw TokenFailure(
                error: "invalid_request", description: "Invalid impersonation \"sub\" field: \(subject.text())")
        }
        guard mailboxes.contains(address.lowercased()) else { throw .unknownUser }
        return address.lowercased()
    }
}
