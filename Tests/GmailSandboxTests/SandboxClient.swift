import Foundation
import GmailSandbox

/// One HTTP exchange per connection over a plain socket: sees how a connection ends, which HTTP libraries hide.
struct SandboxClient: Sendable {
    let port: UInt16
    var token: String?

    init(_ server: SandboxServer, token: String? = nil) {
        port = UInt16(server.api.split(separator: ":").last ?? "") ?? 0
        self.token = token
    }

    /// What came back.
    struct Exchange: Sendable {
        /// 0 when not even a status line came.
        var status = 0
        /// Names in lower case.
        var headers: [String: String] = [:]
        var body: [UInt8] = []
        /// Whether the body ended as its headers promised.
        var isComplete = false

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue? { JSONValue.parse(body) }
        /// The message of Google's error envelope.
        var message: String? { json?["error"]?["message"]?.string }
        var reason: String? { json?["error"]?["errors"]?.array?.first?["reason"]?.string }
    }

    func get(_ target: String) async throws -> Exchange { try await exchange("GET", target) }

    func post(_ target: String, json: JSONValue) async throws -> Exchange {
        try await exchange("POST", target, contentType: "application/json", body: Array(json.text().utf8))
    }

    func exchange(
        _ verb: String, _ target: String, contentType: String? = nil, body: [UInt8] = []
    ) async throws -> Exchange {
        var head = "\(verb) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        if let contentType { head += "Content-Type: \(contentType)\r\n" }
        if verb != "GET" { head += "Content-Length: \(body.count)\r\n" }
        let request = Array((head + "\r\n").utf8) + body
        let port = port
        // On a thread of its own: a read that blocks must not hold a thread that the server needs.
        let bytes = try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try Self.roundTrip(request, port: port) }) }
        }
        return Self.parse(bytes)
    }

    private static func roundTrip(_ request: [UInt8], port: UInt16) throws -> [UInt8] {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        var sent = 0
        while sent < request.count {
            let count = send(descriptor, Array(request[sent...]), request.count - sent, 0)
            guard count > 0 else { break }
            sent += count
        }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return received }
            received += buffer[..<count]
        }
    }

    private static func parse(_ bytes: [UInt8]) -> Exchange {
        let data = Data(bytes)
        var exchange = Exchange()
        guard let end = data.range(of: Data("\r\n\r\n".utf8)) else { return exchange }
        let lines = String(decoding: data[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        exchange.status = Int(lines[0].split(separator: " ")[1]) ?? 0
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            exchange.headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        let rest = Array(data[end.upperBound...])
        if exchange.headers["transfer-encoding"] == "chunked" {
            (exchange.body, exchange.isComplete) = chunks(rest)
        } else {
            exchange.body = rest
            exchange.isComplete = exchange.status == 204 || String(rest.count) == exchange.headers["content-length"]
        }
        return exchange
    }

    private static func chunks(_ bytes: [UInt8]) -> (body: [UInt8], isComplete: Bool) {
        var body: [UInt8] = []
        var rest = bytes[...]
        while let lineEnd = rest.firstIndex(of: UInt8(ascii: "\n")) {
            let size = Int(String(decoding: rest[..<(lineEnd - 1)], as: UTF8.self), radix: 16) ?? 0
            if size == 0 { return (body, true) }
            body += rest[(lineEnd + 1)...].prefix(size)
            rest = rest.dropFirst(lineEnd + 1 - rest.startIndex + size + 2)
        }
        return (body, false)
    }
}
