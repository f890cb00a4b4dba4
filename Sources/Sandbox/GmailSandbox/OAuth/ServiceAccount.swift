import Foundation
package import Signing

/// The sandbox's service account: a fresh RSA key and what its credentials file says.
package struct ServiceAccount: Sendable {
    static let projectNumber = "424242424242"

    package let key: RSAPrivateKey
    package let keyID: String
    package let email: String
    package let clientID: String
    package let tokenURI: String

    /// An account with this key, or a fresh one.
    init(tokenURI: String, key: RSAPrivateKey? = nil) throws(SigningFailure) {
        self.key = if let key { key } else { try RSAPrivateKey.generate() }
        keyID = Hex.text(randomBytes(20))
        email = "mailworker@gmail-sandbox.iam.gserviceaccount.com"
        clientID = "1\(ServiceAccount.projectNumber)00000000"
        self.tokenURI = tokenURI
    }

    /// The credentials file as Google's console writes it; holds the private key.
    func credentials() throws(SigningFailure) -> JSONValue {
        [
            "type": "service_account", "project_id": "gmail-sandbox", "private_key_id": .string(keyID),
            "private_key": .string(try key.pem()), "client_email": .string(email), "client_id": .string(clientID),
            "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": .string(tokenURI),
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_x509_cert_url": .string("https://www.googleapis.com/robot/v1/metadata/x509/\(email)"),
            "universe_domain": "googleapis.com",
        ]
    }
}

/// Lower-case hexadecimal text.
enum Hex {
    static func text(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
