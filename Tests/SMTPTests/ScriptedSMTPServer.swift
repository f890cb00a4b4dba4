import Foundation
import TestSupport

/// A server without TLS on a loopback port that says what a script tells it, for one connection.
///
/// Each step is a line that it waits for (its beginning; `.` waits for the end of the data) and what it answers; a nil
/// answer closes the connection without a word.
final class ScriptedSMTPServer: Sendable {
    let port: UInt16

    init(greeting: String = "220 test", _ script: [(expects: String, answer: String?)]) throws {
        let (descriptor, port) = try ListeningSocket.open()
        self.port = port
        Thread.detachNewThread {
            let connection = accept(descriptor, nil, nil)
            close(descriptor)
            defer { close(connection) }
            guard Self.say(greeting, connection) else { return }
            for step in script {
                while let line = Self.line(connection) {
                    if step.expects == "." ? line == "." : line.hasPrefix(step.expects) { break }
                }
                guard let answer = step.answer, Self.say(answer, connection) else { return }
            }
            while let line = Self.line(connection), line != "QUIT" {}
        }
    }

    private static func say(_ text: String, _ connection: Int32) -> Bool {
        let bytes = Array("\(text)\r\n".utf8)
        return send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private static func line(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) == 1 {
            if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
            if byte != 0x0D { bytes.append(byte) }
        }
        return nil
    }
}
