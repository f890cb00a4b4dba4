/// Rewrites encoded words (RFC 2047) into words of UTF-8, so that one decoder of charsets reads header and body; finding
/// them in a field and putting their text in its place is left to GMime.
///
/// GMime 3.2 reads neighbouring words of base64 as one, ends at the first padding in them, drops the last letters where
/// padding is missing, and gives `?` for characters that iconv's own tables lack.
enum EncodedWordRepair {
    private struct Word {
        let label: String
        var bytes: [UInt8]
        /// Behind its `?=`.
        let end: Int
    }

    private enum Finding { case word(Word), none, unended }

    /// `bytes` is the value of a field without line breaks.
    static func repair(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        var search = 0
        // Neighbours of one charset are decoded together: some programs cut in the middle of a character.
        var open: Word?
        while let start = index(of: 0x3D, 0x3F, in: bytes, from: search) {
            let finding = word(in: bytes, at: start)
            guard case .word(let word) = finding else {
                if case .unended = finding { break }
                search = start + 2
                continue
            }
            let gap = bytes[position..<start]
            if let last = open, gap.allSatisfy({ $0 == 0x20 || $0 == 0x09 }), isSame(last.label, word.label) {
                open?.bytes += word.bytes
            } else {
                if let last = open { result += inUTF8(last) }
                result += gap
                open = word
            }
            position = word.end
            search = word.end
        }
        if let last = open { result += inUTF8(last) }
        return result + bytes[position...]
    }

    private static func word(in bytes: [UInt8], at start: Int) -> Finding {
        // No charset has a longer name.
        guard let labelEnd = bytes[(start + 2)...].prefix(64).firstIndex(of: 0x3F), labelEnd + 2 < bytes.count,
            bytes[labelEnd + 2] == 0x3F, let encoding = encoding(bytes[labelEnd + 1])
        else { return .none }
        guard let end = index(of: 0x3F, 0x3D, in: bytes, from: labelEnd + 3) else { return .unended }
        // A language may stand behind the charset (RFC 2231, section 5).
        let label = String(decoding: bytes[(start + 2)..<labelEnd].prefix { $0 != 0x2A }, as: UTF8.self).lowercased()
        var payload = Array(bytes[(labelEnd + 3)..<end])
        if encoding == .quotedPrintable { payload = payload.flatMap { $0 == 0x5F ? [0x3D, 0x32, 0x30] : [$0] } }
        return .word(Word(label: label, bytes: TransferDecoder.decode(payload, encoding), end: end + 2))
    }

    private static func encoding(_ letter: UInt8) -> TransferEncoding? {
        switch letter | 0x20 {
        case 0x62: .base64
        case 0x71: .quotedPrintable
        default: nil
        }
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        one == other || CharsetTable.names[one] != nil && CharsetTable.names[one] == CharsetTable.names[other]
    }

    private static func inUTF8(_ word: Word) -> [UInt8] {
        let text = CharsetDecoder.decode(word.bytes, label: word.label).text
        // GMime leaves an empty word as it stands.
        guard !text.isEmpty else { return [] }
        var result = Array("=?UTF-8?Q?".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.append(byte)
            // GMime ends a value at a NUL byte.
            case 0: result.append(0x5F)
            default: result += [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return result + "?=".utf8
    }

    private static func index(of first: UInt8, _ second: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == first, bytes[index + 1] == second { return index }
            index += 1
        }
        return nil
    }
}
