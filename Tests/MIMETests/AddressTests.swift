import MIME
import Mail
import Testing

@Suite struct AddressTests {
    struct Row: CustomTestStringConvertible {
        let written: String
        let read: [Address]
        init(_ written: String, _ read: (String?, String)...) {
            self.written = written
            self.read = read.map { Address(name: $0.0, mail: $0.1) }
        }
        var testDescription: String { written.debugDescription }
    }

    static let rows: [Row] = [
        Row("John Doe <john@example.net>", ("John Doe", "john@example.net")),
        Row("\"Doe, John\" <john@example.net>", ("Doe, John", "john@example.net")),
        Row("Doe, John <john@example.net>", ("Doe, John", "john@example.net")),
        Row("john@example.net", (nil, "john@example.net")),
        Row("<john@example.net>", (nil, "john@example.net")),
        Row("\"\" <john@example.net>", (nil, "john@example.net")),
        Row("john@example.net (John Doe)", ("John Doe", "john@example.net")),
        Row("Name<john@example.net>", ("Name", "john@example.net")),
        Row("a@b.c, D <d@e.f>", (nil, "a@b.c"), ("D", "d@e.f")),
        Row("a@b.c; d@e.f", (nil, "a@b.c"), (nil, "d@e.f")),
        Row("Team: a@b.c, D <d@e.f>;, g@h.i", (nil, "a@b.c"), ("D", "d@e.f"), (nil, "g@h.i")),
        Row("undisclosed-recipients:;"),
        Row("=?utf-8?B?w4Q?= <a@b.c>", ("Ä", "a@b.c")),
        Row("\"=?utf-8?Q?J=C3=B6rg?=\" <a@b.c>", ("Jörg", "a@b.c")),
        Row("=?utf-8?Q?Doe,_J=C3=B6rg_(x)?= <a@b.c>", ("Doe, Jörg (x)", "a@b.c")),
        Row("=?utf-8?Q?J=C3?= =?utf-8?Q?=B6rg?= <a@b.c>", ("Jörg", "a@b.c")),
        Row("=?utf-8?Q?boss=40corp.net?= <a@b.c>", ("boss@corp.net", "a@b.c")),
        Row("\"boss@corp.net\" <a@b.c>", ("boss@corp.net", "a@b.c")),
        Row("boss@corp.net <a@b.c>", ("boss@corp.net", "a@b.c")),
        Row("(boss@corp.net) a@b.c", (nil, "a@b.c")),
        Row("Jörg <jörg@müller.example>", ("Jörg", "jörg@müller.example")),
        Row("<a@b.c", (nil, "a@b.c")),
        Row("a@b.c>", (nil, "a@b.c")),
        Row("John <mailto:a@b.c>", ("John", "a@b.c")),
        Row("mailto:a@b.c", (nil, "a@b.c")),
        Row("<@relay,@other:a@b.c>", (nil, "a@b.c")),
        Row("[John] <a@b.c>", ("John", "a@b.c")),
        Row("John [External] Doe <a@b.c>", ("John External Doe", "a@b.c")),
        Row("John \"the\" Doe <a@b.c>", ("John the Doe", "a@b.c")),
        Row("\"John \\\"the\\\" Doe\" <a@b.c>", ("John \"the\" Doe", "a@b.c")),
        Row("John \"open <a@b.c>", ("John open", "a@b.c")),
        Row("John (open <a@b.c>", ("John open", "a@b.c")),
        Row("John (nested (twice)) <a@b.c>", ("John", "a@b.c")),
        Row("<a@b.c> (Name)", (nil, "a@b.c")),
        Row("joe @ example.net", (nil, "joe@example.net")),
        Row("\"joe smith\"@example.net", (nil, "\"joe smith\"@example.net")),
        Row("foo&bar@example.net", (nil, "foo&bar@example.net")),
        Row("a.@b.c", (nil, "a.@b.c")),
        Row("please answer to a@b.c thanks"),
        Row("=?utf-8?Q?Joe_=3Ca=40b.c=3E?=", ("Joe", "a@b.c")),
        Row("=?utf-8?B?RG9lLCA=?= =?utf-8?B?SsO2cmc=?= <a@b.c>", ("Doe, Jörg", "a@b.c")),
        Row("total nonsense"),
        Row("joe"),
        Row(""),
        Row("<>"),
        Row(",,;,"),
        Row("@, @b, a@, <@>"),
        Row("<joe> <a@b.c>", (nil, "a@b.c")),
        Row("John Q. Public <a@b.c>", ("John Q. Public", "a@b.c")),
    ]

