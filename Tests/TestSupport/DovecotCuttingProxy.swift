import Foundation
import Threading

/// Stands between a client and a server on loopback; the first connection ends for good after so many bytes from the
/// server.
package final class DovecotCuttingProxy: Sendable {
    private struct State {
        var connections = 0
        var bytes = 0
        var open: Set<Int32> = []
        var isStopped = false
    }

    package let port: UInt16
    private let listener: Int32
    private let target: UInt16
    private let cutAfter: Int
    private let state = Locked(State())

    package init(to target: UInt16, cutAfter: Int) throws {
        self.target = target
        self.cutAfter = cutAfter
        (listener, port) = try ListeningSocket.open()
        ListeningSocket.accept(on: listener) { [weak self] client in
            guard let self, let server = self.connected() else { return false }
            self.serve(client, server)
            return true
        }
    }

    deinit { stop() }

    package var connections: Int { state.withLock { $0.connections } }
    /// Bytes that the first connection has carried from the server.
    package var bytes: Int { state.withLock { $0.bytes } }

    package func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
            shutdown(listener, Int32(SHUT_RDWR))
        }
    }

    private func connected() -> Int32? {
        #if canImport(Glibc)
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = target.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private func serve(_ client: Int32, _ server: Int32) {
        let number: Int? = state.withLock { state in
            guard !state.isStopped else { return nil }
            state.connections += 1
            state.open.formUnion([client, server])
            return state.connections
        }
        guard let number else {
            close(client)
            close(server)
            return
        }
        let ended = DispatchGroup()
        ended.enter()
        Thread.detachNewThread {
            Self.carry(from: client, to: server) { $0 }
            shutdown(server, Int32(SHUT_RDWR))
            ended.leave()
        }
        Thread.detachNewThread {
            Self.carry(from: server, to: client) { count in
                guard number == 1 else { return count }
                return self.state.withLock { state in
                    let left = min(count, self.cutAfter - state.bytes)
                    state.bytes += left
                    return left
                }
            }
            shutdown(client, Int32(SHUT_RDWR))
            shutdown(server, Int32(SHUT_RDWR))
            ended.wait()
            self.state.withLock { $0.open.subtract([client, server]) }
            close(client)
            close(server)
        }
    }

    /// Until either side ends, or fewer bytes than came are `allowed` to pass.
    private static func carry(from source: Int32, to target: Int32, _ allowed: (Int) -> Int) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            let passing = allowed(count)
            var done = 0
            while done < passing {
                let sent = buffer.withUnsafeBytes {
                    Foundation.send(target, $0.baseAddress?.advanced(by: done), passing - done, Int32(MSG_NOSIGNAL))
                }
                guard sent > 0 else { return }
                done += sent
            }
            guard passing == count else { return }
        }
    }
}
