import Foundation
import Observability
import Testing

@Suite struct SecretTests {
    private struct Options: Encodable {
        let user = "alice"
        let password = Secret("hunter2")
    }

    @Test func `given a secret, no way of printing shows it`() throws {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(Options(), to: &dumped)
        let texts = [
            "\(secret)", secret.description, secret.debugDescription, String(reflecting: secret), "\(Options())",
            String(reflecting: Options()), dumped, "\([secret])", "\(Optional(secret) as Any)",
            String(decoding: try JSONEncoder().encode(Options()), as: UTF8.self),
        ]
        for text in texts {
            #expect(text.contains("[redacted]"))
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.customMirror.children.isEmpty)
    }

    @Test func `only reveal gives the text`() {
        #expect(Secret("hunter2").reveal { $0 } == "hunter2")
        #expect(Secret("").isEmpty)
        #expect(Secret("a") == Secret("a"))
        #expect(Secret("a") != Secret("b"))
    }

    @Test(arguments: [
        ("https://host/path", "https://host/path"),
        ("https://host:8443/path?key=abc#part", "https://host:8443/path?[redacted]"),
        ("https://user:pass@host/path?key=abc", "https://[redacted]@host/path?[redacted]"),
        ("https://user:p@ss@host", "https://[redacted]@host"),
        ("https://host/a@b", "https://host/a@b"),
        ("https://host#part", "https://host#[redacted]"),
        ("user:pass@host?x", "[redacted]@host?[redacted]"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("", ""),
    ])
    func `given a URL, its user part, query and fragment are marked`(url: String, printed: String) {
        #expect(RedactedURL(url).description == printed)
    }
}
