import Foundation
import MIME
import Mail
import Testing

/// Text of a header field is read by the decoder of bodies, wherever it stands.
@Suite struct HeaderCharsetTests {
    struct Row: CustomTestStringConvertible {
        let label: String
        let bytes: [UInt8]
        let text: String
        init(_ label: String, _ bytes: [UInt8], _ text: String) {
            self.label = label
            self.bytes = bytes
            self.text = text
        }
        var testDescription: String { "\(label) \(text)" }

        func word(_ bytes: some Collection<UInt8>, isBase64: Bool = false) -> String {
            let quoted = bytes.map { String(format: "=%02X", $0) }.joined()
            return "=?\(label)?" + (isBase64 ? "B?\(Data(bytes).base64EncodedString())" : "Q?\(quoted)") + "?="
        }

        func escaped(_ bytes: some Collection<UInt8>) -> String {
            bytes.map { String(format: "%%%02X", $0) }.joined()
        }
    }

    private static let japanese: [UInt8] = Array("\u{1B}$B-!-j-6!A\u{1B}(Bx\u{1B}(I1\u{1B}(B".utf8)

    static let rows: [Row] = [
        Row("ISO-2022-JP", japanese, "①㈱Ⅱ～xｱ"),
        Row("cp50221", japanese, "①㈱Ⅱ～xｱ"),
        Row("iso-2022-jp-ms", Array("\u{1B}$BF|K\\\u{1B}(B".utf8), "日本"),
        Row("shift_jis", [0x87, 0x40, 0x87, 0x8A, 0x87, 0x55, 0x81, 0x60, 0xB1, 0x93, 0xFA], "①㈱Ⅱ～ｱ日"),
        Row("Windows-31J", [0x87, 0x40], "①"),
        Row("euc-jp", [0xAD, 0xA1, 0xC6, 0xFC], "①日"),
        Row("gb2312", [0xD6, 0xEC, 0xE9, 0x46, 0xBB, 0xF9], "朱镕基"),
        Row("GBK", [0xE9, 0x46], "镕"),
        Row("ks_c_5601-1987", [0x8C, 0x63, 0xB9, 0xE6, 0xB0, 0xA2, 0xC7, 0xCF], "똠방각하"),
        Row("euc-kr", [0x8C, 0x63], "똠"),
        Row("big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
        Row("iso-8859-1", [0x93, 0x78, 0x94, 0xFC], "“x”ü"),
        Row("latin1", [0x80], "€"),
        Row("iso-8859-9", [0x93, 0xFD], "“ı"),
        Row("koi8-r", [0xD0], "п"),
        Row("utf-8", Array("ü①".utf8), "ü①"),
        Row("utf-8", [0x61, 0xFF, 0x62], "a\u{FFFD}b"),
        Row("utf8", Array("ü".utf8) + [0xC3], "ü\u{FFFD}"),
        Row("us-ascii", [0x47, 0x72, 0xFC], "Grü"),
        Row("us-ascii", Array("Grü".utf8), "Grü"),
        Row("x-martian", [0x47, 0x72, 0xFC], "Grü"),
        Row("x-martian", Array("Grü".utf8), "Grü"),
    ]

    @Test(arguments: rows)
    func `given text of any charset, when it stands in a body, subject, name or file name, then it is read alike`(
        row: Row
    ) async throws {
        let words = [row.word(row.bytes), row.word(row.bytes, isBase64: true)]
        let unpadded = words[1].replacing("==?=", with: "?=").replacing("=?=", with: "?=")
        for word in words + [unpadded] {
            let message = try await ParserFixture().parse(
                """
                Subject: \(word) plan
                From: \(word) <a@b.c>
                To: "\(word)" <a@b.c>
                Content-Type: text/plain; charset="\(row.label)"; name="\(word)"
                Content-Transfer-Encoding: base64

                \(Data(row.bytes).base64EncodedString())
                """)
            #expect(message.head.subject == row.text + " plan")
            #expect(message.head.from == [Address(name: row.text, mail: "a@b.c")])
            #expect(message.to == [Address(name: row.text, mail: "a@b.c")])
            #expect(message.root.fileName == row.text)
            #expect(message.root.text == row.text)
        }
        for parameter in [
            "filename*=\(row.label)''\(row.escaped(row.bytes))",
            "filename*=\"\(row.label)'ja'\(row.escaped(row.bytes))\"",
            "FileName* = \(row.label)'en'\(row.escaped(row.bytes)); size=1",
            "x=\"a*=b'c'd\"; filename*0*=\(row.label)''\(row.escaped(row.bytes))",
        ] {
            let message = try await ParserFixture().parse("Content-Disposition: attachment; \(parameter)\n\nx")
            #expect(message.root.fileName == row.text)
        }
    }

    @Test(arguments: rows)
    func `given text that is cut anywhere, when its pieces stand in a header, then they are one text`(row: Row)
        async throws
    {
        for cut in 1..<row.bytes.count {
            let (start, end) = (row.bytes.prefix(cut), row.bytes.dropFirst(cut))
            for (isFirstBase64, isSecondBase64) in [(false, false), (true, true), (false, true)] {
                let words = row.word(start, isBase64: isFirstBase64) + "\n " + row.word(end, isBase64: isSecondBase64)
                let head = try ParserFixture().head("Subject: \(words)\nFrom: \(words) <a@b.c>\n\n")
                #expect(head.subject == row.text)
                #expect(head.from == [Address(name: row.text, mail: "a@b.c")])
            }
            let message = try await ParserFixture().parse(
                "Content-Disposition: attachment;\n filename*0*=\(row.label)'ja'\(row.escaped(start));\n"
                    + " filename*1*=\(row.escaped(end));\n filename*2=\".txt\"\n\nx")
            #expect(message.root.fileName == row.text + ".txt")
        }
    }

    @Test func `given words of different charsets, when they are neighbours, then each is read by its own`() throws {
        let words = [
            "=?iso-2022-jp?B?GyRCLSEbKEI=?=", "=?shift_jis?Q?=87=40?=", "=?cp932?Q?=87?=", "=?x-sjis?Q?=40?=",
            "=?utf-8?Q??=", "=?utf-8?Q?=C3=BC?=", "=?iso-8859-1?Q?_=FC?=",
        ]
        #expect(try ParserFixture().head("Subject: \(words.joined(separator: " ")) z\n\n").subject == "①①①ü ü z")
        #expect(try ParserFixture().head("Subject: \(words.joined())\n\n").subject == "①①①ü ü")
    }

    @Test(arguments: [
        ("=?utf-8?Q?a=00b?=", "a b"), ("=?utf-8?Q?a=zz_x?=", "a=zz x"),
        ("=?utf-8?Q??=", ""), ("=?utf-16?B?//5gJEEA?=", "①A"), ("a =?utf-8?Q??= b", "a  b"), ("=?utf-8?B?!!!?=x", "x"),
        ("=??Q?=FC?=", "ü"),
        ("=?utf-8?Q?a?= =?utf-8?Q?never ended", "a =?utf-8?Q?never ended"),
        ("=?iso-2022-jp?Q?=1B$B-!?= x", "① x"),
    ])
    func `given odd encoded words, when the head is read, then no other text is lost`(written: String, read: String)
        throws
    {
        #expect(try ParserFixture().head("Subject: \(written)\n\n").subject == read)
    }

    @Test func `given raw bytes beside and within encoded words, when the head is read, then both are read`() throws {
        let fixture = try ParserFixture()
        let written =
            Array("Subject: ".utf8) + [0xFC] + Array(" =?shift_jis?Q?".utf8) + [0x87, 0x40] + Array("?=\n\n".utf8)
        #expect(fixture.parser.head(try fixture.mail(written)).subject == "ü ①")
    }

    @Test(arguments: [
        ("filename=\"ü.pdf\"; filename*=utf-8''%C3%BC", "ü.pdf"), ("filename*=''%C3%BC", "ü"), ("filename*=''%FC", "ü"),
        ("filename*=plain", "plain"), ("filename*=utf-8'x'it's", "it's"),
        ("filename=\"a*=b'c'd\"", "a*=b'c'd"), ("filename*=iso-8859-1''%80", "€"),
        ("filename*=utf-8'\(String(repeating: "x", count: 100))'a%C3%BC", "aü"),
    ])
    func `given parameters with and without a charset, when parsed, then each value is its own`(
        written: String, read: String
    ) async throws {
        let message = try await ParserFixture().parse("Content-Disposition: attachment; \(written)\n\nx")
        #expect(message.root.fileName == read)
    }

    /// What a hostile sender makes of a field: no work of more than a few microseconds a byte.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "=?iso-2022-jp?Q?a?= =?gb18030?Q?a?= ", "=?x-a?Q?a?= =?x-b?Q?a?= ", "=?a?Q??=", "=?a?B?",
            "=?utf-8?Q?=FF?= ",
            "; n*=a''b", "; n*=a'", "=*", "*=", "\"*='", "; n*=utf-16'x'%00",
            "=?euc-jp?q?a?= =?big5?q?a?= =?euc-kr?q?a?= =?iso-2022-kr?q?a?= =?utf-7?q?a?= ",
        ])
    func `given a long row of words with charsets, when a mail is read, then it ends soon`(piece: String) async throws {
        let value = String(repeating: piece, count: 100_000 / piece.utf8.count)
        let fixture = try ParserFixture()
        let start = ContinuousClock.now
        for field in ["Subject", "Content-Disposition"] {
            _ = try? await fixture.parse("\(field): \(value)\n\nx")
        }
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    /// glibc passes over these letters in names, so that one charset would have names without end.
    @Test(arguments: ["koi8-r!", "koi8-r#", "k~oi8-r", "(koi8-r)", "koi8-r!!!"])
    func `given a name that only resembles a charset, when read, then nobody knows it`(label: String) async throws {
        let message = try await ParserFixture().parse(
            Array("Content-Type: text/plain; charset=\"\(label)\"\n\n".utf8) + [0xD0])
        guard case .text(let decoded, _) = message.root.body else { throw Unexpected() }
        #expect(decoded.text == "\u{D0}")
        #expect(decoded.charset == "windows-1252")
    }
}
