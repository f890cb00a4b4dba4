/// Rewrites encoded words (RFC 2047) so that GMime reads them as they are meant; decoding them is left to GMime.
///
/// Base64 becomes quoted-printable: GMime 3.2 reads neighbouring words of base64 as one, and ends at the first padding in
/// them; without padding it drops the last letters. A charset gets the name that `CharsetTable` knows for it
/// (`iso-8859-1` is windows-1252), and one that nobody knows becomes windows-1252.
enum EncodedWordRepair {
    static func repair(_ text: String) -> String {
        guard text.contains("=?") else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        var mayEnd = true
        while let start = index(of: 0x3D, 0x3F, in: bytes, from: position), mayEnd {
            result += bytes[position..<start]
            position = start + 2
            // No charset has a longer name.
            guard let labelEnd = bytes[position...].prefix(64).firstIndex(of: 0x3F), labelEnd + 2 < bytes.count,
                bytes[labelEnd + 2] == 0x3F, let isBase64 = isBase64(bytes[labelEnd + 1])
            else {
                result += bytes[start..<position]
                continue
            }
            guard let end = index(of: 0x3F, 0x3D, in: bytes, from: labelEnd + 3) else {
                mayEnd = false
                position = start
                continue
            }
            result += "=?\(charset(bytes[position..<labelEnd]))?Q?".utf8
            let payload = bytes[(labelEnd + 3)..<end]
            result += isBase64 ? quotedPrintable(TransferDecoder.decodeBase64(payload)) : Array(payload)
            result += "?=".utf8
            position = end + 2
        }
        return String(decoding: result + bytes[position...], as: UTF8.self)
    }

    private static func isBase64(_ encoding: UInt8) -> Bool? {
        switch encoding | 0x20 {
        case 0x62: true
        case 0x71: false
        default: nil
        }
    }

    private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return bytes.flatMap { [0x3D, digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    private static func index(of first: UInt8, _ second: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == first, bytes[index + 1] == second { return index }
            index += 1
        }
        return nil
    }

    /// GMime's name for a charset; the language that may stand behind it (RFC 2231, section 5) goes.
    private static func charset(_ label: ArraySlice<UInt8>) -> String {
        CharsetDecoder.iconvName(String(decoding: label.prefix { $0 != 0x2A }, as: UTF8.self)) ?? "CP1252"
    }
}
