import COpenSSL

/// The public half of an RSA key: verifies RS256 signatures.
package final class RSAPublicKey: Sendable {
    private let key: RSAKey

    init(key: RSAKey) {
        self.key = key
    }

    /// Reads a PEM `PUBLIC KEY` (RFC 7468, section 13). Throws `notAPublicKey`, `wrongKeyType`.
    package init(pem: [UInt8]) throws(SigningFailure) {
        let (pointer, errors) = OpenSSLErrors.collecting { PEM.publicKey(pem) }
        guard let pointer else { throw .notAPublicKey(openSSL: errors) }
        let key = RSAKey(taking: pointer)
        guard key.isRSA else { throw .wrongKeyType(name: key.typeName) }
        self.key = key
    }

    /// The key as PEM `PUBLIC KEY`.
    package func pem() throws(SigningFailure) -> String {
        let (text, errors) = OpenSSLErrors.collecting {
            key.withKey { key in PEM.text { PEM_write_bio_PUBKEY($0, key) } }
        }
        guard let text else { throw .operation(name: "write a public key", openSSL: errors) }
        return text
    }

    /// Whether `signature` is this key's RSASSA-PKCS1-v1_5 signature with SHA-256 over `message`.
    package func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
        OpenSSLErrors.collecting {
            key.withKey { key in
                guard let context = EVP_MD_CTX_new() else { return false }
                defer { EVP_MD_CTX_free(context) }
                return EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1
                    && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
            }
        }.result
    }
}
