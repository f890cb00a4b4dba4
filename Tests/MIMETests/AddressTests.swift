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
        Row("(boss@corp.net) a@b.c", ("boss@corp.net", "a@b.c")),
        Row("Jörg <jörg@müller.example>", ("Jörg", "jörg@müller.example")),
        Row("<a@b.c", (nil, "a@b.c")),
        Row("a@b.c>", (nil, "a@b.c")),
        Row("John <mailto:a@b.c>", ("John", "a@b.c")),
        Row("mailto:a@b.c", (nil, "a@b.c")),
        Row("<@relay,@other:a@b.c>", (nil, "a@b.c")),
        Row("[John] <a@b.c>", ("[John]", "a@b.c")),
        Row("John \"the\" Doe <a@b.c>", ("John the Doe", "a@b.c")),
        Row("\"John \\\"the\\\" Doe\" <a@b.c>", ("John \"the\" Doe", "a@b.c")),
        Row("John \"open <a@b.c>", ("John \"open", "a@b.c")),
        Row("John (open <a@b.c>", ("John (open", "a@b.c")),
        Row("John (nested (twice)) <a@b.c>", ("John", "a@b.c")),
        Row("<a@b.c> (Name)", ("Name", "a@b.c")),
        Row("joe @ example.net", (nil, "joe@example.net")),
        Row("\"joe smith\"@example.net", (nil, "\"joe smith\"@example.net")),
        Row("foo&bar@example.net", (nil, "foo&bar@example.net")),
        Row("a.@b.c", (nil, "a.@b.c")),
        Row("please answer to a@b.c thanks", ("please answer to thanks", "a@b.c")),
        Row("=?utf-8?Q?Joe_=3Ca=40b.c=3E?=", (nil, "a@b.c")),
        Row("total nonsense"),
        Row("joe"),
        Row(""),
        Row("<>"),
        Row(",,;,"),
        Row("@, @b, a@, <@>"),
        Row("<joe> <a@b.c>", (nil, "a@b.c")),
        Row("John Q. Public <a@b.c>", ("John Q. Public", "a@b.c")),
    ]

    @Test(arguments: rows)
    func `given a From field, when the head is read, then its addresses stand in order`(row: Row) throws {
        #expect(try ParserFixture().head("From: \(row.written)\n\n").from == row.read)
    }

    /// What a hostile sender makes of a field, in rows: read in linear time, and without recursion.
    static let hostile = [
        "a:", "(", "((", "<a", "<", "\"", "\\\"", "a@", "@", ",", "a,", "=?a?q?x ", "=?", "\"(", "a@b:", "(\\", " @",
        "a  @", "a@b,", "a b ",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: hostile)
    func `given a long row of one piece, when the head is read, then it ends soon`(piece: String) throws {
        let value = String(repeating: piece, count: 100_000 / piece.utf8.count)
        let fixture = try ParserFixture()
        let mail = try fixture.mail(Array("From: x \(value)\nSubject: \(value)\nReferences: \(value)\n\n".utf8))
        let start = ContinuousClock.now
        _ = fixture.parser.head(mail)
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}
