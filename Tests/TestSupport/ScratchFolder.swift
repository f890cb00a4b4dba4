package import Foundation

/// A folder of its own for one test, removed with the last reference.
package final class ScratchFolder: Sendable {
    package let url: URL

    package init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "mailworker-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    package func file(_ name: String) -> URL { url.appending(path: name) }

    /// Writes a file and gives its path.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: file(name))
        return file(name).path
    }

    package func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: file(name))) }
}
