import COpenSSL

/// A running SHA-256 (FIPS 180-4) over bytes as they pass. One owner, one thread at a time.
package final class SHA256Stream {
    private let context: OpaquePointer

    package init() {
        // SHA-256 of the default provider cannot fail to start but for memory, and without memory nothing goes on.
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            fatalError("OpenSSL gives no SHA-256: the installation of libcrypto is broken or memory is exhausted")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// Ends the digest and gives its 32 bytes; called once.
    package func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return digest
    }
}

/// SHA-256 of bytes in memory: 32 bytes.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
    let stream = SHA256Stream()
    bytes.withUnsafeBytes { stream.update($0) }
    return stream.finish()
}
