import Foundation
import MIME
import Mail
import Testing

@Suite struct ContentTests {
    @Test(arguments: [
        ("utf8", "C3BC", "ü", "utf-8"), ("\"utf-8\"", "C3BC", "ü", "utf-8"), ("'UTF-8'", "C3BC", "ü", "utf-8"),
        ("unicode-1-1-utf-8", "C3BC", "ü", "utf-8"),
        ("latin1", "FC80", "ü€", "windows-1252"), ("iso-8859-1", "FC93", "ü“", "windows-1252"),
        ("ANSI", "FC", "ü", "windows-1252"),
        ("iso-8859-15", "A4", "€", "iso-8859-15"), ("iso-8859-8-i", "E0", "א", "iso-8859-8"),
        ("windows-1251", "CFF0", "Пр", "cp1251"), ("koi8-r", "F0D2", "Пр", "koi8-r"),
        ("iso-8859-9", "FD", "ı", "cp1254"), ("x-sjis", "93FA967B", "日本", "cp932"), ("shift_jis", "8740", "①", "cp932"),
        ("euc-jp", "C6FCCBDCADA1", "日本①", "euc-jp-ms"),
        ("gb2312", "C4E3E946", "你镕", "gb18030"), ("big5", "A741", "你", "big5-hkscs"), ("euc-kr", "B0A1", "가", "cp949"),
        ("ks_c_5601-1987", "8C63", "똠", "cp949"),
        ("us-ascii", "C3BC", "ü", "utf-8"), ("us-ascii", "FC", "ü", "windows-1252"),
        ("utf-7", "2B4150772D", "ü", "utf-7"), ("utf-16", "FFFEFC00", "ü", "utf-16le"),
        ("utf-16be", "00FC", "ü", "utf-16be"), ("cp850", "81", "ü", "cp850"), ("utf-8", "FEFF00FC", "ü", "utf-16be"),
        ("", "EFBBBFC3BC", "ü", "utf-8"),
        ("cp932", "93FA967B", "日本", "cp932"), ("windows-31j", "8740", "①", "cp932"),
        ("iso-2022-jp", "1B2442467C1B2842", "日", "iso-2022-jp"), ("unicode-1-1-utf-7", "2B4150772D", "ü", "utf-7"),
        ("windows-1252", "93FC94", "“ü”", "windows-1252"), ("x-unknown", "C3BC", "ü", "utf-8"),
        ("x-unknown", "FC", "ü", "windows-1252"),
        ("unknown-8bit", "FC", "ü", "windows-1252"), ("utf-8; x", "C3BC", "ü", "utf-8"),
        ("tis-620", "A1", "ก", "cp874"), ("macintosh", "9F", "ü", "macintosh"),
        ("windows-1252", "81", "\u{FFFD}", "windows-1252"),
    ])
    func `given a charset as programs spell it, when a text is decoded, then its characters are right (7.5.17)`(
        label: String, hexadecimal: String, text: String, charset: String
    ) async throws {
        let bytes = stride(from: 0, to: hexadecimal.count, by: 2).compactMap {
            UInt8(hexadecimal.dropFirst($0).prefix(2), radix: 16)
        }
        let field = label.isEmpty ? "" : "Content-Type: text/plain; charset=\(label)\n"
        let message = try await ParserFixture().parse(Array((field + "\n").utf8) + bytes)
        #expect(message.root.decodedText?.charset == charset)
        #expect(message.root.text == text)
    }

    @Test(arguments: [
        ("8-bit", "Hello"), ("7 bit", "Hello"), ("BINARY", "Hello"), ("base64", "SGVsbG8="), ("BASE-64", "SGVsbG8="),
        ("base64;", "SGVsbG8="),
        ("base64 (comment)", "SGVsbG8="), ("\"base64\"", "SGVsbG8="), ("quoted printable", "Hell=6F"),
        ("Quoted-Printable", "H=65llo"), ("", "Hello"),
        ("x-uuencode", "begin 644 f\n%2&5L;&\\`\n`\nend"), ("uuencode", "text before\nbegin 644 f\n%2&5L;&\\`\n`\nend"),
    ])
    func `given a transfer encoding as programs spell it, when a file is decoded, then it is taken as meant (7.5.17)`(
        spelling: String, content: String
    ) async throws {
        let mail = "Content-Type: image/png\nContent-Transfer-Encoding: \(spelling)\n\n\(content)"
        let message = try await ParserFixture().parse(Array(mail.utf8))
        guard case .file(let file) = message.root.body else { throw Unexpected() }
        #expect(String(decoding: try file.bytes(), as: UTF8.self) == "Hello")
        #expect(message.issues.isEmpty)
    }

    @Test(arguments: [65_535, 65_536, 65_537, 300_000])
    func `given contents around the size of a piece, when decoded, then no byte is lost`(count: Int) async throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let base64 = Data(bytes).base64EncodedString(options: [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ])
        let quoted = bytes.enumerated().map {
            ($0.offset % 20 == 19 ? "=\r\n" : "") + String(format: "=%02X", $0.element)
        }.joined()
        let fixture = try ParserFixture()
        for (encoding, content) in [("base64", base64), ("quoted-printable", quoted)] {
            let mail = "Content-Type: image/png\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n\(content)"
            guard case .file(let file) = try await fixture.parse(Array(mail.utf8)).root.body else { throw Unexpected() }
            #expect(file.hash == fixture.spool.hash(of: bytes))
        }
    }

    @Test func `given a part with everything, when parsed, then its fields are told`() async throws {
        let part = try await ParserFixture().parse(
            "Content-Type: Image/PNG; Name=\"a.png\"\nContent-Disposition: inline\nContent-ID: <pic@1>\nContent-Location: http://x.net/b.png\n\nx"
        ).root
        #expect(part.mediaType == MediaType("image", "png", parameters: ["name": "a.png"]))
        #expect(part.disposition == .inline)
        #expect(part.fileName == "a.png")
        #expect(part.contentID == "pic@1")
        #expect(part.contentLocation == "http://x.net/b.png")
    }

    @Test(arguments: [
        ("attachment", Part.Disposition.attachment), ("INLINE", .inline), ("form-data", .attachment), ("", nil),
    ])
    func `given a disposition, when parsed, then an unknown one is an attachment`(
        written: String, read: Part.Disposition?
    ) async throws {
        #expect(try await ParserFixture().parse("Content-Disposition: \(written)\n\nx").root.disposition == read)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given many mails at once, when parsed on all threads, then each comes out right`() async throws {
        let fixture = try ParserFixture()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask {
                    let charset = ["iso-8859-1", "iso-8859-2", "iso-8859-15", "windows-1250"][number % 4]
                    let mail =
                        "From: \"=?\(charset)?Q?=FC?=\" <a@b.c>\nSubject: =?\(charset)?Q?=FC?= \(number)\nContent-Type: text/plain; charset=latin1\nContent-Transfer-Encoding: quoted-printable\n\n=FC \(number)"
                    let message = try await fixture.parse(Array(mail.utf8))
                    #expect(message.head.subject == "ü \(number)")
                    #expect(message.head.from == [Address(name: "ü", mail: "a@b.c")])
                    #expect(message.root.text == "ü \(number)")
                }
            }
            try await group.waitForAll()
        }
    }
}
