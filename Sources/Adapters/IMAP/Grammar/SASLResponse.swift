import Foundation
import Observability

/// What a client answers in an authentication (RFC 4422), in the base64 of IMAP.
struct SASLResponse: Sendable {
    let encoded: [UInt8]

    private init(_ text: String) { encoded = Array(Data(text.utf8).base64EncodedString().utf8) }

    /// PLAIN (RFC 4616): no other identity is asked for. Names and passwords in UTF-8.
    static func plain(user: String, password: Secret) -> SASLResponse {
        password.reveal { SASLResponse("\0\(user)\0\($0)") }
    }

    /// XOAUTH2, as Google and Microsoft describe it.
    static func xoauth2(user: String, token: Secret) -> SASLResponse {
        token.reveal { SASLResponse("user=\(user)\u{1}auth=Bearer \($0)\u{1}\u{1}") }
    }

    /// OAUTHBEARER (RFC 7628).
    static func oauthBearer(user: String, host: String, port: UInt16, token: Secret) -> SASLResponse {
        // `=` and `,` have a meaning of their own in the header (RFC 5801, section 4).
        let name = user.replacing("=", with: "=3D").replacing(",", with: "=2C")
        return token.reveal {
            SASLResponse("n,a=\(name),\u{1}host=\(host)\u{1}port=\(port)\u{1}auth=Bearer \($0)\u{1}\u{1}")
        }
    }
}
