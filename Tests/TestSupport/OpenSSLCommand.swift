package import Foundation

/// The `openssl` program: an implementation beside ours for keys, signatures and certificates in tests.
package enum OpenSSLCommand {
    package struct Failure: Error {
        package let arguments: [String]
        package let status: Int32
    }

    /// Runs `openssl` with `arguments` in `folder` and gives its standard output; its errors go nowhere.
    @discardableResult
    package static func run(_ arguments: [String], in folder: URL, expecting status: Int32 = 0) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == status else {
            throw Failure(arguments: arguments, status: process.terminationStatus)
        }
        return Array(bytes)
    }
}
