import COpenSSL

/// Owner of one `EVP_PKEY`.
///
/// `@unchecked` because the compiler sees only a pointer: the key is never changed after it was made, its reference
/// count is atomic, and OpenSSL allows several threads to sign and verify with one `EVP_PKEY` as long as each has its own
/// context (openssl-threads(7)); contexts live inside one call.
final class RSAKey: @unchecked Sendable {
    private let key: OpaquePointer

    /// Takes over `key` and frees it at the end.
    init(taking key: OpaquePointer) {
        self.key = key
    }

    deinit { EVP_PKEY_free(key) }

    var bits: Int { Int(EVP_PKEY_get_bits(key)) }

    /// Name of the kind of key as OpenSSL spells it.
    var typeName: String { EVP_PKEY_get0_type_name(key).map { String(cString: $0) } ?? "unknown" }

    var isRSA: Bool { EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA }

    func withKey<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        withExtendedLifetime(self) { body(key) }
    }
}
