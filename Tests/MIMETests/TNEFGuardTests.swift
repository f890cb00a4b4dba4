import Mail
import Testing

/// What libytnef would take for whole, lose memory by, or complain of on standard output.
@Suite(.timeLimit(.minutes(1))) struct TNEFGuardTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let tnef: [UInt8]

        init(_ testDescription: String, _ tnef: [UInt8]) {
            self.testDescription = testDescription
            self.tnef = TNEFSample.start + tnef
        }

        /// A file with these properties.
        init(_ testDescription: String, properties: [UInt8]) {
            self.init(testDescription, TNEFSample.file("a.txt", "a") + TNEFSample.attribute(2, 0x0006_9005, properties))
        }
    }

    private static func words(_ words: UInt32...) -> [UInt8] { words.flatMap(TNEFSample.little) }
    private static let guid = [UInt8](repeating: 7, count: 16)
    private static let file = TNEFSample.file("a.txt", "a")

    static let refused = [
        Case("a length beyond the end", file + [2] + words(0x0006_800F, 0x7FFF_FFFF)),
        Case("a length below zero", file + [2] + words(0x0006_800F, 0xFFFF_FFF0)),
        Case("a wrong check sum", file.dropLast(2) + [1, 1]),
        Case("nothing in an attribute", file + TNEFSample.attribute(2, 0x0006_9002, [])),
        Case("an empty file", TNEFSample.file("a.txt", "")),
        Case("contents of no file", TNEFSample.attribute(2, 0x0006_800F, [1]) + file),
        Case("contents twice", file + TNEFSample.attribute(2, 0x0006_800F, [1])),
        Case("more properties than fit", properties: words(0xFFFF_FFFF)),
        Case("1001 properties", properties: words(1001) + (0..<1001).flatMap { _ in words(0x1111_0003, 0) }),
        Case("no end of a property", properties: words(1, 0x3707_001E, 1)),
        Case("a property of a negative length", properties: words(1, 0x3707_001E, 1, 0xFFFF_FFF0)),
        Case("a property of a type that is none", properties: words(1, 0x3707_0077, 1)),
        Case("a property that the library reads by half", properties: words(1, 0x1111_0006, 1, 1)),
        Case("no value", properties: words(1, 0x3707_001E, 0)),
        Case("two values without the flag", properties: words(1, 0x1111_001E, 2, 1, 0, 1, 0)),
        Case("two values at the end", properties: words(1, 0x1111_1003, 2, 1, 1)),
        Case(
            "1001 values",
            properties: words(2, 0x1111_1003, 1001) + [UInt8](repeating: 0, count: 4004) + words(0x1111_0003, 0)),
        Case("a name of another kind", properties: words(1, 0x8000_0003) + guid + words(2, 2, 0, 0, 0)),
        Case("an empty name", properties: words(1, 0x8000_0003) + guid + words(1, 0, 0)),
        Case(
            "a long name",
            properties: words(1, 0x8000_0003) + guid + words(1, 104) + [UInt8](repeating: 65, count: 104) + words(0)),
        Case(
            "a value over 512 KiB",
            properties: words(1, 0x1111_0102, 1, 524_292) + [UInt8](repeating: 65, count: 524_292)),
        Case("a title over 100 bytes", TNEFSample.file(String(repeating: "a", count: 100), "a")),
        Case("bytes after the properties", properties: words(1, 0x1111_0003, 0, 0)),
    ]

    @Test(arguments: refused) func `given what is not for libytnef, when opened, then the whole is kept`(
        _ refused: Case
    ) async throws {
        #expect(try await TNEFSample.parts(refused.tnef).map(\.fileName) == ["winmail.dat"])
    }

    static let opened = [
        Case(
            "a version of one byte, dates too short",
            TNEFSample.attribute(1, 0x0008_9006, [1])
                + TNEFSample.attribute(1, 0x0003_8005, [1]) + file),
        Case(
            "a text of the mail that is broken, where it is not asked for",
            TNEFSample.attribute(1, 0x0006_9003, words(0xFFFF_FFFF)) + file),
        Case(
            "every kind of property",
            properties: words(9, 0x1111_0002, 1, 0x1111_000B, 1, 0x1111_0040, 1, 1, 0x1111_0048, 1, 1, 1, 1)
                + words(0x1111_1003, 2, 1, 1, 0x1111_101E, 2, 1, 65, 2, 66)
                + words(0x8000_0003) + guid + words(0, 0x8501, 1) + words(0x8001_0003) + guid + words(1, 4, 65, 1)
                + words(0x1111_0102, 1, 0)),
    ]

    @Test(arguments: opened) func `given what is unusual, when opened, then the file is there`(
        _ opened: Case
    ) async throws {
        #expect(try await TNEFSample.parts(opened.tnef).map(\.fileName) == ["a.txt"])
    }

    @Test func `given more than 32 MiB, when opened, then the whole is kept`() async throws {
        let data = TNEFSample.attribute(1, 0x0006_0000, [UInt8](repeating: 0, count: 32 << 20))
        #expect(try await TNEFSample.parts(TNEFSample.start + Self.file + data).map(\.fileName) == ["winmail.dat"])
    }

    @Test func `given any byte of the properties changed under a right check sum, when opened, then the file stays`()
        async throws
    {
        let properties = Self.opened[2].tnef.suffix(
            Self.opened[2].tnef.count - TNEFSample.start.count - Self.file.count)
        let values = Array(properties.dropFirst(9).dropLast(2))
        for position in values.indices {
            for value: UInt8 in [0, 1, 2, 0x10, 0x1E, 0x1F, 0x37, 0x7F, 0x80, 0xFF] {
                var bytes = values
                bytes[position] = value
                let parts = try await TNEFSample.parts(Case("", properties: bytes).tnef)
                #expect(parts.count == 1 && parts[0].fileName != nil)
            }
        }
    }
}
