import Foundation
import Synchronization

/// Results on standard output, one JSON object a line, each written at once.
enum JSONLines {
    /// The object as one line, without its line end. Keys are sorted, absent values left out.
    static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func write(_ value: some Encodable) throws {
        StandardOutput.write(try line(value) + "\n")
    }
}

/// Standard output without a buffer of ours: what was written is out even when the process is killed next.
enum StandardOutput {
    /// The `errno` of the first write that failed, unless the reader went away; 0: none did.
    private static let failed = Atomic<Int32>(0)

    /// Why not all of it was written; nil when it was, or when nobody reads any more.
    static var failure: String? {
        let code = failed.load(ordering: .acquiring)
        return code == 0 ? nil : String(cString: strerror(code))
    }

    static func write(_ text: String) {
        write(Array(text.utf8))
    }

    static func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { write($0) }
    }

    static func write(_ bytes: UnsafeRawBufferPointer) {
        let code = Descriptor.write(bytes, to: 1)
        guard code != 0, code != EPIPE else { return }
        _ = failed.compareExchange(expected: 0, desired: code, ordering: .acquiringAndReleasing)
    }
}

/// Standard error, for what is no result.
enum StandardError {
    static func write(_ text: String) {
        Array(text.utf8).withUnsafeBytes { _ = Descriptor.write($0, to: 2) }
    }
}

private enum Descriptor {
    /// Writes all of it and gives 0, or gives up and gives the `errno`.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return 0
    }
}
