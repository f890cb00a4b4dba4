import CCurl
package import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connection to a mail server that carries bytes both ways, over TLS or bare: libcurl connects and verifies, then
/// stands aside (`CURLOPT_CONNECT_ONLY`).
///
/// Every call blocks its thread; used on one thread only, and therefore not `Sendable`.
package final class ByteStream {
    /// The most that one `read` can give when its buffer is as large: a TLS record and more.
    package static let windowBytes = 64 << 10

    package let endpoint: Endpoint
    /// When the server's certificate expires; nil without TLS.
    package private(set) var certificateExpiry: Date?
    private let easy: EasyHandle
    private let socket: Int32
    private let interrupt: Interrupt
    private let timeouts: HTTPTimeouts

    /// Connects, and with TLS verifies certificate and name; ends early when `interrupt` is fired.
    ///
    /// With `startTLS` the server's greeting is read, and nothing that came before TLS is ever given to the reader.
    package init(
        connectingTo endpoint: Endpoint, timeouts: HTTPTimeouts, interrupt: Interrupt
    ) throws(TransportFailure) {
        if let path = endpoint.caFile, access(path, R_OK) != 0 {
            throw .caFileUnusable(path: path, detail: String(cString: strerror(errno)))
        }
        guard MultiHandle.isReady, let easy = EasyHandle() else {
            throw .other(host: endpoint.host, code: 27, detail: "libcurl cannot be started")
        }
        socket = try Connecting(endpoint: endpoint, timeouts: timeouts, interrupt: interrupt).perform(easy)
        self.easy = easy
        self.endpoint = endpoint
        self.timeouts = timeouts
        self.interrupt = interrupt
        if endpoint.security != .plain { certificateExpiry = easy.certificateExpiry }
    }

    /// Reads what is there, waiting for it until `deadline`; 0 at the end of the connection.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer, until deadline: ContinuousClock.Instant
    ) throws(TransportFailure) -> Int {
        while true {
            var count = 0
            // Read first: bytes that TLS has decrypted already are invisible to poll.
            let code = curl_easy_recv(easy.pointer, buffer.baseAddress, buffer.count, &count)
            if code == CURLE_OK { return count }
            guard code == CURLE_AGAIN else { throw failure(code) }
            try wait(for: POLLIN, until: deadline)
        }
    }

    /// Writes all of `bytes`.
    package func write(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) throws(TransportFailure) {
        var done = 0
        while done < bytes.count {
            var count = 0
            let code = bytes.withUnsafeBytes { bytes in
                curl_easy_send(easy.pointer, bytes.baseAddress?.advanced(by: done), bytes.count - done, &count)
            }
            done += count
            if code == CURLE_OK { continue }
            guard code == CURLE_AGAIN else { throw failure(code) }
            try wait(for: POLLOUT, until: deadline)
        }
    }

    private func wait(for event: Int32, until deadline: ContinuousClock.Instant) throws(TransportFailure) {
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero else {
                throw .timedOut(host: endpoint.host, after: timeouts.silence, connecting: false)
            }
            var watched = [
                pollfd(fd: socket, events: Int16(event), revents: 0),
                pollfd(fd: interrupt.readEnd, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&watched, 2, Int32(min(left / .milliseconds(1) + 1, 3_600_000)))
            if watched[1].revents != 0 { throw .cancelled }
            if count > 0 { return }
            if count < 0, errno != EINTR {
                throw .other(host: endpoint.host, code: Int(errno), detail: String(cString: strerror(errno)))
            }
        }
    }

    private func failure(_ code: CURLcode) -> TransportFailure {
        .connectionLost(host: endpoint.host, detail: CurlError(code: code).text)
    }
}

extension EasyHandle {
    /// "Expire date" of the first certificate of the chain: the server's own.
    fileprivate var certificateExpiry: Date? {
        var list: UnsafeMutablePointer<curl_certinfo>?
        guard ccurl_get_certificates(pointer, &list) == CURLE_OK, let list, list.pointee.num_of_certs > 0 else {
            return nil
        }
        var entry = list.pointee.certinfo[0]
        while let current = entry {
            let text = String(cString: current.pointee.data)
            let label = "Expire date:"
            if text.hasPrefix(label) {
                return CertificateDate.parse(text.dropFirst(label.count))
            }
            entry = current.pointee.next
        }
        return nil
    }
}
