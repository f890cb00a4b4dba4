/// Finds and decodes encoded words (RFC 2047, section 2), also badly written ones: blanks inside, no padding, a language, no
/// blanks around.
enum EncodedWords {
    /// Bytes of one charset; nil is what stood outside of encoded words.
    struct Run {
        var charset: String?
        var bytes: [UInt8]
    }

    /// Cuts a value into runs. Neighbouring words of one charset are one run, so that a character may be split between
    /// them; blanks between words are dropped.
    static func runs(in bytes: [UInt8]) -> [Run] {
        var runs: [Run] = []
        var plain: [UInt8] = []
        var position = 0
        var mayEnd = true
        while position < bytes.count {
            guard mayEnd, bytes[position] == 0x3D else {
                plain.append(bytes[position])
                position += 1
                continue
            }
            switch find(in: bytes, at: position) {
            case .word(let word):
                if runs.isEmpty || plain.contains(where: { $0 != 0x20 && $0 != 0x09 }) {
                    if !plain.isEmpty { runs.append(Run(charset: nil, bytes: plain)) }
                }
                plain = []
                if let last = runs.last, last.charset == word.charset {
                    runs[runs.count - 1].bytes += word.bytes
                } else {
                    runs.append(Run(charset: word.charset, bytes: word.bytes))
                }
                position = word.end
            case .unended:
                // Nothing ends a word from here on: looking again for each start would take quadratic time.
                mayEnd = false
            case .none:
                plain.append(bytes[position])
                position += 1
            }
        }
        if !plain.isEmpty { runs.append(Run(charset: nil, bytes: plain)) }
        return runs
    }

    /// A decoded word and where it ends.
    struct Word {
        let charset: String
        let bytes: [UInt8]
        let end: Int
    }

    /// What stands at an equals sign.
    enum Found {
        case word(Word)
        /// A word starts, and nothing ends a word from here on.
        case unended
        case none
    }

    /// `=?charset?B|Q?text?=`
    static func find(in bytes: [UInt8], at start: Int) -> Found {
        guard start + 1 < bytes.count, bytes[start] == 0x3D, bytes[start + 1] == 0x3F else { return .none }
        // No charset has a longer name; this bounds the look-ahead.
        let labelEnd = bytes[(start + 2)...].prefix(64).firstIndex(of: 0x3F)
        guard let labelEnd, labelEnd > start + 2, labelEnd + 2 < bytes.count, bytes[labelEnd + 2] == 0x3F else {
            return .none
        }
        let label = bytes[(start + 2)..<labelEnd]
        let encoding = bytes[labelEnd + 1] | 0x20
        guard label.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), encoding == 0x62 || encoding == 0x71 else { return .none }
        let textStart = labelEnd + 3
        var end = textStart
        while end + 1 < bytes.count, !(bytes[end] == 0x3F && bytes[end + 1] == 0x3D) { end += 1 }
        guard end + 1 < bytes.count else { return .unended }
        let text = bytes[textStart..<end]
        let charset = String(decoding: label.prefix { $0 != 0x2A }, as: UTF8.self).lowercased()
        let content = encoding == 0x62 ? Base64Decoder.decode(text) : quotedPrintable(text)
        return .word(Word(charset: charset, bytes: content, end: end + 2))
    }

    /// The "Q" encoding: `_` is a blank, `=` and two hexadecimal digits a byte; anything else is itself.
    private static func quotedPrintable(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == 0x3D, rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte == 0x5F ? 0x20 : byte)
            }
        }
        return result
    }
}
