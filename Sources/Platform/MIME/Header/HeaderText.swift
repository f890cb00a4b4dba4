import CGMime

/// Unstructured header text: encoded words (RFC 2047) and raw 8-bit bytes as characters.
enum HeaderText {
    /// Decodes the raw value of a field; bytes outside encoded words are UTF-8 if valid, else windows-1252.
    static func decode(_ bytes: [UInt8]) -> String {
        let text = repaired(bytes)
        guard text.utf8.contains(0x3D), let decoded = g_mime_utils_header_decode_text(nil, text) else {
            return clean(text)
        }
        defer { g_free(decoded) }
        return clean(String(cString: decoded))
    }

    /// What GMime's functions for header values get: one line of valid UTF-8 with encoded words as GMime reads them.
    static func repaired(_ bytes: [UInt8]) -> String {
        let unfolded = bytes.filter { $0 != 0x0D && $0 != 0x0A }
        GMimeLibrary.start()
        return CharsetDecoder.decode(EncodedWordRepair.repair(unfolded), label: nil).text
    }

    /// Without control characters, which no field can mean, and without blanks at both ends.
    static func clean(_ text: String) -> String {
        let isControl: (Unicode.Scalar) -> Bool = { $0.value < 0x20 || $0.value == 0x7F }
        guard text.unicodeScalars.contains(where: isControl) || text.first == " " || text.last == " " else {
            return text
        }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(isControl(scalar) ? " " : scalar) }
        while scalars.last == " " { scalars.removeLast() }
        return String(String.UnicodeScalarView(scalars.drop { $0 == " " }))
    }
}
