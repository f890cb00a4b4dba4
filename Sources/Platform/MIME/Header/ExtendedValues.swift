import CGMime

/// Parameter values with a charset of their own (RFC 2231, section 4), led around GMime's charsets to the decoder of bodies.
///
/// GMime is told that they are ISO-8859-1, so that it puts their pieces together and gives their bytes, one character each;
/// the real charset travels in the place of the language: `name*=shift_jis'ja'%87` is `name*=iso-8859-1'shift_jis'%87`.
enum ExtendedValues {
    private static let carrier = "iso-8859-1"
    /// No charset and no language has a longer name.
    private static let labelBytes = 64

    /// Rewrites the field before GMime reads it.
    static func wrapped(_ text: String) -> String {
        guard text.contains("'"), text.contains("*") else { return text }
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        var isQuoted = false
        while let byte = rest.popFirst() {
            result.append(byte)
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x5C, isQuoted, let next = rest.popFirst() { result.append(next) }
            guard byte == 0x3D, !isQuoted, isExtended(result.dropLast()) else { continue }
            let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 }
            result += blanks
            rest = rest.dropFirst(blanks.count)
            // Quote marks do not belong here, but are written.
            if rest.first == 0x22 {
                isQuoted = true
                result.append(0x22)
                rest = rest.dropFirst()
            }
            let charset = label(rest)
            let language = label(rest[charset.endIndex...].dropFirst())
            guard rest[charset.endIndex...].first == 0x27, rest[language.endIndex...].first == 0x27 else { continue }
            result += "\(carrier)'".utf8 + charset + "'".utf8
            rest = rest[(language.endIndex + 1)...]
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The value that GMime read from a rewritten field.
    static func value(of parameter: UnsafeMutablePointer<GMimeParam>) -> String? {
        guard let value = g_mime_param_get_value(parameter).map({ String(cString: $0) }) else { return nil }
        guard let charset = g_mime_param_get_charset(parameter), String(cString: charset) == carrier else {
            return value
        }
        let bytes = value.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
        return CharsetDecoder.decode(bytes, label: g_mime_param_get_lang(parameter).map { String(cString: $0) }).text
    }

    private static func label(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        text.prefix(labelBytes).prefix { $0 != 0x27 && $0 != 0x22 && $0 != 0x3B }
    }

    /// Whether `name*` or `name*0*` comes last, behind which a charset stands.
    private static func isExtended(_ written: ArraySlice<UInt8>) -> Bool {
        // By `dropLast` alone: `popLast` and `removeLast` would copy what stands before.
        var name = written
        while name.last == 0x20 || name.last == 0x09 { name = name.dropLast() }
        guard name.last == 0x2A else { return false }
        name = name.dropLast()
        let digits = name.suffix(20).reversed().prefix { (0x30...0x39).contains($0) }
        return digits.allSatisfy { $0 == 0x30 } || name.dropLast(digits.count).last != 0x2A
    }
}
