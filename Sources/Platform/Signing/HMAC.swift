import COpenSSL

/// HMAC with SHA-256 (RFC 2104): 32 bytes.
package func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 32)
    // A key pointer that is nil means "the key of the call before" to OpenSSL, so an empty key still needs an address.
    let keyBytes = key.isEmpty ? [0] : key
    COpenSSL.HMAC(EVP_sha256(), keyBytes, Int32(key.count), message, message.count, &code, nil)
    return code
}

/// Compares in a time that does not depend on where the difference is.
package func isEqualInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && CRYPTO_memcmp(left, right, left.count) == 0
}
