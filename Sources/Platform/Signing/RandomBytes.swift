import COpenSSL

/// `n` bytes from OpenSSL's generator, fit for keys and identifiers.
package func randomBytes(_ n: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: n)
    // Predictable bytes in place of random ones would be worse than an end of the program.
    guard RAND_bytes(&bytes, Int32(n)) == 1 else { fatalError("OpenSSL has no source of randomness") }
    return bytes
}
