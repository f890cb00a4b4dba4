/// Why a key could not be used. Never holds key material.
package enum SigningFailure: Error, Equatable, CustomStringConvertible {
    /// Broken, cut, encrypted or empty; OpenSSL says the same of all of them.
    case notAPrivateKey(openSSL: String)
    /// The same for a public key.
    case notAPublicKey(openSSL: String)
    /// A key, but not of a kind that signs with RS256; `name` as OpenSSL spells it (`EC`, `ED25519`).
    case wrongKeyType(name: String)
    /// Too short to be safe (NIST SP 800-131A) and not what Google hands out.
    case keyTooShort(bits: Int)
    /// A call of the library that should not fail did.
    case operation(name: String, openSSL: String)

    package var description: String {
        switch self {
        case .notAPrivateKey(let openSSL):
            "the private key is not a PEM private key without passphrase: it is empty, cut or damaged "
                + "(OpenSSL: \(openSSL)); take the text between BEGIN PRIVATE KEY and END PRIVATE KEY with both lines"
        case .notAPublicKey(let openSSL):
            "the public key is not a PEM public key: it is empty, cut or damaged (OpenSSL: \(openSSL))"
        case .wrongKeyType(let name):
            "the private key is an \(name) key, Google signs with RSA; create a new key for the service account"
        case .keyTooShort(let bits):
            "the private key has \(bits) bits, at least \(RSAPrivateKey.minimumBits) are needed; "
                + "create a new key for the service account"
        case .operation(let name, let openSSL):
            "OpenSSL cannot \(name): \(openSSL)"
        }
    }
}
