import Foundation
import GoogleAuthorization
import Observability
import Signing
import TestSupport
import Testing
import Transport

@Suite struct AssertionTests {
    @Test func `7.1.3: the assertion has Google's header and claims, aud is token_uri, and its signature is valid`()
        throws
    {
        let folder = try ScratchFolder()
        let path = try folder.write(CredentialsFixture.json(tokenURL: "https://token.example/x/token"), to: "key.json")
        let key = try ServiceAccountKey.load(path: path, strictPermissions: false).key
        let assertion = try Assertion(
            key: key, subject: "alice@example.com", scope: "https://www.googleapis.com/auth/gmail.modify",
            at: Date(timeIntervalSince1970: 1_800_000_000.9))
        let parts = assertion.text.reveal { $0.components(separatedBy: ".") }
        #expect(parts.count == 3)
        let header = try #require(Base64URL.decode(parts[0]))
        #expect(String(decoding: header, as: UTF8.self) == #"{"alg":"RS256","kid":"4f1d3a","typ":"JWT"}"#)
        let claims = try #require(Base64URL.decode(parts[1]))
        #expect(
            String(decoding: claims, as: UTF8.self) == """
                {"aud":"https://token.example/x/token","exp":1800003600,"iat":1800000000,\
                "iss":"worker@sample-123.iam.gserviceaccount.com",\
                "scope":"https://www.googleapis.com/auth/gmail.modify","sub":"alice@example.com"}
                """)
        let signature = try #require(Base64URL.decode(parts[2]))
        #expect(
            try CredentialsFixture.key.get().publicKey
                .isValid(signature: signature, of: Array("\(parts[0]).\(parts[1])".utf8)))
        #expect("\(assertion)".contains("[redacted]"))
        #expect(!"\(assertion)".contains(parts[2]))
    }
}
