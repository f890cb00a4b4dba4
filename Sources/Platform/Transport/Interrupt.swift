#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the waiting of a thread in `poll(2)` from another thread: a pipe that is watched beside the socket.
package final class Interrupt: Sendable {
    /// What the waiting thread watches.
    let readEnd: Int32
    private let writeEnd: Int32

    /// Throws `other` when no descriptors are left.
    package init() throws(TransportFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw .other(host: "any host", code: Int(errno), detail: String(cString: strerror(errno)))
        }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Whoever waits, or waits next, stops waiting.
    package func fire() {
        var byte: UInt8 = 1
        _ = write(writeEnd, &byte, 1)
    }

    /// Forgets what was fired up to now.
    package func reset() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(readEnd, &bytes, bytes.count) > 0 {}
    }

    /// Whether it was fired and not reset.
    var isFired: Bool {
        var watched = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }
}
