import Mail

/// Turns the bytes of a text part into characters.
enum TextContent {
    /// Decodes bytes that are at most the start of the part; `isCut` tells that there are more.
    static func decode(_ bytes: [UInt8], isCut: Bool, type: ParameterizedField) -> (
        text: DecodedText, issues: [ParsingIssue]
    ) {
        var label = type.parameters["charset"]
        if label == nil, type.value == "text/html" { label = charsetOfMeta(bytes) }
        let decoded = CharsetDecoder.decode(bytes, label: label, isCut: isCut)
        var text = withPlainLineEnds(decoded.text)
        if type.value == "text/plain", type.parameters["format"]?.lowercased() == "flowed" {
            text = FlowedText.unfold(text, deletesSpace: type.parameters["delsp"]?.lowercased() == "yes")
        }
        var issues: [ParsingIssue] = []
        if let unknown = decoded.unknownLabel {
            issues.append(
                ParsingIssue(
                    code: "charset", explanation: "the charset \(unknown) is unknown, \(decoded.charset) was used"))
        } else if decoded.hasInvalidBytes {
            issues.append(ParsingIssue(code: "charset", explanation: "some bytes are invalid in \(decoded.charset)"))
        }
        if isCut {
            issues.append(
                ParsingIssue(code: "text_cut", explanation: "a text was cut after \(bytes.count) bytes (--max-text)"))
        }
        return (
            DecodedText(
                text: text, charset: decoded.charset,
                isDamaged: decoded.hasInvalidBytes || (decoded.unknownLabel != nil && decoded.charset != "utf-8"),
                isCut: isCut), issues
        )
    }

    /// LF at every line end; NUL characters, which no tracker can store, go.
    private static func withPlainLineEnds(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0 }) else { return text }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if byte == 0x0D || byte == 0x0A && previous != 0x0D {
                bytes.append(0x0A)
            } else if byte != 0, byte != 0x0A {
                bytes.append(byte)
            }
            previous = byte
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The charset that an HTML text names itself, in its first 4,096 bytes; UTF-16 there can only be wrong.
    private static func charsetOfMeta(_ bytes: [UInt8]) -> String? {
        let start = String(decoding: bytes.prefix(4_096), as: UTF8.self).lowercased()
        for tag in start.split(separator: "<") where tag.hasPrefix("meta") {
            guard let found = tag.split(separator: ">").first?.firstRange(of: "charset") else { continue }
            let value = tag[found.upperBound...].drop { $0.isWhitespace }
            guard value.first == "=" else { continue }
            let label = value.dropFirst().drop { $0.isWhitespace || $0 == "\"" || $0 == "'" }
                .prefix { $0.isLetter || $0.isNumber || "-_:.".contains($0) }
            return label.hasPrefix("utf-16") ? "utf-8" : String(label)
        }
        return nil
    }
}
