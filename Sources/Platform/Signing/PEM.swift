import COpenSSL

/// Reading and writing keys as PEM text (RFC 7468).
enum PEM {
    /// Reads PKCS#8 (`PRIVATE KEY`) or PKCS#1 (`RSA PRIVATE KEY`); nil when it is neither. The caller owns the key.
    ///
    /// The callback answers the question for a passphrase with a failure; OpenSSL's own asks on the terminal.
    static func privateKey(_ bytes: borrowing SensitiveBytes) -> OpaquePointer? {
        bytes.withUnsafeBytes { read($0) { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) } }
    }

    /// Reads `PUBLIC KEY`; nil when it is something else. The caller owns the key.
    static func publicKey(_ bytes: [UInt8]) -> OpaquePointer? {
        bytes.withUnsafeBytes { read($0) { PEM_read_bio_PUBKEY($0, nil, { _, _, _, _ in -1 }, nil) } }
    }

    /// Text that `write` puts into a memory BIO; nil when it fails.
    static func text(_ write: (OpaquePointer) -> Int32) -> String? {
        guard let bio = BIO_new(BIO_s_mem()) else { return nil }
        defer { BIO_free(bio) }
        guard write(bio) == 1 else { return nil }
        var start: UnsafeMutablePointer<CChar>?
        let count = copenssl_memory_content(bio, &start)
        let bytes = UnsafeRawBufferPointer(start: start, count: count)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The whole conversation stays inside the caller's closure: the BIO does not copy the bytes.
    private static func read(
        _ bytes: UnsafeRawBufferPointer, _ parse: (OpaquePointer) -> OpaquePointer?
    ) -> OpaquePointer? {
        guard bytes.count <= Int(Int32.max), let bio = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else {
            return nil
        }
        defer { BIO_free(bio) }
        return parse(bio)
    }
}
