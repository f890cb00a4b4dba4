import Foundation

/// Server side of one HTTP/1.1 connection, blocking.
struct ScriptedConnection {
    private let descriptor: Int32
    private var pending: [UInt8] = []

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Reads the next request with its body; nil at the end of the connection.
    mutating func nextRequest() -> ScriptedHTTPServer.Request? {
        let end = Array("\r\n\r\n".utf8)
        var headEnd = pending.firstRange(of: end)
        while headEnd == nil {
            guard receive() else { return nil }
            headEnd = pending.firstRange(of: end)
        }
        guard let headEnd else { return nil }
        let lines = String(decoding: pending[..<headEnd.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        pending.removeFirst(headEnd.upperBound)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces)
        }
        let length = Int(headers["content-length"] ?? "") ?? 0
        while pending.count < length {
            guard receive() else { return nil }
        }
        let body = Array(pending[..<length])
        pending.removeFirst(length)
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        return ScriptedHTTPServer.Request(method: words[0], target: words[1], headers: headers, body: body)
    }

    /// Sends a reply; false when the connection is over.
    func send(_ reply: ScriptedHTTPServer.Reply) -> Bool {
        switch reply {
        case .answer(let status, let headers, let body):
            var head = "HTTP/1.1 \(status) x\r\n"
            for (name, value) in headers { head += "\(name): \(value)\r\n" }
            head += "Content-Length: \(body.count)\r\n\r\n"
            return write(Array(head.utf8) + body)
        case .raw(let bytes):
            _ = write(bytes)
            return false
        case .stall(let bytes):
            guard write(bytes) else { return false }
            var byte: UInt8 = 0
            while recv(descriptor, &byte, 1, 0) > 0 {}
            return false
        case .endless(let bytes, let chunk):
            guard write(bytes) else { return false }
            while write(chunk) {}
            return false
        }
    }

    private mutating func receive() -> Bool {
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = max(0, recv(descriptor, buffer.baseAddress, 65_536, 0))
        }
        pending += bytes
        return !bytes.isEmpty
    }

    private func write(_ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}
