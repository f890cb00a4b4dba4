import Foundation
import Signing
import TestSupport
import Testing
import Threading
import Transport

/// The client against a real server: nginx with TLS and HTTP/2.
@Suite(.enabled(if: NginxServer.path != nil, "nginx is not installed (Debian: nginx-light)"), .timeLimit(.minutes(1)))
struct HTTP2Tests {
    private let authority: CertificateAuthority

    init() throws { authority = try CertificateAuthority() }

    private func client(_ change: (inout HTTPClientOptions) -> Void = { _ in }) throws -> HTTPClient {
        var options = HTTPClientOptions(caFile: authority.caFile)
        change(&options)
        return try HTTPClient(options)
    }

    private func text(_ response: HTTPResponse) -> String { String(decoding: response.body, as: UTF8.self) }

    @Test func `given many requests at once, one HTTP 2 connection carries them all`() async throws {
        let server = try NginxServer(authority)
        defer { server.stop() }
        let client = try client()
        defer { client.stop() }
        let url = try ServiceURL(server.url("/connection"))
        let answers = try await withThrowingTaskGroup(of: HTTPResponse.self) { group in
            for _ in 0..<500 {
                group.addTask { try await client.perform(HTTPRequest(.get, url, responseLimitBytes: 1000)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 500)
        #expect(answers.allSatisfy { $0.status == 200 && $0.version == .http2 })
        #expect(Set(answers.map(text)).count == 1)
        #expect(text(answers[0]).hasSuffix(" HTTP/2.0 mailworker (gzip)"))
        #expect(client.meter.reading.requests == 500)
        #expect(client.meter.reading.bytesReceived == 500 * answers[0].body.count)
    }

    @Test func `given a server without HTTP 2, requests one after another share a connection`() async throws {
        let server = try NginxServer(authority, protocols: "ssl")
        defer { server.stop() }
        let client = try client()
        defer { client.stop() }
        let request = HTTPRequest(.get, try ServiceURL(server.url("/connection")), responseLimitBytes: 1000)
        let first = try await client.perform(request)
        let second = try await client.perform(request)
        #expect(first.version == .http1)
        #expect(text(first).contains(" HTTP/1.1 "))
        #expect(text(first) == text(second))
    }

    @Test func `given an authority that is not known, the text names --ca-file`() async throws {
        let server = try NginxServer(authority)
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(
                HTTPRequest(.get, ServiceURL(server.url("/connection?key=secret")), responseLimitBytes: 1000))
        }
        #expect(failure?.failureClass == .refused)
        #expect(
            failure?.description
                == "the certificate of localhost cannot be trusted: SSL certificate problem: unable to get local issuer "
                + "certificate; if a certificate authority of your own has signed it, name its certificate with --ca-file"
        )
    }

    @Test func `given a certificate for another name, the text says to check the address`() async throws {
        try authority.issue("server", names: "DNS:other.example")
        let server = try NginxServer(authority)
        defer { server.stop() }
        let client = try client()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(HTTPRequest(.get, ServiceURL(server.url("/")), responseLimitBytes: 1000))
        }
        #expect(
            failure?.description
                == "the certificate of localhost cannot be trusted: SSL: no alternative certificate subject name matches "
                + "target host name 'localhost'; check the address, or the certificate of the server")
    }

    @Test func `given a redirect, it is returned and not followed`() async throws {
        let server = try NginxServer(
            authority, locations: "location /away { return 302 https://localhost:1/connection; }")
        defer { server.stop() }
        let client = try client()
        defer { client.stop() }
        let response = try await client.perform(
            HTTPRequest(.get, ServiceURL(server.url("/away")), responseLimitBytes: 1000))
        #expect(response.status == 302)
        #expect(response.headers["location"] == "https://localhost:1/connection")
        #expect(response.headers["LOCATION"] == response.headers["Location"])
        #expect(client.meter.reading.requests == 1)
    }

    @Test func `given 40 MB and a sink, the bytes pass in pieces of at most 64 KiB and none is kept`() async throws {
        let server = try NginxServer(authority)
        let content = randomBytes(40 << 20)
        try server.put(content, at: "large")
        defer { server.stop() }
        let client = try client()
        defer { client.stop() }
        let digest = Locked((stream: SHA256Box(), largest: 0, count: 0))
        let response = try await client.perform(
            HTTPRequest(
                .get, ServiceURL(server.url("/large")), responseLimitBytes: 40 << 20,
                sink: { bytes in
                    digest.withLock { state in
                        state.stream.digest.update(bytes)
                        state.largest = max(state.largest, bytes.count)
                        state.count += bytes.count
                    }
                }))
        #expect(response.status == 200)
        #expect(response.body.isEmpty)
        let (sum, largest, count) = digest.withLock { ($0.stream.digest.finish(), $0.largest, $0.count) }
        #expect(count == content.count)
        #expect(sum == sha256(content))
        #expect(largest <= 64 << 10)
    }

    @Test func `given a compressed answer that grows a thousandfold, the limit holds for what comes out`() async throws
    {
        let server = try NginxServer(authority, locations: "location /bomb { add_header Content-Encoding gzip; }")
        let zeros = try server.folder.write([UInt8](repeating: 0, count: 32 << 20), to: "zeros")
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", zeros]
        try gzip.run()
        gzip.waitUntilExit()
        let bomb = try server.folder.read("zeros.gz")
        #expect(bomb.count < 1 << 20)
        try server.put(bomb, at: "bomb")
        defer { server.stop() }
        let client = try client()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(HTTPRequest(.get, ServiceURL(server.url("/bomb")), responseLimitBytes: 1 << 20))
        }
        #expect(failure?.description == "the answer of localhost is larger than 1048576 bytes; check the address")
        #expect(client.meter.reading.bytesReceived < 2 << 20)
    }
}

/// Used under a lock only.
private final class SHA256Box: @unchecked Sendable {
    let digest = SHA256Stream()
}
