/// The few properties of a message or an attachment that matter here (MS-OXTNEF section 2.1.3.5, MS-OXPROPS).
struct MAPIProperties {
    enum Name: UInt16 {
        case body = 0x1000
        case htmlBody = 0x1013
        case data = 0x3701
        case shortName = 0x3704
        case longName = 0x3707
        case mediaType = 0x370E
        case contentID = 0x3712
    }

    /// Text of 8 bits has the code page of the whole file.
    enum Value {
        case bytes(UnsafeRawBufferPointer)
        case text8(UnsafeRawBufferPointer)
        case text16(UnsafeRawBufferPointer)
        /// Another file inside this one.
        case object
    }

    private(set) var values: [Name: Value] = [:]

    init() {}

    init(_ bytes: UnsafeRawBufferPointer) throws(ByteReader.Ended) {
        var reader = ByteReader(bytes)
        for _ in 0..<(try reader.length()) {
            let type = try reader.number(UInt16.self)
            let id = try reader.number(UInt16.self)
            if id >= 0x8000 { try Self.skipName(&reader) }
            let isMultiple = type & 0x1000 != 0
            let kind = type & 0x0FFF
            let name = isMultiple ? nil : Name(rawValue: id)
            if let size = Self.sizes[kind] {
                let count = isMultiple ? try reader.length() : 1
                let (total, isTooMuch) = count.multipliedReportingOverflow(by: size)
                guard !isTooMuch else { throw ByteReader.Ended() }
                _ = try reader.take(Self.padded(total))
                continue
            }
            for _ in 0..<(try reader.length()) {
                let length = try reader.length()
                let value = UnsafeRawBufferPointer(rebasing: try reader.take(Self.padded(length)).prefix(length))
                guard let name else { continue }
                switch kind {
                case 0x001E: values[name] = .text8(value)
                case 0x001F: values[name] = .text16(value)
                case 0x000D: values[name] = .object
                default: values[name] = .bytes(value)
                }
            }
        }
    }

    /// Bytes of the types of fixed size.
    private static let sizes: [UInt16: Int] = [
        0x0001: 0, 0x0002: 2, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 2, 0x0014: 8,
        0x0040: 8, 0x0048: 16,
    ]

    private static func padded(_ count: Int) -> Int { (count + 3) & ~3 }

    /// The name of a property that has no number of its own: a set, and a number or a text in it.
    private static func skipName(_ reader: inout ByteReader) throws(ByteReader.Ended) {
        _ = try reader.take(16)
        if try reader.number(UInt32.self) == 0 {
            _ = try reader.take(4)
        } else {
            _ = try reader.take(padded(try reader.length()))
        }
    }
}
