import Foundation
import Signing
import Testing

@Suite struct Base64URLTests {
    @Test(arguments: [
        // RFC 4648, section 10, and the two letters that differ from base64.
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"), ("<<??>>", "PDw_Pz4-"),
    ])
    func `given a text, it is encoded without padding and decoded again`(text: String, encoded: String) {
        #expect(Base64URL.encode(Array(text.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(text.utf8))
    }

    @Test func `given padding, it is accepted`() {
        #expect(Base64URL.decode("Zg==") == Array("f".utf8))
        #expect(Base64URL.decode("Zm8=") == Array("fo".utf8))
    }

    @Test(arguments: ["Z", "Zm9vY", "Zg=", "Zg===", "====", "Z=g=", "Zm9+", "Zm9/", "Zm 9v", "Zm9v\n", "Zh", "Zm9vé"])
    func `given a text that is no base64url, nothing comes out`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func `given random bytes, Foundation's base64 agrees`() {
        for count in 0..<200 {
            let bytes = randomBytes(count)
            let standard = Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            #expect(Base64URL.decode(standard) == bytes)
            #expect(Base64URL.encode(bytes) == standard.replacing("=", with: ""))
        }
    }
}
