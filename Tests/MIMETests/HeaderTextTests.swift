import MIME
import Mail
import Testing

@Suite struct HeaderTextTests {
    struct Row: CustomTestStringConvertible {
        let written: [UInt8]
        let read: String
        init(_ written: String, _ read: String) {
            self.written = Array(written.utf8)
            self.read = read
        }
        init(bytes: [UInt8], _ read: String) {
            written = bytes
            self.read = read
        }
        var testDescription: String { String(decoding: written, as: UTF8.self).debugDescription }
    }

    static let rows: [Row] = [
        Row("Plain words", "Plain words"),
        Row("folded\r\n  over\r\n\tlines", "folded  over lines"),
        Row("=?utf-8?Q?Gr=C3=BC=C3=9Fe_dir?=", "Grüße dir"),
        Row("=?UTF-8?b?R3LDvMOfZQ==?= und mehr", "Grüße und mehr"),
        Row("=?utf-8?B?R3LDvA?= ohne =?utf-8?B?w58?=", "Grü ohne ß"),
        Row("=?utf-8?B?R3LDvAo=?=", "Grü"),
        Row("=?utf-8?B?R3LD?= =?utf-8?B?vMOfZQ==?=", "Grüße"),
        Row("=?utf-8?Q?Gr=C3?=\r\n =?utf-8?Q?=BC=C3=9Fe?=", "Grüße"),
        Row("=?utf-8?Q?a?= =?iso-8859-1?Q?=FC?=", "aü"),
        Row("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
        Row("x=?utf-8?Q?=C3=BC?=y", "xüy"),
        Row("=?utf-8*en?Q?=C3=BC?=", "ü"),
        Row("=?utf-8?Q?two words?=", "two words"),
        Row("=?iso-8859-1?Q?=93x=94?=", "“x”"),
        Row("=?x-martian?Q?Gr=FC?=", "Grü"),
        Row("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        Row("=?utf-8?Q?never ended", "=?utf-8?Q?never ended"),
        Row("=?utf-8?X?abc?= =? ?=", "=?utf-8?X?abc?= =? ?="),
        Row("1 =? 2 = 3?", "1 =? 2 = 3?"),
        Row("=?utf-8?Q?a=0D=0ABcc:_x?=", "a  Bcc: x"),
        Row(bytes: Array("Gr".utf8) + [0xFC, 0xDF], "Grüß"),
        Row(bytes: Array("Grü".utf8) + [0x20, 0x21], "Grü !"),
        // Neighbours with padding of their own, as most programs write them.
        Row("=?UTF-8?B?UmU6IA==?= =?UTF-8?B?R3LDvMOfZQ==?=\r\n =?UTF-8?B?IQ==?=", "Re: Grüße!"),
        Row("=?utf-8?B?w7w=?= =?utf-8?Q?=C3=BC?=", "üü"),
        // GMime ends a value at a NUL byte.
        Row(bytes: Array("a".utf8) + [0] + Array("b".utf8), "a"),
    ]

    @Test(arguments: rows)
    func `given a Subject as it was written, when the head is read, then it is decoded`(row: Row) async throws {
        let fixture = try ParserFixture()
        let bytes = Array("Subject: ".utf8) + row.written + Array("\r\n\r\nbody".utf8)
        #expect(fixture.parser.head(try fixture.mail(bytes)).subject == row.read)
        let message = try await fixture.parse(bytes)
        #expect(message.head.subject == row.read)
        #expect(message.fields == [HeaderField(name: "Subject", value: row.read)])
    }

    @Test func `given encoded words without an end, when parsed, then they are text, and too many are too complex`()
        async throws
    {
        let fixture = try ParserFixture()
        let few = String(repeating: "=?a?q?x", count: 1_000)
        #expect(try await fixture.parse("Subject: \(few)\n\n").head.subject == few)
        let many = String(repeating: "=?a?q?x", count: 100_000)
        let text =
            "cannot take the mail apart: a header field has too many encoded words without an end; it is no ordinary mail, "
            + "look at it before you do anything else with it"
        let part = "--b\nContent-Type: text/plain;\n name=\(many)\n\nx\n--b--\n"
        for mail in ["Subject: \(many)\n\n", "Content-Type: multipart/mixed; boundary=b\n\n\(part)"] {
            await #expect(throws: ParsingFailure.limit(Reason(.tooComplex, text))) { try await fixture.parse(mail) }
        }
        #expect(try fixture.head("Subject: \(many)\n\n") == Head())
        // Outside of fields nothing looks for an end.
        #expect(try await fixture.parse("Subject: x\n\n\(many)\n").root.text == many + "\n")
    }

    @Test func `given two Subject and two From fields, when the head is read, then the first counts (7.5.17)`() throws {
        let head = try ParserFixture().head("Subject: one\nFrom: a@b.c\nSubject: two\nFrom: d@e.f\n\n")
        #expect(head.subject == "one")
        #expect(head.from == [Address(name: nil, mail: "a@b.c")])
    }

    @Test func `given odd spellings of names, when the head is read, then the fields are found`() throws {
        let head = try ParserFixture().head(
            "SUBJECT : one\ndate:Thu, 26 Nov 2026 10:00:00 +0100 (CET)\n\nSubject: no\n")
        #expect(head.subject == "one")
        #expect(head.date == "Thu, 26 Nov 2026 10:00:00 +0100 (CET)")
    }

    @Test func `given no header, when the head is read, then all of it is absent`() throws {
        #expect(try ParserFixture().head("no header at all\nSubject: x\n\n") == Head())
        #expect(try ParserFixture().head("") == Head())
    }

    @Test func `given fields of all kinds, when a mail is parsed, then they stand in their order`() async throws {
        let message = try await ParserFixture().parse(
            "Received: a\n b\nX-One: 1\nreceived: c\nCc: x@y.z\nReply-To: r@y.z\nBcc: b@y.z\n\n")
        #expect(message.fields.map(\.name) == ["Received", "X-One", "received", "Cc", "Reply-To", "Bcc"])
        #expect(message.values(of: "Received") == ["a b", "c"])
        #expect(message.cc.map(\.mail) == ["x@y.z"])
        #expect(message.replyTo.map(\.mail) == ["r@y.z"])
        #expect(message.bcc.map(\.mail) == ["b@y.z"])
        #expect(message.to.isEmpty)
    }
}
