import Testing
import Transport

@Suite struct ServiceURLTests {
    @Test(arguments: [
        ("https://gmail.googleapis.com", "gmail.googleapis.com", false),
        ("HTTPS://Gmail.GoogleAPIs.com/x", "gmail.googleapis.com", false),
        ("http://127.0.0.1:8080/x", "127.0.0.1", true),
        ("http://127.9.8.7", "127.9.8.7", true),
        ("http://127.1", "127.0.0.1", true),
        ("http://localhost:1", "localhost", true),
        ("http://LOCALHOST", "localhost", true),
        ("http://[::1]:80/", "::1", true),
        ("https://user:pass@host/?a=b", "host", false),
    ])
    func `7.1.12: https anywhere and http on this machine are taken`(text: String, host: String, loopback: Bool) throws
    {
        let url = try ServiceURL(text)
        #expect(url.host == host)
        #expect(url.isLoopback == loopback)
        #expect(url.text == text)
    }

    @Test(arguments: [
        "http://example.com/x", "http://127.0.0.1.example.com", "http://localhost.example.com", "http://128.0.0.1",
        "http://127.0.0.1@example.com/", "http://[::2]/", "http://0.0.0.0/", "http://127.0.0.1%2eexample.com/",
    ])
    func `7.1.12: http to another host is refused before anything is sent`(text: String) {
        let failure = #expect(throws: TransportFailure.self) { try ServiceURL(text) }
        guard case .insecureURL = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure?.failureClass == .configuration)
    }

    @Test func `given http with credentials, the text shows none of them`() {
        let failure = #expect(throws: TransportFailure.self) { try ServiceURL("http://u:p@example.com/x?key=secret") }
        #expect(
            failure?.description == "http://[redacted]@example.com/x?[redacted] would send credentials unencrypted; "
                + "use https (http is for this machine's own addresses only)")
    }

    @Test(arguments: [
        "", "example.com", "ftp://example.com", "file:///etc/passwd", "https://", "https:// x", "imap://h",
        "https://h\0x",
    ])
    func `given something else, it is no address of a service`(text: String) {
        let failure = #expect(throws: TransportFailure.self) { try ServiceURL(text) }
        #expect(
            failure?.description
                == "\(text) is not an address of a service; write https://HOST or https://HOST/PATH")
    }

    @Test func `given a path and a query, they are added and encoded`() throws {
        let url = try ServiceURL("https://host/base/")
            .appending(
                path: "/users/\(ServiceURL.percentEncoded("a/b@c"))", query: [("q", "is:unread ü&x=1"), ("n", "5")])
        #expect(url.text == "https://host/base/users/a%2Fb%40c?q=is%3Aunread%20%C3%BC%26x%3D1&n=5")
        #expect(url.description == "https://host/base/users/a%2Fb%40c?[redacted]")
    }
}
