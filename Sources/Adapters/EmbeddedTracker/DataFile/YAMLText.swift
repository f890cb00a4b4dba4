/// Where JSON and the YAML that libyaml reads differ.
enum YAMLText {
    /// Characters that stand in JSON strings but that YAML takes for line breaks or refuses (YAML 1.1, section 5.1).
    static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// `\u0085`: an escape that JSON and YAML share. Only for scalars below 0x10000.
    static func escape(_ scalar: Unicode.Scalar) -> String { escape(scalar.value, as: "u", digits: 4) }

    private static func escape(_ value: UInt32, as letter: String, digits count: Int) -> String {
        let digits = String(value, radix: 16)
        return "\\" + letter + String(repeating: "0", count: count - digits.count) + digits
    }

    /// The text as libyaml can read it; YAML as it is, JSON with surrogate pairs and awkward characters respelled.
    static func readable(_ text: String) -> String {
        let start = text.unicodeScalars.drop { $0 == "\u{FEFF}" || $0.properties.isWhitespace }
        guard start.first == "{" else { return text }
        var result = String.UnicodeScalarView()
        var isQuoted = false
        var rest = start
        while let scalar = rest.popFirst() {
            if scalar == "\"" { isQuoted.toggle() }
            guard isQuoted else {
                result.append(scalar)
                continue
            }
            if scalar == "\\" {
                if let pair = surrogatePair(rest) {
                    result.append(contentsOf: escape(pair, as: "U", digits: 8).unicodeScalars)
                    rest = rest.dropFirst(11)
                } else {
                    result.append(scalar)
                    if let escaped = rest.popFirst() { result.append(escaped) }
                }
            } else if mustEscape(scalar), scalar != "\n", scalar != "\r" {
                result.append(contentsOf: escape(scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// The scalar that `uD83D\uDE00` at the start of `text` means; libyaml has no surrogates, but `\U0001f600`.
    private static func surrogatePair(_ text: Substring.UnicodeScalarView) -> UInt32? {
        let spelling = Array(text.prefix(11))
        guard spelling.count == 11, spelling[0] == "u", spelling[5] == "\\", spelling[6] == "u",
            let high = hexadecimal(spelling[1..<5]), let low = hexadecimal(spelling[7..<11]),
            (0xD800..<0xDC00).contains(high), (0xDC00..<0xE000).contains(low)
        else { return nil }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    private static func hexadecimal(_ scalars: ArraySlice<Unicode.Scalar>) -> UInt32? {
        UInt32(String(String.UnicodeScalarView(scalars)), radix: 16)
    }
}
