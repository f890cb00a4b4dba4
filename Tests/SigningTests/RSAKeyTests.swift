import Foundation
import Signing
import TestSupport
import Testing

@Suite struct RSAKeyTests {
    @Test func `given the key of RFC 7515 A.2, its message gets the signature printed there`() throws {
        let key = try RSAPrivateKey(pem: KeyFixtures.rfc7515())
        let signature = try key.signature(of: Array(RFC7515Key.message.utf8))
        #expect(Base64URL.encode(signature) == RFC7515Key.signature)
        #expect(key.bits == 2048)
    }

    @Test(arguments: [["genpkey", "-algorithm", "RSA"], ["genrsa", "-traditional", "2048"]])
    func `given a PKCS 8 or PKCS 1 key, the openssl program accepts our signature`(arguments: [String]) throws {
        let folder = try ScratchFolder()
        let message = Array("header.claims".utf8)
        let key = try RSAPrivateKey(pem: KeyFixtures.made(by: arguments))
        try folder.write(Array(key.publicKey.pem().utf8), to: "public.pem")
        try folder.write(message, to: "message")
        try folder.write(key.signature(of: message), to: "signature")
        let verify = ["dgst", "-sha256", "-verify", "public.pem", "-signature", "signature", "message"]
        #expect(try OpenSSLCommand.run(verify, in: folder.url) == Array("Verified OK\n".utf8))

        try folder.write(Array("header.claim5".utf8), to: "message")
        #expect(try OpenSSLCommand.run(verify, in: folder.url, expecting: 1) == Array("Verification failure\n".utf8))
    }

    @Test func `given a signature by the openssl program, verification accepts it and nothing near it`() throws {
        let folder = try ScratchFolder()
        let message = Array("header.claims".utf8)
        try folder.write(KeyFixtures.pkcs8(), to: "key.pem")
        try folder.write(message, to: "message")
        let signature = try OpenSSLCommand.run(["dgst", "-sha256", "-sign", "key.pem", "message"], in: folder.url)
        let publicPEM = try OpenSSLCommand.run(["pkey", "-in", "key.pem", "-pubout"], in: folder.url)
        let key = try RSAPublicKey(pem: publicPEM)
        var changed = signature
        changed[10] ^= 1
        #expect(key.isValid(signature: signature, of: message))
        #expect(!key.isValid(signature: changed, of: message))
        #expect(!key.isValid(signature: signature, of: message + [0]))
        #expect(!key.isValid(signature: [], of: message))
        #expect(try !RSAPrivateKey.generate().publicKey.isValid(signature: signature, of: message))
    }

    @Test func `given a generated key, its PEM gives the same key again`() throws {
        let key = try RSAPrivateKey.generate()
        let pem = try key.pem()
        #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        let again = try RSAPrivateKey(pem: Array(pem.utf8))
        #expect(try again.publicKey.pem() == key.publicKey.pem())
        let signature = try again.signature(of: [1, 2, 3])
        #expect(try RSAPublicKey(pem: Array(key.publicKey.pem().utf8)).isValid(signature: signature, of: [1, 2, 3]))
    }

    @Test func `given one key, many tasks sign with it at once`() async throws {
        let key = try RSAPrivateKey.generate()
        let publicKey = key.publicKey
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                let message = [UInt8(number)]
                group.addTask { publicKey.isValid(signature: try key.signature(of: message), of: message) }
            }
            for try await valid in group { #expect(valid) }
        }
    }
}
