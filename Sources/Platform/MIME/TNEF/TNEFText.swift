import CYTNEF

/// The texts of a `winmail.dat`: those of 8 bits are in the code page of the whole file, the others Unicode.
struct TNEFText {
    /// The few properties that matter here (MS-OXPROPS).
    enum Name: UInt32 {
        case body = 0x1000
        case htmlBody = 0x1013
        case data = 0x3701
        case shortName = 0x3704
        case longName = 0x3707
        case mediaType = 0x370E
        case contentID = 0x3712
    }

    /// Types of properties (MS-OXCDATA section 2.11.1).
    static let binary: UInt32 = 0x0102
    private static let string8: UInt32 = 0x001E
    private static let unicode: UInt32 = 0x001F

    private let charset: String

    init(codePage: variableLength) {
        let bytes = UnsafeRawBufferPointer(codePage)
        let number = bytes.count < 4 ? 1252 : UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
        charset = (1250...1258).contains(number) ? "windows-\(number)" : "cp\(number)"
    }

    /// nil where there is no such property, or one of another type.
    func text(_ properties: inout MAPIProps, _ name: Name) -> String? {
        if let value = cytnef_property(&properties, Self.unicode, name.rawValue) {
            return Self.unicode(UnsafeRawBufferPointer(value.pointee))
        }
        return cytnef_property(&properties, Self.string8, name.rawValue).flatMap { text8($0.pointee) }
    }

    /// Up to the first null.
    func text8(_ value: variableLength) -> String? {
        guard value.data != nil else { return nil }
        return CharsetDecoder.decode(UnsafeRawBufferPointer(value).prefix { $0 != 0 }, label: charset).text
    }

    /// The library turns each unit of UTF-16 into one to three bytes on its own, halves of characters as well, and keeps
    /// the number of bytes of before: the text ends at the null.
    private static func unicode(_ bytes: UnsafeRawBufferPointer) -> String {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return "" }
        var next = start
        var units: [UInt16] = []
        while next.pointee != 0 {
            let length = next.pointee < 0x80 ? 1 : next.pointee < 0xE0 ? 2 : 3
            let lead = UInt16(next.pointee) & (length == 1 ? 0x7F : length == 2 ? 0x1F : 0x0F)
            units.append((1..<length).reduce(lead) { $0 << 6 | UInt16(next[$1] & 0x3F) })
            next += length
        }
        return String(decoding: units, as: UTF16.self)
    }
}
