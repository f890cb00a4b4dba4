import Signing
import TestSupport
import Testing

@Suite struct DigestTests {
    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `given a text, SHA-256 is the published one`(text: String, digest: String) {
        #expect(hexadecimal(sha256(Array(text.utf8))) == digest)
    }

    @Test func `given bytes in pieces, the running digest is that of the whole`() {
        let bytes = randomBytes(100_000)
        let stream = SHA256Stream()
        for start in stride(from: 0, to: bytes.count, by: 777) {
            bytes[start..<min(start + 777, bytes.count)].withUnsafeBytes { stream.update($0) }
        }
        #expect(stream.finish() == sha256(bytes))
    }

    @Test(arguments: [
        // RFC 4231, test cases 1 and 2; the last is that of an empty key and an empty message.
        (
            [UInt8](repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
    func `given a key and a message, HMAC is the published one`(key: [UInt8], message: String, code: String) {
        #expect(hexadecimal(hmacSHA256(key: key, message: Array(message.utf8))) == code)
    }

    @Test func `comparison in constant time is comparison`() {
        #expect(isEqualInConstantTime([1, 2], [1, 2]))
        #expect(!isEqualInConstantTime([1, 2], [1, 3]))
        #expect(!isEqualInConstantTime([1, 2], [1, 2, 3]))
    }

    @Test func `random bytes have the wanted length and differ`() {
        #expect(randomBytes(32).count == 32)
        #expect(randomBytes(32) != randomBytes(32))
    }
}
