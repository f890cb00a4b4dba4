import Observability
import Signing

/// A service account with its private key: can sign assertions.
package struct ServiceAccountKey: Sendable {
    package let account: ServiceAccount
    let key: RSAPrivateKey

    /// Reads the private key of `account`. Throws `privateKey`.
    package init(_ account: ServiceAccount) throws(CredentialsFailure) {
        self.account = account
        do throws(SigningFailure) {
            key = try RSAPrivateKey(pem: account.privateKeyPEM.reveal { Array($0.utf8) })
        } catch {
            throw CredentialsFailure(path: account.path, reason: .privateKey(error))
        }
    }

    /// Length of the key.
    package var bits: Int { key.bits }

    /// What a credentials file gives: the key, and a warning when others can read it.
    package struct Loaded: Sendable {
        package let key: ServiceAccountKey
        package let modeWarning: String?
    }

    /// Reads a credentials file.
    ///
    /// A file that others can read is a warning, since container secrets are mounted so; with `strictPermissions` it is
    /// an error.
    package static func load(path: String, strictPermissions: Bool) throws(CredentialsFailure) -> Loaded {
        let file = try KeyFile(path: path, strictPermissions: strictPermissions)
        return Loaded(key: try ServiceAccountKey(ServiceAccount(file)), modeWarning: file.modeWarning)
    }
}
