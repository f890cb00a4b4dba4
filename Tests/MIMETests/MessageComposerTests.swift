import Foundation
import MIME
import Mail
import Testing

@Suite struct MessageComposerTests {
    private let composer = MessageComposer(
        sender: Address(name: "Wörker", mail: "worker@example.org"), installation: "abc-123")
    private let date = "Thu, 26 Nov 2026 10:00:00 +0100"

    private func compose(_ outgoing: OutgoingMessage) throws -> [UInt8] {
        try composer.compose(outgoing, date: date, messageID: MessageID("op.report-1@example.org"))
    }

    @Test func `given a plain report, when composed, then these are its bytes (7.5.8)`() throws {
        let bytes = try compose(
            OutgoingMessage(
                to: "joe@example.net", subject: "Your mail", text: "It was not accepted.\n\nBye",
                inReplyTo: "a@b", references: ["x@y", "a@b"]))
        let expected = """
            Date: Thu, 26 Nov 2026 10:00:00 +0100
            From: =?iso-8859-1?q?W=F6rker?= <worker@example.org>
            Subject: Your mail
            To: joe@example.net
            Message-ID: <op.report-1@example.org>
            In-Reply-To: <a@b>
            References: <x@y> <a@b>
            Auto-Submitted: auto-replied
            X-Mailworker-Id: abc-123
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 7bit

            It was not accepted.

            Bye

            """
        #expect(String(decoding: bytes, as: UTF8.self) == expected.replacing("\n", with: "\r\n"))
    }

    @Test func `given letters of all kinds and long lines, when composed and parsed, then they are the same`()
        async throws
    {
        let text = "Grüße ✓ = 日本語 🎉\n" + String(repeating: "long ", count: 400) + "\nFrom here\n.\ntab\tend \nlast\n"
        let ids = (0..<60).map { "a-rather-long-message-id-number-\($0)@mail.example.net" }
        let outgoing = OutgoingMessage(
            to: "joe@example.net", subject: "Re: Grüße ✓ 日本語 " + String(repeating: "wörter ", count: 30) + "ende",
            text: text,
            inReplyTo: ids.last, references: ids)
        let bytes = try compose(outgoing)
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 998 && !$0.contains("\r") && !$0.contains("\n") })
        #expect(bytes.allSatisfy { $0 < 0x80 })
        let message = try await ParserFixture().parse(bytes)
        #expect(message.root.text == text)
        #expect(message.head.subject == outgoing.subject)
        #expect(message.head.references == ids.map { MessageID($0) })
        #expect(message.head.inReplyTo == [MessageID("a-rather-long-message-id-number-59@mail.example.net")])
        #expect(message.head.from == [Address(name: "Wörker", mail: "worker@example.org")])
        #expect(message.to == [Address(name: nil, mail: "joe@example.net")])
        #expect(message.values(of: "Auto-Submitted") == ["auto-replied"])
        #expect(message.issues.isEmpty)
    }

    @Test(arguments: ["x\r\nBcc: y@z.net", "joe", "joe@", "@x", "a@b@c", "joe <a@b.c>", "a@b.c, d@e.f", "a@b.c\n", ""])
    func `given a recipient that is no plain address, when composed, then it is refused`(to: String) {
        let text =
            "cannot write a mail: the recipient's address \(String(reflecting: to)) cannot be used, it is no plain `local@domain`; "
            + "the mail was not made"
        #expect(throws: ComposingFailure(text)) {
            try compose(OutgoingMessage(to: to, subject: "s", text: "t", inReplyTo: nil, references: []))
        }
    }

    @Test func `given line breaks in subject and ids, when composed, then no field is made of them`() async throws {
        let bytes = try compose(
            OutgoingMessage(
                to: "joe@example.net", subject: "Hi\r\nBcc: evil@x.net", text: "t",
                inReplyTo: "a@b>\r\nBcc: evil@x.net",
                references: ["c@d\r\nBcc: evil@x.net", "no id", "e@f"]))
        let message = try await ParserFixture().parse(bytes)
        #expect(message.bcc.isEmpty)
        #expect(message.head.subject == "Hi  Bcc: evil@x.net")
        #expect(message.head.inReplyTo.isEmpty)
        #expect(message.head.references == [MessageID("e@f")])
    }

    @Test func `given a date or id with control characters, when composed, then it is refused`() {
        let outgoing = OutgoingMessage(to: "joe@example.net", subject: "s", text: "t", inReplyTo: nil, references: [])
        #expect(
            throws: ComposingFailure(
                "cannot write a mail: the date \"a\\nb\" cannot be used, it has control characters; the mail was not made"
            )
        ) { try composer.compose(outgoing, date: "a\nb", messageID: MessageID("a@b")) }
        #expect(
            throws: ComposingFailure(
                "cannot write a mail: the Message-ID \"a b@c\" cannot be used, it is no `left@right` without blanks; the mail was not made"
            )
        ) { try composer.compose(outgoing, date: date, messageID: MessageID("a b@c")) }
    }
}
