package import Foundation
import Threading

/// A loopback HTTP/1.1 server that answers, or misbehaves, as a test tells it.
///
/// `http` only. One thread for each connection, so an answer may block.
package final class ScriptedHTTPServer: Sendable {
    package struct Request: Sendable {
        package let method: String
        /// Path and query as they came.
        package let target: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: [UInt8]

        package var path: String { String(target.prefix { $0 != "?" }) }
        package var bodyText: String { String(decoding: body, as: UTF8.self) }

        /// Decoded query items in their order.
        package var query: [URLQueryItem] { URLComponents(string: target)?.queryItems ?? [] }
    }

    package enum Reply: Sendable {
        case answer(Int, headers: [(String, String)] = [], body: [UInt8] = [])
        /// Bytes as they are, then the end of the connection.
        case raw([UInt8])
        /// Bytes as they are, then silence until the client or the test ends the connection.
        case stall([UInt8])
        /// Bytes as they are, then the chunk again and again until the client ends the connection.
        case endless([UInt8], chunk: [UInt8])

        package static func json(_ status: Int, _ text: String, headers: [(String, String)] = []) -> Reply {
            .answer(status, headers: [("Content-Type", "application/json")] + headers, body: Array(text.utf8))
        }
    }

    private struct State {
        var requests: [Request] = []
        var connections: Set<Int32> = []
        var isStopped = false
    }

    package let port: UInt16
    /// Requests in the order of their arrival, as they arrive.
    package let arrivals: AsyncStream<Request>
    private let arrived: AsyncStream<Request>.Continuation
    private let listener: Listener
    private let state = Locked(State())
    private let reply: @Sendable (Request) -> Reply

    /// Listens on a free port of 127.0.0.1. `reply` runs on the connection's thread.
    package init(_ reply: @escaping @Sendable (Request) -> Reply) throws {
        self.reply = reply
        (arrivals, arrived) = AsyncStream.makeStream()
        let (descriptor, port) = try ListeningSocket.open()
        self.port = port
        let listener = Listener(descriptor: descriptor)
        self.listener = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener.descriptor, nil, nil)
                guard let self, self.enter(connection) else {
                    if connection >= 0 { close(connection) }
                    return
                }
                if connection >= 0 { Thread.detachNewThread { self.serve(connection) } }
            }
        }
    }

    deinit { stop() }

    package var url: String { "http://127.0.0.1:\(port)" }
    package var requests: [Request] { state.withLock { $0.requests } }

    /// Ends all connections and listens no more.
    package func stop() {
        state.withLock { state in
            // Once: afterwards the listener's number may be somebody else's.
            guard !state.isStopped else { return }
            state.isStopped = true
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
            shutdown(listener.descriptor, Int32(SHUT_RDWR))
        }
        arrived.finish()
    }

    /// False when the server was stopped; an `accept` that failed (interrupted, aborted) is tried again.
    private func enter(_ connection: Int32) -> Bool {
        state.withLock { state in
            if !state.isStopped, connection >= 0 { state.connections.insert(connection) }
            return !state.isStopped
        }
    }

    private func serve(_ descriptor: Int32) {
        var connection = ScriptedConnection(descriptor)
        while let request = connection.nextRequest() {
            state.withLock { $0.requests.append(request) }
            arrived.yield(request)
            guard connection.send(reply(request)) else { break }
        }
        _ = state.withLock { $0.connections.remove(descriptor) }
        close(descriptor)
    }
}

/// Closed with the last reference, so that its number is never another test's socket while the server may still use it.
private final class Listener: Sendable {
    let descriptor: Int32

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }
}

/// A listening socket on a free port of 127.0.0.1.
package enum ListeningSocket {
    package struct Failure: Error { let errno: Int32 }

    package static func open() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) == 0 && listen(descriptor, 128) == 0
                    && getsockname(descriptor, pointer, &size) == 0
            }
        }
        guard code else { throw Failure(errno: errno) }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Gives each connection to `take`, on a thread of its own, until that wants no more or the socket is shut down;
    /// closes the socket then.
    package static func accept(on listener: Int32, _ take: @escaping @Sendable (Int32) -> Bool) {
        Thread.detachNewThread {
            while true {
                let client = Foundation.accept(listener, nil, nil)
                // A client may be gone before it was accepted.
                if client < 0, errno == ECONNABORTED || errno == EINTR { continue }
                guard client >= 0 else { break }
                guard take(client) else {
                    close(client)
                    break
                }
            }
            close(listener)
        }
    }
}
