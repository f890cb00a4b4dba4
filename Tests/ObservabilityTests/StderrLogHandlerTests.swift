import Foundation
import Logging
import Observability
import Synchronization
import Testing

@Suite struct StderrLogHandlerTests {
    private struct Broken: Error, CustomStringConvertible {
        let description = "the disk is full"
    }

    private final class Lines: Sendable {
        private let text = Mutex("")

        func add(_ bytes: [UInt8]) { text.withLock { $0 += String(decoding: bytes, as: UTF8.self) } }
        var all: String { text.withLock { $0 } }
    }

    private func lines(_ format: StderrLogHandler.Format, level: Logger.Level = .info, _ use: (Logger) -> Void)
        -> String
    {
        let lines = Lines()
        use(
            Logger(label: "worker") { _ in
                StderrLogHandler(
                    format: format, level: level, now: { Date(timeIntervalSince1970: 1_700_000_000.25) },
                    write: { lines.add($0) })
            })
        return lines.all
    }

    @Test func `given text format, a line is time, level, message and sorted metadata`() {
        let text = lines(.text) { logger in
            var logger = logger
            logger[metadataKey: LogKey.mailbox] = "gmail:a@example.com"
            logger.notice("mail accepted", metadata: [LogKey.key: "18c", LogKey.reason: "a = \"b\"", LogKey.code: ""])
        }
        #expect(
            text == """
                2023-11-14T22:13:20.250Z notice mail accepted code="" key=18c mailbox=gmail:a@example.com \
                reason="a = \\"b\\""

                """)
    }

    @Test func `given json format, a line is one object`() throws {
        let text = lines(.json) { logger in
            logger.warning(
                "run failed", error: Broken(),
                metadata: [
                    LogKey.attempt: "\(2)", "list": ["a", ["b": "c\"\u{1}"]], LogKey.key: .stringConvertible(7),
                ])
        }
        #expect(
            text == """
                {"attempt":"2","error":"the disk is full","key":"7","level":"warning","list":["a",{"b":"c\\"\\u0001"}],\
                "message":"run failed","time":"2023-11-14T22:13:20.250Z"}

                """)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
    }

    @Test(arguments: StderrLogHandler.Format.allCases)
    func `given line ends and escapes from a mail, the line stays one line`(format: StderrLogHandler.Format) {
        let subject = "x\nFAKE \u{1B}[31mred\u{2028}y\r\u{9B}z"
        let text = lines(format) { $0.info("mail", metadata: [LogKey.reason: "\(subject)"]) }
        #expect(text.hasSuffix("\n"))
        let line = text.dropLast().unicodeScalars
        #expect(line.allSatisfy { $0.properties.generalCategory != .control && $0 != "\u{2028}" })
        #expect(text.contains("x\\nFAKE \\u001b[31mred\\u2028y\\u000d\\u009bz"))
    }

    @Test func `given a level, what is below it is not written`() {
        let text = lines(.text, level: .warning) { logger in
            logger.info("no")
            logger.error("yes")
        }
        #expect(text == "2023-11-14T22:13:20.250Z error yes\n")
    }
}
