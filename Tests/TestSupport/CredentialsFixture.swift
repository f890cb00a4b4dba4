import Foundation
package import Signing

/// A credentials file as Google makes it, for a key made once in each test run.
package enum CredentialsFixture {
    package static let key = Result { try RSAPrivateKey.generate() }

    package static let clientEmail = "worker@sample-123.iam.gserviceaccount.com"
    package static let clientID = "104893218394562837465"

    /// The file's bytes, with fields changed or missing.
    package static func json(
        tokenURL: String, changes: [String: any Sendable] = [:], removing: [String] = []
    ) throws -> [UInt8] {
        var fields: [String: Any] = [
            "type": "service_account", "project_id": "sample-123", "private_key_id": "4f1d3a",
            "private_key": try key.get().pem(), "client_email": clientEmail, "client_id": clientID,
            "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": tokenURL,
            "universe_domain": "googleapis.com",
        ]
        for (name, value) in changes { fields[name] = value }
        for name in removing { fields[name] = nil }
        return Array(try JSONSerialization.data(withJSONObject: fields, options: .prettyPrinted))
    }
}
