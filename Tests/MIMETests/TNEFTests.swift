import Foundation
import MIME
import Mail
import Testing

/// Files that Outlook packs into a `winmail.dat`.
@Suite(.timeLimit(.minutes(1))) struct TNEFTests {
    private static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    private static func attribute(_ level: UInt8, _ tag: UInt32, _ data: [UInt8]) -> [UInt8] {
        let sum = data.reduce(UInt16(0)) { $0 &+ UInt16($1) }
        return [level] + little(tag) + little(UInt32(data.count)) + data + little(sum)
    }

    /// Properties of one value each, texts in UTF-16.
    private static func properties(_ values: [(id: UInt16, text: String)]) -> [UInt8] {
        var bytes = little(UInt32(values.count))
        for (id, text) in values {
            var data: [UInt8] = []
            for unit in text.utf16 { data += little(unit) }
            data += [0, 0]
            bytes += little(UInt16(0x1F)) + little(id)
            bytes += little(UInt32(1)) + little(UInt32(data.count))
            bytes += data
            bytes += [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
        }
        return bytes
    }

    private static let start = little(UInt32(0x223E_9F78)) + little(UInt16(1))

    private static func file(_ title: String, _ data: String?, _ values: [(id: UInt16, text: String)] = []) -> [UInt8] {
        var bytes = attribute(2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
        bytes += attribute(2, 0x0001_8010, Array(title.utf8) + [0])
        if let data { bytes += attribute(2, 0x0006_800F, Array(data.utf8)) }
        if !values.isEmpty { bytes += attribute(2, 0x0006_9005, properties(values)) }
        return bytes
    }

    private func mail(_ tnef: [UInt8], header: String = "", isRoot: Bool = false) -> String {
        let part = """
            Content-Type: application/ms-tnef; name=winmail.dat
            Content-Transfer-Encoding: base64

            \(Data(tnef).base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]))
            """
        if isRoot { return "Subject: x\n\(part)\n" }
        return
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee.\n--b\n\(part)\n--b--\n"
    }

    private func parts(_ tnef: [UInt8], isRoot: Bool = false) async throws -> [Part] {
        let message = try await ParserFixture().parse(mail(tnef, isRoot: isRoot))
        let part: Part
        if isRoot {
            part = message.root
        } else {
            guard case .multipart(let children) = message.root.body else { return [] }
            part = try #require(children.last)
        }
        guard case .multipart(let inside) = part.body else { return [part] }
        return inside
    }

    @Test func `given two files, when opened, then both are there with long name, type and id`() async throws {
        let tnef =
            Self.start
            + Self.file(
                "PRUFUN~1.PDF", "%PDF", [(0x3707, "Prüfung.pdf"), (0x370E, "application/pdf"), (0x3712, "p@x")])
            + Self.file("plan.txt", "plan")
        let parts = try await parts(tnef)
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
        var tnef = Self.start + Self.attribute(1, 0x0006_9007, Self.little(UInt32(1251)) + Self.little(UInt32(0)))
        tnef += Self.attribute(2, 0x0006_9002, [])
        tnef += Self.attribute(2, 0x0001_8010, [0xCF, 0xEB, 0xE0, 0xED, 0x2E, 0x70, 0x64, 0x66, 0])
        tnef += Self.attribute(2, 0x0006_800F, [1])
        #expect(try await parts(tnef).map(\.fileName) == ["План.pdf"])
    }

    @Test func `given a mail that as a whole is a winmail.dat, when opened, then its text is there as well`()
        async throws
    {
        let tnef = Self.start + Self.attribute(1, 0x0002_800C, Array("Hello\0".utf8)) + Self.file("a.txt", "a")
        let parts = try await parts(tnef, isRoot: true)
        guard case .text(let text, _) = try #require(parts.first).body else {
            Issue.record("no text")
            return
        }
        #expect(text.text == "Hello")
        #expect(parts.map(\.fileName) == [nil, "a.txt"])
    }

    @Test func `given a file of something else than bytes, when opened, then the whole is kept`() async throws {
        let parts = try await parts(Self.start + Self.file("inner.msg", nil))
        #expect(parts.map(\.fileName) == ["winmail.dat"])
    }

    @Test func `given a file that is cut anywhere, when opened, then nothing is lost`() async throws {
        let whole = Self.start + Self.file("a.txt", "abc", [(0x3707, "long name.txt")])
        for end in 1..<whole.count {
            let parts = try await parts(Array(whole[..<end]))
            let isWhole = parts.count == 1 && parts[0].fileName == "winmail.dat"
            // Where an attribute ends, what was before it is a file of its own.
            #expect(isWhole || parts.allSatisfy { $0.fileName != nil }, "\(end)")
        }
    }

    @Test func `given any byte changed, when opened, then the mail can be read`() async throws {
        let whole = Self.start + Self.file("a.txt", "abc", [(0x3707, "long name.txt"), (0x9001, "named")])
        for position in whole.indices {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var bytes = whole
                bytes[position] = value
                _ = try await parts(bytes)
            }
        }
    }
}
