import COpenSSL

/// A copy of secret bytes that is wiped before its memory is given back.
package struct SensitiveBytes: ~Copyable {
    private let buffer: UnsafeMutableRawBufferPointer

    /// Copies `bytes`; wiping the original is up to its owner.
    package init(copying bytes: [UInt8]) {
        buffer = .allocate(byteCount: bytes.count, alignment: 1)
        buffer.copyBytes(from: bytes)
    }

    deinit {
        OPENSSL_cleanse(buffer.baseAddress, buffer.count)
        buffer.deallocate()
    }

    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(buffer))
    }
}
