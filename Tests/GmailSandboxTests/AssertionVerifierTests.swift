import Signing
import Testing

@testable import GmailSandbox

@Suite struct AssertionVerifierTests {
    /// A change of a good assertion, and the answer to it; a nil claim is left out.
    struct Refusal: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var header: [String: JSONValue] = [:]
        var claims: [String: JSONValue?] = [:]
        let expected: TokenFailure
    }

    private let account: ServiceAccount
    private let verifier: AssertionVerifier

    init() throws {
        account = try AssertionFixture.account.get()
        verifier = AssertionVerifier(
            account: account, mailboxes: ["support@example.org"],
            authorizedScopes: ["https://www.googleapis.com/auth/gmail.modify"])
    }

    private func assertion(header: [String: JSONValue] = [:], claims: [String: JSONValue?] = [:]) throws -> String {
        var all = AssertionFixture.claims(account)
        for (name, value) in claims { all[name] = value }
        return try AssertionFixture.assertion(
            header: AssertionFixture.header(account).merging(header) { $1 }, claims: all, key: account.key)
    }

    private func refusal(of assertion: String) -> TokenFailure? {
        do throws(TokenFailure) {
            _ = try verifier.grant(for: assertion, now: AssertionFixture.now)
            return nil
        } catch {
            return error
        }
    }

    @Test func `given a good assertion, when it is verified, then mailbox and scopes are granted`() throws {
        let grant = try verifier.grant(for: try assertion(), now: AssertionFixture.now)
        #expect(grant.mailbox == "support@example.org")
        #expect(grant.scopes == ["https://www.googleapis.com/auth/gmail.modify"])
    }

    @Test func `given no sub, when the assertion is verified, then it stands for the account without a mailbox`() throws
    {
        let grant = try verifier.grant(for: try assertion(claims: ["sub": nil]), now: AssertionFixture.now)
        #expect(grant.mailbox == nil)
    }

    @Test(arguments: [
        Refusal(testDescription: "issuer", claims: ["iss": "x@example.org"], expected: .unknownAccount),
        Refusal(testDescription: "key id", header: ["kid": "0000"], expected: .invalidSignature),
        Refusal(testDescription: "algorithm", header: ["alg": "HS256"], expected: .invalidSignature),
        Refusal(
            testDescription: "audience", claims: ["aud": "https://oauth2.googleapis.com/token"],
            expected: .invalidGrant(
                "Invalid JWT: Failed audience check. The right audience is \(AssertionFixture.tokenURI)")),
        Refusal(
            testDescription: "longer than an hour", claims: ["exp": .integer(AssertionFixture.now + 3_601)],
            expected: .unreasonableTime),
        Refusal(
            testDescription: "ends before it begins", claims: ["exp": .integer(AssertionFixture.now - 1)],
            expected: .unreasonableTime),
        Refusal(
            testDescription: "issued in the future",
            claims: ["iat": .integer(AssertionFixture.now + 301), "exp": .integer(AssertionFixture.now + 900)],
            expected: .unreasonableTime),
        Refusal(
            testDescription: "issued long ago",
            claims: ["iat": .integer(AssertionFixture.now - 301), "exp": .integer(AssertionFixture.now + 900)],
            expected: .unreasonableTime),
        Refusal(testDescription: "time as text", claims: ["iat": "now"], expected: .unreasonableTime),
        Refusal(testDescription: "time that overflows", claims: ["iat": .integer(.min)], expected: .unreasonableTime),
        Refusal(testDescription: "no scope", claims: ["scope": nil], expected: .emptyScope),
        Refusal(testDescription: "misspelt scope", claims: ["scope": "gmail.modify"], expected: .unknownScope),
        Refusal(
            testDescription: "scope that nobody authorised",
            claims: ["scope": "https://www.googleapis.com/auth/gmail.readonly"], expected: .unauthorizedClient),
        Refusal(
            testDescription: "sub that is no address", claims: ["sub": "support"],
            expected: TokenFailure(
                error: "invalid_request", description: "Invalid impersonation \"sub\" field: \"support\"")),
        Refusal(testDescription: "unknown user", claims: ["sub": "nobody@example.org"], expected: .unknownUser),
    ])
    func `given an assertion with one fault, when it is verified, then Google's answer names it`(_ refusal: Refusal)
        throws
    {
        let assertion = try assertion(header: refusal.header, claims: refusal.claims)
        #expect(self.refusal(of: assertion) == refusal.expected)
    }

    @Test func `given another key's signature, when the assertion is verified, then the signature is invalid`() throws {
        let other = try RSAPrivateKey.generate()
        let assertion = try AssertionFixture.assertion(
            header: AssertionFixture.header(account), claims: AssertionFixture.claims(account), key: other)
        #expect(refusal(of: assertion) == .invalidSignature)
    }

    @Test func `given claims changed after signing, when the assertion is verified, then the signature is invalid`()
        throws
    {
        let good = try assertion().split(separator: ".")
        let other = try assertion(claims: ["exp": .integer(AssertionFixture.now + 60)]).split(separator: ".")
        #expect(refusal(of: "\(good[0]).\(other[1]).\(good[2])") == .invalidSignature)
    }

    @Test(arguments: ["", "a.b", "a.b.c.d", "!.!.!", "e30.e30.e30=", "W10.e30.e30"])
    func `given text that is no assertion, when it is verified, then it is a bad request`(_ text: String) {
        #expect(refusal(of: text) == .malformed)
    }
}