    /// Local parts with dots where RFC 5322 allows none, as Japanese providers gave them out.
    static let dotted: [Row] = [
        Row("taro.@docomo.example", (nil, "taro.@docomo.example")),
        Row("<taro.@docomo.example>", (nil, "taro.@docomo.example")),
        Row("Taro <taro.@docomo.example>", ("Taro", "taro.@docomo.example")),
        Row("Taro <ta..ro...x@docomo.example>", ("Taro", "ta..ro...x@docomo.example")),
        Row("Taro <.x@y>", ("Taro", ".x@y")),
        Row("Taro <..x..@y.z>", ("Taro", "..x..@y.z")),
        Row("\"taro.\"@docomo.example", (nil, "taro.@docomo.example")),
        Row("Taro <\"ta..ro\"@docomo.example>", ("Taro", "ta..ro@docomo.example")),
        Row("taro. @docomo.example", (nil, "taro.@docomo.example")),
        Row("taro.@docomo.example (Taro Y.)", ("Taro Y.", "taro.@docomo.example")),
        Row("=?iso-2022-jp?B?GyRCLSEbKEI=?= <taro.@docomo.example>", ("①", "taro.@docomo.example")),
        Row("\"a.@b. c..d@e\" <x@y.z>", ("a.@b. c..d@e", "x@y.z")),
        Row("\"a.@b\" <.x@y.z>", ("a.@b", ".x@y.z")),
        Row("boss.@corp <x@y.z>", ("boss.@corp", "x@y.z")),
        Row(
            "x@y.z, Taro <taro.@docomo.example>, d@e.f", (nil, "x@y.z"), ("Taro", "taro.@docomo.example"),
            (nil, "d@e.f")),
        Row("Team: a.@b.c, T <.d@e.f>;, g..h@i.j", (nil, "a.@b.c"), ("T", ".d@e.f"), (nil, "g..h@i.j")),
        Row("a.@b.c; T <.d@e.f>", (nil, "a.@b.c"), ("T", ".d@e.f")),
        Row("<@relay.example:taro.@docomo.example>", (nil, "taro.@docomo.example")),
        Row("John Q. Public. <a.@b.c>", ("John Q. Public.", "a.@b.c")),
        Row("J\u{10FFFD} <a\u{10FFFD}b@c.d>", ("J\u{FFFD}", "a\u{FFFD}b@c.d")),
        // No address: nothing but dots, dots in the domain that part nothing, blanks.
        Row(".@b.c"), Row("...@b.c"), Row("\"..\" <..@b.c>"), Row("a.@"), Row("a.@.b"), Row("a.@b..c"), Row("a. b.@"),
        Row("taro."), Row("<taro.>"),
    ]

    /// Lists, marks that nothing opens or closes, and what only looks like an address.
    static let odd: [Row] = [
        Row("Joe <a@b.c>; \"Doe; J\" <d@e.f>; g@h.i;", ("Joe", "a@b.c"), ("Doe; J", "d@e.f"), (nil, "g@h.i")),
        Row("Doe; Joe <a@b.c>", ("Doe, Joe", "a@b.c")),
        Row("Joe (x; y) <a@b.c>; d@e.f", ("Joe", "a@b.c"), (nil, "d@e.f")),
        Row("Team: a@b.c; d@e.f", (nil, "a@b.c"), (nil, "d@e.f")),
        Row("a@b.c>; d@e.f", (nil, "a@b.c"), (nil, "d@e.f")),
        Row("[Ext] A <a@b.c>, d@e.f", ("Ext A", "a@b.c"), (nil, "d@e.f")),
        Row("A [x <a@b.c>, D <d@e.f>", ("A x", "a@b.c"), ("D", "d@e.f")),
        Row("x) <a@b.c>, d@e.f", ("x", "a@b.c"), (nil, "d@e.f")),
        Row("<[a@b.c]>", (nil, "a@b.c")),
        Row("\"A [x] (y)\" <a@b.c>", ("A [x] (y)", "a@b.c")),
        Row("\"Doe, A <a@b.c>\"", ("Doe, A", "a@b.c")),
        Row("A <\"a@b.c\">", ("A", "a@b.c")),
        Row("\"a@b.c\"", (nil, "a@b.c")),
        Row("'a@b.c'", (nil, "a@b.c")),
        Row("'A' <'a@b.c'>", ("'A'", "a@b.c")),
        Row("o'neil@b.c", (nil, "o'neil@b.c")),
        Row("\"a b\"@c.d", (nil, "\"a b\"@c.d")),
        Row("\"john\"@c.d", (nil, "john@c.d")),
        Row("\"a@b\"@c.d", (nil, "\"a@b\"@c.d")),
        Row("a@[127.0.0.1]", (nil, "a@[127.0.0.1]")),
        Row("A <a@[IPv6:2001:db8::1]>, d@e.f", ("A", "a@[IPv6:2001:db8::1]"), (nil, "d@e.f")),
        Row("a@xn--mller-kva.example", (nil, "a@müller.example")),
        Row("a@b.c.", (nil, "a@b.c")),
        Row("A <a@b.c.>", ("A", "a@b.c")),
        Row("a(x)@(y)b.c", (nil, "a@b.c")),
        Row("undisclosed-recipients: ;"),
        Row("A <a b@c.d>"), Row("a\u{A0}b@c.d"), Row("a@b\u{3000}c"), Row("a\u{1}@b.c"), Row("\"a\u{1}\"@b.c"),
        Row("a\u{7F}@b.c"), Row("a\u{85}@b.c"), Row("=?utf-8?Q?a=0D=0Ax=40y.z?="),
        Row("a@b.@c"), Row("\"boss@corp.net\" <>"), Row("\"\"@b.c"), Row("a@[]"),
    ]

