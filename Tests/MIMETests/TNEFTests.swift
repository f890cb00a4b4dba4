import Foundation
import MIME
import Mail
import Testing

/// Files that Outlook packs into a `winmail.dat`.
@Suite(.timeLimit(.minutes(1))) struct TNEFTests {
    @Test func `given two files, when opened, then both are there with long name, type and id`() async throws {
        let tnef =
            TNEFSample.start
            + TNEFSample.file(
                "PRUFUN~1.PDF", "%PDF", [(0x3707, "Prüfung.pdf"), (0x370E, "application/pdf"), (0x3712, "p@x")])
            + TNEFSample.file("plan.txt", "plan")
        let parts = try await TNEFSample.parts(tnef)
        #expect(parts.map(\.fileName) == ["Prüfung.pdf", "plan.txt"])
        #expect(parts.map(\.mediaType.description) == ["application/pdf", "application/octet-stream"])
        #expect(parts.map(\.contentID) == ["p@x", nil])
        let bytes = try parts.map { part in
            guard case .file(let content) = part.body else { return "" }
            return try content.withMappedBytes { String(decoding: $0, as: UTF8.self) }
        }
        #expect(bytes == ["%PDF", "plan"])
    }

    @Test func `given a title in the code page of the file, when opened, then it is decoded`() async throws {
        var tnef =
            TNEFSample.start
            + TNEFSample.attribute(1, 0x0006_9007, TNEFSample.little(UInt32(1251)) + TNEFSample.little(UInt32(0)))
        tnef += TNEFSample.rendering
        tnef += TNEFSample.attribute(2, 0x0001_8010, [0xCF, 0xEB, 0xE0, 0xED, 0x2E, 0x70, 0x64, 0x66, 0])
        tnef += TNEFSample.attribute(2, 0x0006_800F, [1])
        #expect(try await TNEFSample.parts(tnef).map(\.fileName) == ["План.pdf"])
    }

    @Test func `given a mail that as a whole is a winmail.dat, when opened, then its text is there as well`()
        async throws
    {
        let tnef =
            TNEFSample.start + TNEFSample.attribute(1, 0x0002_800C, Array("Hello\0".utf8))
            + TNEFSample.file("a.txt", "a")
        let parts = try await TNEFSample.parts(tnef, isRoot: true)
        guard case .text(let text, _) = try #require(parts.first).body else {
            Issue.record("no text")
            return
        }
        #expect(text.text == "Hello")
        #expect(parts.map(\.fileName) == [nil, "a.txt"])
    }

    @Test func `given a mail whose text is Unicode, when opened, then every character is there`() async throws {
        let text = "ß\u{7FE}\u{7FF}\u{800}€𝄞!"
        let body = TNEFSample.attribute(
            1, 0x0006_9003,
            TNEFSample.properties([(0x0037, String(repeating: "s", count: 200)), (0x0070, ""), (0x1000, text)]))
        let file = TNEFSample.file("x", "a", [(0x3707, "😀.txt")])
        let parts = try await TNEFSample.parts(TNEFSample.start + body + file, isRoot: true)
        guard case .text(let decoded, _) = try #require(parts.first).body else {
            Issue.record("no text")
            return
        }
        #expect(decoded.text == text)
        #expect(parts.map(\.fileName) == [nil, "😀.txt"])
    }

    @Test func `given more files than parts are allowed, when opened, then the mail is too complex`() async throws {
        let file = TNEFSample.file("a.txt", "a")
        let tnef = TNEFSample.start + file + file + file + file
        var limits = ParserFixture.limits
        limits.parts = 4
        #expect(try await TNEFSample.parts(tnef, limits: limits).count == 4)
        limits.parts = 3
        await #expect(throws: ParsingFailure.self) { try await TNEFSample.parts(tnef, limits: limits) }
    }

    @Test func `given a file of something else than bytes, when opened, then the whole is kept`() async throws {
        let parts = try await TNEFSample.parts(TNEFSample.start + TNEFSample.file("inner.msg", nil))
        #expect(parts.map(\.fileName) == ["winmail.dat"])
    }

    @Test func `given a file that is cut anywhere, when opened, then nothing is lost`() async throws {
        let whole = TNEFSample.start + TNEFSample.file("a.txt", "abc", [(0x3707, "long name.txt")])
        for end in 1..<whole.count {
            let parts = try await TNEFSample.parts(Array(whole[..<end]))
            let isWhole = parts.count == 1 && parts[0].fileName == "winmail.dat"
            // Where an attribute ends, what was before it is a file of its own.
            #expect(isWhole || parts.allSatisfy { $0.fileName != nil }, "\(end)")
        }
    }

    @Test func `given any byte changed, when opened, then the mail can be read`() async throws {
        let whole = TNEFSample.start + TNEFSample.file("a.txt", "abc", [(0x3707, "long name.txt"), (0x9001, "named")])
        for position in whole.indices {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var bytes = whole
                bytes[position] = value
                _ = try await TNEFSample.parts(bytes)
            }
        }
    }
}
