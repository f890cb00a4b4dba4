import Foundation
import Observability
import TestSupport
import Testing

@testable import Commands

/// Files with passwords and tokens.
@Suite
struct SecretFileTests {
    @Test(arguments: [("geheim\n", "geheim"), ("geheim\r\nmore", "geheim"), (" a b ", " a b ")])
    func `given a file, when its secret is read, then it is the first line`(text: String, secret: String) throws {
        let scratch = try ScratchFolder()
        try scratch.write(Array(text.utf8), to: "secret")
        let read = try SecretFile.read(scratch.file("secret").path, option: "--password-file")
        #expect(read == Secret(secret))
    }

    @Test func `given a pipe, when its secret is read, then it is what the other end wrote`() throws {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data("geheim\n".utf8))
        try pipe.fileHandleForWriting.close()
        let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
        #expect(try SecretFile.read(path, option: "--password-file") == Secret("geheim"))
    }

    @Test func `given an empty file and a missing one, when they are read, then each is told`() throws {
        let scratch = try ScratchFolder()
        let path = scratch.file("secret").path
        let unreadable = "--password-file \(path): the file cannot be read as UTF-8 text. Check path and rights."
        #expect(throws: CommandFailure(.configuration, unreadable)) {
            try SecretFile.read(path, option: "--password-file")
        }
        try scratch.write([], to: "secret")
        #expect(throws: CommandFailure(.configuration, "--password-file \(path): the file is empty.")) {
            try SecretFile.read(path, option: "--password-file")
        }
    }
}