    @Test(arguments: rows + dotted + odd)
    func `given a From field, when the head is read, then its addresses stand in order`(row: Row) throws {
        #expect(try ParserFixture().head("From: \(row.written)\n\n").from == row.read)
    }

    @Test func `given a mail of a sender whose address ends with a dot, when parsed, then all of its fields have it`()
        async throws
    {
        let message = try await ParserFixture().parse(
            """
            From: =?ISO-2022-JP?B?GyRCQkBPOhsoQg==?= <taro..yamada.@docomo.example>
            Reply-To: .taro@docomo.example
            To: work@example.org, "Hanako H." <hanako.@ezweb.example>
            Cc: Friends: a..b@ezweb.example, c@d.e;
            Bcc: x.@y.z; z@y.x
            Subject: x

            Text.
            """, .crlf)
        #expect(message.head.from == [Address(name: "太郎", mail: "taro..yamada.@docomo.example")])
        #expect(message.replyTo.map(\.mail) == [".taro@docomo.example"])
        #expect(message.to.last == Address(name: "Hanako H.", mail: "hanako.@ezweb.example"))
        #expect(message.to.count == 2)
        #expect(message.cc.map(\.mail) == ["a..b@ezweb.example", "c@d.e"])
        #expect(message.bcc.map(\.mail) == ["x.@y.z", "z@y.x"])
        #expect(message.root.text == "Text.")
    }

    /// What a hostile sender makes of a field, in rows: refused by us or read by GMime in little time and little stack.
    static let hostile = [
        "a:", "a:b,", "(", "((", "<a", "<", "\"", "\\\"", "a@", "@", ",", "a,", "\"a@b\",", "(a@b),", "a b c,",
        "=?a?q?x ", "=?",
        "=?a?b?x", "\"(", "a@b:", "(\\", " @", "a  @", "a@b,", "a b ", "[@,", "a <b@c>, ",
        "a.@b,", ".", ".@", "a..", "..a@b;", "@[", "[", "]", ")", ";", "a;", "a@b;", "\"a.@", "=?utf-8?Q?a.=40b=2C?= ",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: hostile)
    func `given a long row of one piece, when a mail is read, then it ends soon`(piece: String) async throws {
        let value = String(repeating: piece, count: 20_000 / piece.utf8.count)
        let fixture = try ParserFixture()
        let mail = try fixture.mail(
            Array("From: x \(value)\nTo: \(value)\nSubject: \(value)\nReferences: \(value)\nX: a; b=\(value)\n\n".utf8))
        let start = ContinuousClock.now
        _ = fixture.parser.head(mail)
        _ = try? await fixture.parser.parse(mail, limits: ParserFixture.limits)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test(arguments: [
        String(repeating: "a:b,", count: 1_001), String(repeating: "a,", count: 12_000),
        String(repeating: "\"a@b\",", count: 6_000), "(c) " + String(repeating: "a@b,", count: 6_000),
    ])
    func
        `given an address field that GMime cannot bear, when parsed, then it is too complex, and the head goes without`(
            value: String
        ) async throws
    {
        let fixture = try ParserFixture()
        let text =
            "cannot take the mail apart: an address field has too many groups, or too many words that are no addresses; "
            + "it is no ordinary mail, look at it before you do anything else with it"
        for name in ["From", "To", "Cc", "Bcc", "Reply-To"] {
            let mail = try fixture.mail(Array("Subject: x\n\(name): \(value)\n\nbody".utf8))
            await #expect(throws: ParsingFailure.limit(Reason(.tooComplex, text))) {
                try await fixture.parser.parse(mail, limits: ParserFixture.limits)
            }
            #expect(fixture.parser.head(mail) == Head(subject: "x"))
        }
    }

    @Test func `given thousands of recipients, when parsed, then all are there`() async throws {
        let value = (0..<2_000).map { "\"Doe, J\($0)\" <j\($0)@example.net>" }.joined(separator: ",\n ")
        let message = try await ParserFixture().parse("To: \(value)\n\nbody")
        #expect(message.to.count == 2_000)
        #expect(message.to.last == Address(name: "Doe, J1999", mail: "j1999@example.net"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [",", ";"])
    func `given an address field of 400 KB with misplaced dots, when parsed, then all are there soon`(separator: String)
        async throws
    {
        let value = String(repeating: "Taro Y. <taro.@docomo.example>\(separator) ", count: 12_500)
        let start = ContinuousClock.now
        let message = try await ParserFixture().parse("To: \(value)\n\nbody")
        #expect(message.to.count == 12_500)
        #expect(message.to.allSatisfy { $0 == Address(name: "Taro Y.", mail: "taro.@docomo.example") })
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
