/// A label or name in the form in which two spellings of it are equal.
///
/// Case is folded by way of the capitals (so ß equals SS, ς equals σ, and the Turkish i with and without dot equal each
/// other), Greek accents and Arabic vowel marks are dropped because capitals and everyday typing leave them out,
/// bidirectional and zero-width marks are dropped, white space of any kind becomes one blank, full-width characters
/// and curly apostrophes become their ASCII equals. Composed and decomposed letters are equal because `String`
/// compares by canonical equivalence.
package struct NormalForm: Hashable, Sendable {
    /// The folded text, without blanks at its ends.
    package let text: String

    package init(_ source: some StringProtocol) {
        var folded = String.UnicodeScalarView()
        var wantsBlank = false
        for scalar in source.uppercased().lowercased().unicodeScalars {
            if Self.isInvisible(scalar) || Self.isDroppedMark(scalar, after: folded.last) { continue }
            if Self.isBlank(scalar) {
                wantsBlank = !folded.isEmpty
                continue
            }
            if wantsBlank { folded.append(" ") }
            wantsBlank = false
            folded.append(Self.plain(scalar))
        }
        text = String(folded)
    }

    /// Direction marks and isolates, zero-width characters, the byte order mark, soft hyphens.
    static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0x200B, 0x2060, 0x00AD: true
        default: false
        }
    }

    /// White space of any kind; the table of properties is slow, and most text needs none of it.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar == " " || (0x09...0x0D).contains(scalar.value) : scalar.properties.isWhitespace
    }

    private static func isDroppedMark(_ scalar: Unicode.Scalar, after last: Unicode.Scalar?) -> Bool {
        switch scalar.value {
        case 0x064B...0x0652: true
        // What is left of İ in lower case: i and a dot above.
        case 0x0307: last == "i"
        // Tonos and dialytika of decomposed Greek.
        case 0x0300, 0x0301, 0x0308: last.map { (0x0370...0x03FF).contains($0.value) } ?? false
        default: false
        }
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0x2018, 0x2019, 0x02BC, 0x00B4, 0x0060: "'"
        case 0x0390...0x03CE, 0x1F70...0x1F7D: greekWithoutAccent[scalar] ?? scalar
        default: scalar
        }
    }

    private static let greekWithoutAccent: [Unicode.Scalar: Unicode.Scalar] = [
        "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ϊ": "ι", "ΐ": "ι", "ό": "ο", "ύ": "υ", "ϋ": "υ", "ΰ": "υ", "ώ": "ω",
        "\u{1F71}": "α", "\u{1F73}": "ε", "\u{1F75}": "η", "\u{1F77}": "ι", "\u{1F79}": "ο", "\u{1F7B}": "υ",
        "\u{1F7D}": "ω",
    ]
}
