import Foundation

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
    static func write(_ text: String) {
        write(Array(text.utf8))
    }

    static func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { write($0) }
    }

    static func write(_ bytes: UnsafeRawBufferPointer) { Descriptor.write(bytes, to: 1) }
}

/// Standard error, for what is no result.
enum StandardError {
    static func write(_ text: String) {
        Array(text.utf8).withUnsafeBytes { Descriptor.write($0, to: 2) }
    }
}

private enum Descriptor {
    /// Writes all of it, or gives up silently: nobody reads any more.
    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
