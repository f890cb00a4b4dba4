import Foundation
import Signing
import Testing

/// What stands in the place of a key often enough, and what is said about it.
@Suite struct RefusedKeyTests {
    private func refusal(of pem: [UInt8]) -> SigningFailure? {
        do throws(SigningFailure) {
            _ = try RSAPrivateKey(pem: pem)
            return nil
        } catch {
            return error
        }
    }

    private let notPEM =
        "the private key is not a PEM private key without passphrase: it is empty, cut or damaged "
        + "(OpenSSL: error:1E08010C:DECODER routines::unsupported); "
        + "take the text between BEGIN PRIVATE KEY and END PRIVATE KEY with both lines"

    @Test func `given an EC key, the text says that Google signs with RSA`() throws {
        let pem = try KeyFixtures.made(by: ["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"])
        let failure = try #require(refusal(of: pem))
        #expect(failure == .wrongKeyType(name: "EC"))
        #expect(
            failure.description
                == "the private key is an EC key, Google signs with RSA; create a new key for the service account")
    }

    @Test func `given a key of 1024 bits, the text names both lengths`() throws {
        let failure = try #require(refusal(of: KeyFixtures.pkcs8(bits: 1024)))
        #expect(failure == .keyTooShort(bits: 1024))
        #expect(
            failure.description
                == "the private key has 1024 bits, at least 2048 are needed; create a new key for the service account")
    }

    @Test func `given an empty text, it is not a PEM private key`() throws {
        #expect(try #require(refusal(of: [])).description == notPEM)
    }

    @Test func `given a key cut in the middle, it is not a PEM private key`() throws {
        let pem = try KeyFixtures.pkcs8()
        #expect(try #require(refusal(of: Array(pem.prefix(800)))).description == notPEM)
    }

    @Test func `given a certificate or a public key, it is not a PEM private key`() throws {
        let pem = try Array(RSAPrivateKey.generate().publicKey.pem().utf8)
        #expect(try #require(refusal(of: pem)).description == notPEM)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given an encrypted key, it is refused without a question on the terminal`() throws {
        let pem = try KeyFixtures.made(by: ["genpkey", "-algorithm", "RSA", "-aes256", "-pass", "pass:secret"])
        let text = try #require(refusal(of: pem)).description
        #expect(text.hasPrefix("the private key is not a PEM private key without passphrase: "))
    }

    @Test func `given damaged key bytes, the text holds none of them`() throws {
        var pem = try KeyFixtures.pkcs8()
        for place in 400..<600 { pem[place] = UInt8(ascii: "A") }
        let failure = refusal(of: pem)
        let piece = String(decoding: pem[100..<140], as: UTF8.self)
        #expect(failure.map { !$0.description.contains(piece) } ?? true)
    }

    @Test func `given no public key, the text says so`() throws {
        #expect(
            throws: SigningFailure.notAPublicKey(openSSL: "error:1E08010C:DECODER routines::unsupported")
        ) { try RSAPublicKey(pem: Array("no key".utf8)) }
    }

    @Test func `a short key cannot be generated either`() {
        #expect(throws: SigningFailure.keyTooShort(bits: 1024)) { try RSAPrivateKey.generate(bits: 1024) }
    }
}
