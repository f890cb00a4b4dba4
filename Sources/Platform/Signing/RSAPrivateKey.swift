import COpenSSL

/// An RSA key that signs with RS256 (RFC 7518, section 3.3).
package final class RSAPrivateKey: Sendable {
    /// Shorter keys are refused: RFC 7518 asks for 2048 bits with RS256.
    package static let minimumBits = 2048

    private let key: RSAKey

    /// Reads a PEM key, PKCS#8 or PKCS#1, without passphrase.
    ///
    /// The working copy of the bytes is wiped; the caller's array is not.
    /// Throws `notAPrivateKey`, `wrongKeyType`, `keyTooShort`.
    package init(pem: [UInt8]) throws(SigningFailure) {
        let copy = SensitiveBytes(copying: pem)
        let (pointer, errors) = OpenSSLErrors.collecting { PEM.privateKey(copy) }
        guard let pointer else { throw .notAPrivateKey(openSSL: errors) }
        let key = RSAKey(taking: pointer)
        guard key.isRSA else { throw .wrongKeyType(name: key.typeName) }
        guard key.bits >= Self.minimumBits else { throw .keyTooShort(bits: key.bits) }
        self.key = key
    }

    private init(key: RSAKey) {
        self.key = key
    }

    /// Makes a new key; for sandboxes and tests. Takes a tenth of a second or more.
    package static func generate(bits: Int = minimumBits) throws(SigningFailure) -> RSAPrivateKey {
        guard bits >= minimumBits else { throw .keyTooShort(bits: bits) }
        let (pointer, errors) = OpenSSLErrors.collecting { copenssl_generate_rsa(bits) }
        guard let pointer else { throw .operation(name: "generate an RSA key", openSSL: errors) }
        return RSAPrivateKey(key: RSAKey(taking: pointer))
    }

    package var bits: Int { key.bits }

    /// RSASSA-PKCS1-v1_5 with SHA-256 over `message`; as many bytes as the key's modulus.
    package func signature(of message: [UInt8]) throws(SigningFailure) -> [UInt8] {
        let (signature, errors) = OpenSSLErrors.collecting { key.withKey { sign(message, with: $0) } }
        guard let signature else { throw .operation(name: "sign with SHA-256 and RSA", openSSL: errors) }
        return signature
    }

    /// The key as PKCS#8 PEM: key material, for the sandbox's credentials file only.
    package func pem() throws(SigningFailure) -> String {
        let (text, errors) = OpenSSLErrors.collecting {
            key.withKey { key in PEM.text { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) } }
        }
        guard let text else { throw .operation(name: "write a private key", openSSL: errors) }
        return text
    }

    /// The public half; shares the key with this object.
    package var publicKey: RSAPublicKey { RSAPublicKey(key: key) }

    private func sign(_ message: [UInt8], with key: OpaquePointer) -> [UInt8]? {
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1 else { return nil }
        var signature = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
        var count = signature.count
        guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
        signature.removeLast(signature.count - count)
        return signature
    }
}
