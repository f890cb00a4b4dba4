import Foundation
import TestSupport
import Testing
import Threading
import Transport

/// What servers do wrong, and what is said about it.
@Suite(.timeLimit(.minutes(1))) struct FaultTests {
    private struct Disk: Error, CustomStringConvertible {
        let description = "disk full"
    }

    private func failure(
        _ reply: ScriptedHTTPServer.Reply, limit: Int = 1000, timeouts: HTTPTimeouts = HTTPTimeouts(),
        sink: HTTPRequest.Sink? = nil
    ) async throws -> TransportFailure? {
        let server = try ScriptedHTTPServer { _ in reply }
        defer { server.stop() }
        let client = try HTTPClient(HTTPClientOptions(timeouts: timeouts))
        defer { client.stop() }
        let request = HTTPRequest(
            .get, try ServiceURL(server.url + "/x?key=secret"), responseLimitBytes: limit, sink: sink)
        do throws(TransportFailure) {
            _ = try await client.perform(request)
            return nil
        } catch {
            return error
        }
    }

    private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"

    @Test(arguments: [
        (
            head + "half",
            "the connection to 127.0.0.1 ended before the answer was complete: "
                + "transfer closed with 96 bytes remaining to read; try again later"
        ),
        (
            "",
            "the connection to 127.0.0.1 ended before the answer was complete: Empty reply from server; try again later"
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhal",
            "the connection to 127.0.0.1 ended before the answer was complete: "
                + "transfer closed with outstanding read data remaining; try again later"
        ),
        (
            "SSH-2.0-OpenSSH_9.2\r\n",
            "127.0.0.1 answered with something that is not HTTP: Received HTTP/0.9 when not allowed; check the address"
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
            "127.0.0.1 answered with something that is not HTTP: "
                + "Error while processing content unencoding: incorrect header check; check the address"
        ),
    ])
    func `given an answer that is cut or is nonsense, the text says which`(sent: String, text: String) async throws {
        let failure = try await failure(.raw(Array(sent.utf8)))
        #expect(failure?.description == text)
    }

    @Test func `given a server that falls silent, the request ends after the time of silence`() async throws {
        let failure = try await failure(
            .stall(Array((Self.head + "half").utf8)), timeouts: HTTPTimeouts(silence: .seconds(1)))
        #expect(failure?.description == "127.0.0.1 was silent for 1 s; try again later")
        #expect(failure?.failureClass == .temporary)
    }

    @Test func `given an endless answer, the limit ends it`() async throws {
        let failure = try await failure(
            .endless(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), chunk: [UInt8](repeating: 65, count: 10_000)),
            limit: 100_000)
        #expect(failure?.description == "the answer of 127.0.0.1 is larger than 100000 bytes; check the address")
        #expect(failure?.failureClass == .refused)
    }

    @Test func `given endless header fields, their limit ends it`() async throws {
        let failure = try await failure(
            .endless(Array("HTTP/1.1 200 OK\r\n".utf8), chunk: Array("A: b\r\n".utf8)), limit: 100_000)
        #expect(failure?.description == "the answer of 127.0.0.1 is larger than 262144 bytes; check the address")
    }

    @Test func `given a sink that throws, the transfer ends with its error`() async throws {
        let failure = try await failure(
            .endless(Array("HTTP/1.1 200 OK\r\n\r\n".utf8), chunk: [65, 66, 67]), limit: .max,
            sink: { _ in throw Disk() })
        guard case .sink(let error) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(error is Disk)
        #expect(failure?.description == "the answer could not be taken in: disk full; try again later")
    }

    @Test func `given a sink and an error answer, the body is collected beside it`() async throws {
        let server = try ScriptedHTTPServer { _ in .answer(404, body: Array("gone".utf8)) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let response = try await client.perform(
            HTTPRequest(
                .get, ServiceURL(server.url), responseLimitBytes: 1000, sink: { _ in throw Disk() }))
        #expect(response.status == 404)
        #expect(response.body == Array("gone".utf8))
    }

    @Test func `given nobody who listens, the text says so`() async throws {
        let (descriptor, port) = try ListeningSocket.open()
        close(descriptor)
        let client = try HTTPClient()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(HTTPRequest(.get, ServiceURL("http://127.0.0.1:\(port)/"), responseLimitBytes: 10))
        }
        let text = try #require(failure).description.replacing(#/after \d+ ms/#, with: "after N ms")
        #expect(
            text == "no connection to 127.0.0.1: Failed to connect to 127.0.0.1 port \(port) after N ms: "
                + "Couldn't connect to server; check the address, the network and firewalls")
    }

    @Test func `given a host that does not exist, the text names it`() async throws {
        let client = try HTTPClient()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(
                HTTPRequest(
                    .get, ServiceURL("https://user:pw@no-such-host.invalid/?key=secret"), responseLimitBytes: 10))
        }
        #expect(
            failure?.description
                == "no host named no-such-host.invalid is known; check the name and this machine's DNS")
    }

    @Test func `given TLS to a port that speaks none, the text says that there is no secure connection`() async throws {
        let (listener, port) = try ListeningSocket.open()
        defer { close(listener) }
        Thread.detachNewThread {
            let connection = accept(listener, nil, nil)
            send(connection, "220 ready for mail\r\n", 20, 0)
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
            close(connection)
        }
        let client = try HTTPClient()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(
                HTTPRequest(.get, ServiceURL("https://127.0.0.1:\(port)/"), responseLimitBytes: 10))
        }
        #expect(failure?.failureClass == .refused)
        #expect(
            failure?.description.replacing(#/OpenSSL\/[\d.]+/#, with: "OpenSSL/N")
                == "no secure connection to 127.0.0.1: OpenSSL/N: error:0A00010B:SSL routines::wrong version number; check the address"
        )
    }

    @Test func `given a CA file that is missing or no PEM, the text names it`() async throws {
        let missing = #expect(throws: TransportFailure.self) { try HTTPClient(HTTPClientOptions(caFile: "/no/ca.pem")) }
        #expect(
            missing?.description == "the certificate file /no/ca.pem cannot be used: No such file or directory; "
                + "--ca-file takes a PEM file with CA certificates")
        #expect(missing?.failureClass == .configuration)
    }
}
