import Foundation
import Signing
import TestSupport

/// Keys for the tests: RFC 7515's, and keys made by the `openssl` program.
enum KeyFixtures {
    /// The key of RFC 7515 as PKCS#1 PEM (RFC 8017, appendix A.1.2).
    static func rfc7515() throws -> [UInt8] {
        let numbers = [
            "AA", RFC7515Key.n, RFC7515Key.e, RFC7515Key.d, RFC7515Key.p, RFC7515Key.q, RFC7515Key.dp, RFC7515Key.dq,
            RFC7515Key.qi,
        ]
        var content: [UInt8] = []
        for number in numbers {
            var bytes = Base64URL.decode(number) ?? []
            if bytes[0] > 127 { bytes.insert(0, at: 0) }
            content += [0x02] + length(bytes.count) + bytes
        }
        let text = Data([0x30] + length(content.count) + content).base64EncodedString(options: .lineLength64Characters)
        return Array("-----BEGIN RSA PRIVATE KEY-----\n\(text)\n-----END RSA PRIVATE KEY-----\n".utf8)
    }

    private static func length(_ count: Int) -> [UInt8] {
        count < 128 ? [UInt8(count)] : [0x82, UInt8(count >> 8), UInt8(count & 255)]
    }

    /// What `openssl` writes to standard output as PEM.
    static func made(by arguments: [String]) throws -> [UInt8] {
        try OpenSSLCommand.run(arguments, in: FileManager.default.temporaryDirectory)
    }

    static func pkcs8(bits: Int = 2048) throws -> [UInt8] {
        try made(by: ["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:\(bits)"])
    }
}
