import Mail
import Testing

@Suite struct MessageIDTests {
    struct Row: CustomTestStringConvertible {
        let written: String
        let read: [String]
        init(_ written: String, _ read: String...) {
            self.written = written
            self.read = read
        }
        var testDescription: String { written.debugDescription }
    }

    static let rows: [Row] = [
        Row("<a@b>", "a@b"),
        Row("<a@b> <c@d>", "a@b", "c@d"),
        Row("<a@b><c@d>", "a@b", "c@d"),
        Row("<a@b>\n\t<c@d>\n <e@f>", "a@b", "c@d", "e@f"),
        Row("<a@b>, <c@d>,", "a@b", "c@d"),
        Row("<op.work_package-42@h", "op.work_package-42@h"),
        Row("<a@b <c@d>", "a@b", "c@d"),
        Row(
            "<op.work_package-39733@h> <op.journal-99999999@h> <x@gateway>", "op.work_package-39733@h",
            "op.journal-99999999@h", "x@gateway"),
        Row("stray <a@b> words <c@d>", "a@b", "c@d"),
        Row("\"joe@x.net's message of Thu\" <a@b>", "a@b"),
        Row("a@b c@d", "a@b", "c@d"),
        Row("a@b>", "a@b"),
        Row("<very-long-\n part@h>", "very-long-part@h"),
        Row("=?utf-8?Q?=3Ca=40b=3E?=", "a@b"),
        Row("<no-at-sign>", "no-at-sign"),
        Row("words only"),
        Row("<>"),
        Row(""),
    ]

    @Test(arguments: rows)
    func `given a References field, when the head is read, then its ids stand in order`(row: Row) throws {
        let ids = row.read.map { MessageID($0) }
        #expect(try ParserFixture().head("References: \(row.written)\n\n").references == ids)
        #expect(try ParserFixture().head("In-Reply-To: \(row.written)\n\n").inReplyTo == ids)
    }

    @Test(arguments: [
        ("<a@b>", "a@b"), ("a@b", "a@b"), ("no-at", "no-at"), ("<a@b> (added by x@y)", "a@b"), ("<broken", "broken"),
        ("", nil), ("<>", nil),
    ])
    func `given a Message-ID, when the head is read, then it stands without brackets`(written: String, id: String?)
        throws
    {
        #expect(try ParserFixture().head("Message-ID: \(written)\n\n").messageID == id.map { MessageID($0) })
    }
}
