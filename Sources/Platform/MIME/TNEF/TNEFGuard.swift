import Mail

/// Stands before libytnef 2.0, and lets only those files through that it reads without harm.
///
/// The library takes a file that is cut for a whole one, never frees what stands twice or before the first file, and
/// writes its complaints to standard output. So every length, check sum and count is walked over first, by the format
/// and by the library's own limits, and only the attributes that are used here are handed on.
struct TNEFGuard {
    /// The file is broken, or something of it is not for libytnef.
    struct Refusal: Error {}

    /// libytnef holds every attribute three times at most.
    static let largestFile = 32 << 20

    private enum Tag {
        static let body: UInt32 = 0x0002_800C
        static let data: UInt32 = 0x0006_800F
        static let title: UInt32 = 0x0001_8010
        static let rendering: UInt32 = 0x0006_9002
        static let messageProperties: UInt32 = 0x0006_9003
        static let attachmentProperties: UInt32 = 0x0006_9005
        static let codePage: UInt32 = 0x0006_9007
    }

    /// The library's own limits of bytes.
    private static let largestAttributes = [Tag.body: 100_000, Tag.title: 100]

    private static let signature: UInt32 = 0x223E_9F78

    private let bytes: UnsafeRawBufferPointer
    private let withText: Bool
    private var position = 0
    private var attachments = 0
    private var values = 0
    /// Tags of the mail and of the present attachment.
    private var seen: Set<UInt32> = []
    private var admitted: [UInt8] = []

    private init(_ bytes: UnsafeRawBufferPointer, withText: Bool) {
        self.bytes = bytes
        self.withText = withText
    }

    /// A copy with what is of use: files, code page, and the mail's text where that is wanted; nil when refused.
    ///
    /// Throws `ParsingFailure` when there are more files than `parts`.
    static func admitted(
        _ bytes: UnsafeRawBufferPointer, withText: Bool, parts: Int
    ) throws(ParsingFailure) -> [UInt8]? {
        guard bytes.count <= largestFile else { return nil }
        var walk = TNEFGuard(bytes, withText: withText)
        do { try walk.file() } catch { return nil }
        guard walk.attachments <= parts else { throw .parts(parts) }
        return walk.admitted
    }

    private mutating func file() throws(Refusal) {
        guard try number(UInt32.self) == Self.signature else { throw Refusal() }
        _ = try number(UInt16.self)
        admitted.reserveCapacity(bytes.count)
        admitted += bytes[..<position]
        while position < bytes.count { try attribute() }
    }

    private mutating func attribute() throws(Refusal) {
        let start = position
        _ = try number(UInt8.self)
        let tag = try number(UInt32.self)
        let length = try length()
        let value = position..<position + length
        try skip(length)
        let sum = try number(UInt16.self)
        let end = position
        guard isOfUse(tag) else { return }

        guard length > 0, length <= Self.largestAttributes[tag] ?? .max,
            sum == bytes[value].reduce(UInt16(0), { $0 &+ UInt16($1) })
        else { throw Refusal() }
        switch tag {
        case Tag.rendering:
            attachments += 1
            seen.subtract([Tag.data, Tag.title, Tag.attachmentProperties])
        case Tag.data, Tag.title, Tag.attachmentProperties:
            guard attachments > 0, seen.insert(tag).inserted else { throw Refusal() }
        default:
            guard seen.insert(tag).inserted else { throw Refusal() }
        }
        if tag == Tag.messageProperties || tag == Tag.attachmentProperties {
            position = value.lowerBound
            try properties()
            guard position == value.upperBound else { throw Refusal() }
            position = end
        }
        admitted += bytes[start..<end]
    }

    private func isOfUse(_ tag: UInt32) -> Bool {
        switch tag {
        case Tag.body, Tag.messageProperties: withText
        case Tag.data, Tag.title, Tag.rendering, Tag.attachmentProperties, Tag.codePage: true
        default: false
        }
    }
}

/// Properties, exactly as libytnef counts their bytes.
extension TNEFGuard {
    /// The library's own limit of properties in a block, and of values in a property.
    private static let largestCount = 1000
    /// In the whole file: each takes some 150 bytes.
    private static let mostValues = 100_000
    /// The library's own limits of bytes.
    private static let longestName = 100
    private static let largestValue = 512 << 10

    /// Bytes of the types of fixed size. Currency and application time are left out: the library reads half of them.
    private static let sizes: [UInt16: Int] = [
        0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16,
    ]
    private static let object: UInt16 = 0x000D
    private static let text8: UInt16 = 0x001E
    private static let text16: UInt16 = 0x001F
    private static let binary: UInt16 = 0x0102
    private static let severalValues: UInt16 = 0x1000

    private mutating func properties() throws(Refusal) {
        let count = try count()
        for index in 0..<count { try property(isLast: index == count - 1) }
    }

    private mutating func property(isLast: Bool) throws(Refusal) {
        let type = try number(UInt16.self)
        if try number(UInt16.self) >= 0x8000 { try skipName() }
        let kind = type & ~Self.severalValues
        let hasCount = type != kind
        let isVariable = [Self.object, Self.text8, Self.text16, Self.binary].contains(kind)
        let count = hasCount || isVariable ? try self.count() : 1
        // The library takes one value for granted without the flag, and stops too early in several at the end.
        guard count == 1 || (hasCount && count > 1 && !isLast) else { throw Refusal() }
        values += count
        guard values <= Self.mostValues else { throw Refusal() }
        if isVariable {
            for _ in 0..<count {
                let length = try length()
                guard length <= Self.largestValue else { throw Refusal() }
                try skip(Self.padded(length))
            }
        } else {
            guard let size = Self.sizes[kind] else { throw Refusal() }
            try skip(count * size)
        }
    }

    /// The name of a property that has no number of its own: a set, and a number or a text in it.
    private mutating func skipName() throws(Refusal) {
        try skip(16)
        switch try number(UInt32.self) {
        case 0: try skip(4)
        case 1:
            let length = try length()
            guard (1...Self.longestName).contains(length) else { throw Refusal() }
            try skip(Self.padded(length))
        default: throw Refusal()
        }
    }

    private mutating func count() throws(Refusal) -> Int {
        let count = try length()
        guard count <= Self.largestCount else { throw Refusal() }
        return count
    }

    private static func padded(_ count: Int) -> Int { (count + 3) & ~3 }
}

/// Little-endian numbers, checked against the end.
extension TNEFGuard {
    private mutating func skip(_ count: Int) throws(Refusal) {
        guard count <= bytes.count - position else { throw Refusal() }
        position += count
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(Refusal) -> Number {
        let start = position
        try skip(MemoryLayout<Number>.size)
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Number.self))
    }

    private mutating func length() throws(Refusal) -> Int { Int(try number(UInt32.self)) }
}
