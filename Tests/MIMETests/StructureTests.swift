import MIME
import Mail
import Testing

/// What stands around GMime's reading of the structure: nothing of a badly written mail is lost, no byte is changed.
@Suite struct StructureTests {
    private static let start = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    private static let unended = ParsingIssue(code: "structure", explanation: "a header has no empty line after it")

    private func outline(_ mail: String) async throws -> (String, [ParsingIssue]) {
        let message = try await ParserFixture().parse(Array(mail.utf8))
        return (message.root.outline, message.issues)
    }

    @Test(arguments: [
        "--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--", "--b\n\none\r\n--b\n\ntwo\r\n--b--\n",
        "--b\r\n\r\none\n--b\r\n\r\ntwo\n--b--\r\n",
        "--b\n\none\n--b\r\n\ntwo\r\n--b--  \r\nepilogue",
    ])
    func `given line ends of both kinds, when parsed, then the contents have neither more nor less (7.5.17)`(
        parts: String
    ) async throws {
        let message = try await ParserFixture().parse(Array((Self.start + parts).utf8))
        guard case .multipart(let parts) = message.root.body else { throw Unexpected() }
        let contents = try parts.map { part in
            guard case .text(_, let content) = part.body else { throw Unexpected() }
            return String(decoding: try content.bytes(), as: UTF8.self)
        }
        #expect(contents == ["one", "two"])
        #expect(message.issues.isEmpty)
    }

    @Test(arguments: [
        (
            "--b\nContent-Type: text/plain\nHello\n--b\nContent-Type: text/html\n\nx\n--b--\n",
            "text/plain \"Hello\", text/html \"x\""
        ),
        ("--b\nHello\n--b\nYou\n--b\nthere\n--b--\n", "text/plain \"Hello\", text/plain \"You\", text/plain \"there\""),
        ("preamble\n\nof two\n--b\nHello\n--b--\n", "text/plain \"Hello\""),
        ("--b\nHello", "text/plain \"Hello\\n\""),
        ("--b\nContent-Type: text/plain\nHello", "text/plain \"Hello\\n\""),
        ("--b\n--b\n--b\nContent-Type: text/html\n\nx\n--b--\n", "text/plain \"\", text/plain \"\", text/html \"x\""),
    ])
    func `given headers of parts without an empty line after them, when parsed, then no text is lost`(
        parts: String, outlines: String
    ) async throws {
        let (outline, issues) = try await outline(Self.start + parts)
        #expect(outline == "multipart/mixed(\(outlines))")
        #expect(issues.contains(Self.unended))
    }

    @Test func `given a mail without an empty line before its first boundary, when parsed, then its parts are found`()
        async throws
    {
        let (outline, issues) = try await outline(
            "Subject: x\nContent-Type: multipart/mixed; boundary=b\n--b\nContent-Type: text/html\n\nx\n--b--\n")
        #expect(outline == "multipart/mixed(text/html \"x\")")
        #expect(issues == [Self.unended])
    }

    @Test func `given more headers without an end than are looked for, when parsed, then a message comes out`()
        async throws
    {
        let message = try await ParserFixture().parse(
            Self.start + String(repeating: "--b\nContent-Type: text/plain\nHello\n", count: 200) + "--b--\n")
        guard case .multipart(let parts) = message.root.body else { throw Unexpected() }
        #expect(!parts.isEmpty)
        #expect(message.issues.contains(Self.unended))
    }

    @Test(arguments: ["message/rfc822", "message/global"])
    func `given an attached mail, when parsed, then its bytes are as they were sent`(type: String) async throws {
        let attached =
            "from :  a@b\r\nX-Bad line\r\nSubject:\t=?utf-8?q?x?=\r\n y\r\nContent-Type: multipart/mixed; boundary=c\r\n"
            + "\r\npreamble\r\n--c\r\nTo: \(String(repeating: "a:", count: 100_000))\r\n\r\n\u{0}\r\n--c--\r\nepilogue\r\n"
        let message = try await ParserFixture().parse(
            Array("\(Self.start)--b\r\nContent-Type: \(type)\r\n\r\n\(attached)\r\n--b--\r\n".utf8))
        guard case .multipart(let parts) = message.root.body, case .message(let content) = parts.first?.body else {
            throw Unexpected()
        }
        #expect(String(decoding: try content.bytes(), as: UTF8.self) == attached)
        #expect(message.issues.isEmpty)
    }
}
