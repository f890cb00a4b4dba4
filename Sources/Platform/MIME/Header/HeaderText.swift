/// Unstructured header text: encoded words (RFC 2047) and raw 8-bit bytes as characters.
enum HeaderText {
    /// Decodes an unfolded value; bytes outside encoded words are UTF-8 if valid, else windows-1252.
    static func decode(_ bytes: [UInt8]) -> String {
        guard bytes.contains(0x3D) else { return clean(CharsetDecoder.decode(bytes, label: nil).text) }
        var text = ""
        for run in EncodedWords.runs(in: bytes) {
            text += CharsetDecoder.decode(run.bytes, label: run.charset).text
        }
        return clean(text)
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
