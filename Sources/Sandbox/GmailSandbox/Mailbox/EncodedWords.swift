import Foundation

/// Encoded words in a header's text (RFC 2047), for search and for the sandbox's own listing.
enum EncodedWords {
    /// The text with every encoded word decoded; a word that cannot be decoded stays as it is.
    static func decode(_ text: String) -> String {
        var decoded = ""
        var rest = text[...]
        var afterWord = false
        while let start = rest.range(of: "=?") {
            let before = rest[..<start.lowerBound]
            // White space between two encoded words belongs to neither (RFC 2047, section 6.2).
            if !(afterWord && before.allSatisfy(\.isWhitespace)) { decoded += before }
            guard let word = word(rest[start.upperBound...]) else {
                decoded += "=?"
                rest = rest[start.upperBound...]
                afterWord = false
                continue
            }
            decoded += word.text
            rest = word.rest
            afterWord = true
        }
        return decoded + rest
    }

    private static func word(_ text: Substring) -> (text: String, rest: Substring)? {
        let parts = text.split(separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[3].first == "=" else { return nil }
        let bytes: Data? =
            switch parts[1].lowercased() {
            case "b": Data(base64Encoded: String(parts[2]))
            case "q": quoted(parts[2])
            default: nil
            }
        guard let bytes, let text = String(data: bytes, encoding: encoding(String(parts[0]))) else { return nil }
        return (text, parts[3].dropFirst())
    }

    private static func quoted(_ text: Substring) -> Data {
        var bytes = Data()
        var digits = Array(text.utf8)[...]
        while let byte = digits.popFirst() {
            if byte == UInt8(ascii: "="),
                let value = UInt8(String(decoding: digits.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                digits = digits.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte)
            }
        }
        return bytes
    }

    private static func encoding(_ name: String) -> String.Encoding {
        switch name.lowercased() {
        case "iso-8859-1", "windows-1252": .windowsCP1252
        case "iso-2022-jp": .iso2022JP
        default: .utf8
        }
    }
}
