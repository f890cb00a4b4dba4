#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Bytes that may be large: up to 256 KiB in memory, beyond that in an unlinked file of the spool folder.
///
/// Read in windows by everyone; `withMappedBytes` is for parsers that need the whole at once. Copies share the storage.
package struct SpooledContent: Sendable {
    /// Beyond this many bytes the content goes to a file: mails are mostly smaller, and 32 in flight stay at 8 MiB.
    package static let memoryLimit = 256 * 1024

    private enum Storage: Sendable {
        case memory([UInt8])
        case file(SpoolFile, count: Int)
    }

    private let storage: Storage
    /// SHA-256 of the bytes.
    package let hash: ContentHash

    /// Small content that is in memory already; `hash` must be that of `bytes`.
    package init(_ bytes: [UInt8], hash: ContentHash) {
        storage = .memory(bytes)
        self.hash = hash
    }

    /// Content of an open file; `hash` must be that of its first `count` bytes.
    package init(file: SpoolFile, count: Int, hash: ContentHash) {
        storage = .file(file, count: count)
        self.hash = hash
    }

    /// How many bytes.
    package var count: Int {
        switch storage {
        case .memory(let bytes): bytes.count
        case .file(_, let count): count
        }
    }

    /// Reads windows of at most 64 KiB, in order.
    ///
    /// Throws `SpoolFailure` when the file cannot be read, and what `body` throws.
    package func forEachWindow(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch storage {
        case .memory(let bytes):
            try bytes.withUnsafeBytes(body)
        case .file(let file, let count):
            try withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { window in
                var offset = 0
                while offset < count {
                    let read = try file.read(into: window, at: offset)
                    guard read > 0 else { throw SpoolFailure(operation: "read a spool file", errno: EIO) }
                    try body(UnsafeRawBufferPointer(rebasing: window[..<min(read, count - offset)]))
                    offset += read
                }
            }
        }
    }

    /// Gives all bytes at once; file content is mapped, not read.
    ///
    /// Throws `SpoolFailure` when mapping fails, and what `body` throws.
    package func withMappedBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        switch storage {
        case .memory(let bytes):
            return try bytes.withUnsafeBytes(body)
        case .file(let file, let count):
            guard count > 0 else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
            guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.descriptor, 0), start != MAP_FAILED else {
                throw SpoolFailure(operation: "map a spool file", errno: errno)
            }
            defer { munmap(start, count) }
            return try body(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    /// All bytes in one array; for content known to be small.
    package func bytes() throws -> [UInt8] {
        if case .memory(let bytes) = storage { return bytes }
        var all: [UInt8] = []
        all.reserveCapacity(count)
        try forEachWindow { all.append(contentsOf: $0) }
        return all
    }
}

/// A file that lives as long as its last reference: it has no name, so a killed process leaves nothing behind.
package final class SpoolFile: Sendable {
    package let descriptor: Int32

    /// Takes over an open descriptor and closes it at the end.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Creates an unlinked file in `folder`, readable by this process only.
    package convenience init(in folder: String) throws(SpoolFailure) {
        var descriptor: Int32 = -1
        var name = ""
        repeat {
            name = "\(folder)/spool-\(UInt64.random(in: .min ... .max))"
            descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        } while descriptor < 0 && errno == EEXIST
        guard descriptor >= 0 else {
            throw SpoolFailure(operation: "create a spool file in \(folder)", errno: errno)
        }
        unlink(name)
        self.init(descriptor: descriptor)
    }

    /// Reads at most `window.count` bytes at `offset`; 0 at the end. Uses `pread(2)`.
    package func read(into window: UnsafeMutableRawBufferPointer, at offset: Int) throws(SpoolFailure) -> Int {
        while true {
            let count = pread(descriptor, window.baseAddress, window.count, off_t(offset))
            if count >= 0 { return count }
            if errno != EINTR { throw SpoolFailure(operation: "read a spool file", errno: errno) }
        }
    }

    /// Writes all of `bytes` at `offset`. Uses `pwrite(2)`.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SpoolFailure) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done, off_t(offset + done))
            if count < 0 {
                if errno == EINTR { continue }
                throw SpoolFailure(operation: "write a spool file", errno: errno)
            }
            done += count
        }
    }
}

/// The spool folder could not be used: disk full, no right to write.
package struct SpoolFailure: Error, Equatable, CustomStringConvertible {
    package let operation: String
    package let errno: Int32

    package init(operation: String, errno: Int32) {
        self.operation = operation
        self.errno = errno
    }

    package var description: String { "cannot \(operation): \(String(cString: strerror(errno)))" }
}
