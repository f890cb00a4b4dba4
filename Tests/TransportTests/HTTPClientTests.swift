import Foundation
import Observability
import TestSupport
import Testing
import Threading
import Transport

@Suite(.timeLimit(.minutes(1))) struct HTTPClientTests {
    @Test(arguments: [HTTPRequest.Method.get, .post, .put, .patch, .delete])
    func `given a method and a body, the server gets both`(method: HTTPRequest.Method) async throws {
        let server = try ScriptedHTTPServer { .answer(200, body: Array("\($0.method) \($0.bodyText)".utf8)) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let url = try ServiceURL(server.url)
        for body in [nil, "", "x=1"] as [String?] {
            let response = try await client.perform(
                HTTPRequest(
                    method, url, headers: [HTTPHeader("Content-Type", "text/plain"), .bearer(Secret("abc"))],
                    body: body.map { Array($0.utf8) }, responseLimitBytes: 100))
            #expect(String(decoding: response.body, as: UTF8.self) == "\(method.rawValue) \(body ?? "")")
        }
        for request in server.requests {
            #expect(request.headers["content-type"] == "text/plain")
            #expect(request.headers["authorization"] == "Bearer abc")
            #expect(request.headers["expect"] == nil)
            #expect(request.headers["accept-encoding"] == "gzip")
        }
    }

    @Test func `given header fields, they are found whatever their case, and those before the answer do not count`()
        async throws
    {
        let server = try ScriptedHTTPServer { _ in
            .raw(
                Array(
                    "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\nHTTP/1.1 503 x\r\nRetry-After:  7 \r\nX-Empty:\r\nContent-Length: 0\r\n\r\n"
                        .utf8))
        }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let response = try await client.perform(HTTPRequest(.get, ServiceURL(server.url), responseLimitBytes: 100))
        #expect(response.status == 503)
        #expect(!response.isSuccess)
        #expect(response.headers["retry-AFTER"] == "7")
        #expect(response.headers["X-Empty"] == "")
        #expect(response.headers["X-Early"] == nil)
        #expect(response.version == .http1)
    }

    @Test func `given a cancelled task, the request ends at once and others go on`() async throws {
        let server = try ScriptedHTTPServer { $0.path == "/stall" ? .stall([]) : .answer(200) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let stalled = HTTPRequest(.get, try ServiceURL(server.url + "/stall"), responseLimitBytes: 100)
        let task = Task { try await client.perform(stalled) }
        for await _ in server.arrivals { break }
        task.cancel()
        let result = await task.result
        #expect(throws: TransportFailure.self) { try result.get() }
        if case .failure(let error as TransportFailure) = result { #expect(error.failureClass == .cancelled) }
        let next = try await client.perform(HTTPRequest(.get, ServiceURL(server.url + "/"), responseLimitBytes: 100))
        #expect(next.status == 200)
    }

    @Test func `given a task that is cancelled before it starts, nothing is sent`() async throws {
        let server = try ScriptedHTTPServer { _ in .answer(200) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let request = HTTPRequest(.get, try ServiceURL(server.url), responseLimitBytes: 100)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.perform(request)
        }
        let result = await task.result
        if case .failure(let error as TransportFailure) = result {
            #expect(error.description == "the request was cancelled; try again later")
        } else {
            Issue.record("\(result)")
        }
        #expect(server.requests.isEmpty)
        #expect(client.meter.reading.requests == 0)
    }

    @Test func `given stop, what is on its way ends as cancelled and later requests too`() async throws {
        let server = try ScriptedHTTPServer { _ in .stall([]) }
        defer { server.stop() }
        let client = try HTTPClient()
        let request = HTTPRequest(.get, try ServiceURL(server.url), responseLimitBytes: 100)
        let task = Task { try await client.perform(request) }
        for await _ in server.arrivals { break }
        client.stop()
        let results = [await task.result, await Task { try await client.perform(request) }.result]
        for result in results {
            guard case .failure(let error as TransportFailure) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(error.failureClass == .cancelled)
        }
        client.stop()
    }

    @Test func `given a meter of the request's own, both count`() async throws {
        let server = try ScriptedHTTPServer { _ in .answer(200, body: [1, 2, 3]) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let meter = HTTPMeter()
        let url = try ServiceURL(server.url)
        _ = try await client.perform(HTTPRequest(.get, url, responseLimitBytes: 100, meter: meter))
        _ = try await client.perform(HTTPRequest(.get, url, responseLimitBytes: 100))
        #expect(meter.reading.requests == 1)
        #expect(meter.reading.bytesReceived == 3)
        #expect(client.meter.reading.requests == 2)
        #expect(client.meter.reading.bytesReceived == 6)
    }

    @Test func `given a header value with a line end, nothing is sent and the value is not printed`() async throws {
        let server = try ScriptedHTTPServer { _ in .answer(200) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let failure = await #expect(throws: TransportFailure.self) {
            try await client.perform(
                HTTPRequest(
                    .get, ServiceURL(server.url), headers: [.bearer(Secret("abc\r\nX: y"))], responseLimitBytes: 10))
        }
        #expect(
            failure?.description
                == "the value for the header Authorization holds a line end; check the file that it comes from")
        #expect(server.requests.isEmpty)
    }

    @Test func `given 64 tasks and cancellations among them, every one ends`() async throws {
        let server = try ScriptedHTTPServer { _ in .answer(200, body: [UInt8](repeating: 1, count: 1000)) }
        defer { server.stop() }
        let client = try HTTPClient()
        defer { client.stop() }
        let request = HTTPRequest(.get, try ServiceURL(server.url), responseLimitBytes: 1000)
        let tasks = (0..<64).map { _ in Task { try await client.perform(request) } }
        for task in tasks.enumerated() where task.offset % 3 == 0 { task.element.cancel() }
        var answered = 0
        for task in tasks {
            switch await task.result {
            case .success(let response): answered += response.status == 200 ? 1 : 0
            case .failure(let error): #expect((error as? TransportFailure)?.failureClass == .cancelled)
            }
        }
        #expect(answered >= 42)
    }

    @Test func `given more requests than run at once, the others wait, and a waiting one can be cancelled`()
        async throws
    {
        let gate = Gate()
        let server = try ScriptedHTTPServer { _ in
            gate.wait()
            return .answer(200)
        }
        defer { server.stop() }
        let client = try HTTPClient(HTTPClientOptions(maximumPerHost: 2))
        defer { client.stop() }
        let request = HTTPRequest(.get, try ServiceURL(server.url), responseLimitBytes: 1000)
        let tasks = (0..<4).map { _ in Task { try await client.perform(request) } }
        var arrivals = server.arrivals.makeAsyncIterator()
        for _ in 0..<2 { _ = await arrivals.next() }
        let late = Task { try await client.perform(request) }
        late.cancel()
        let cancelled = await late.result
        #expect(throws: TransportFailure.self) { try cancelled.get() }
        #expect(server.requests.count == 2)
        gate.open()
        for task in tasks { #expect(try await task.value.status == 200) }
        #expect(server.requests.count == 4)
    }
}

/// Holds threads until it is opened.
private final class Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() {
        semaphore.wait()
        semaphore.signal()
    }

    func open() { semaphore.signal() }
}
