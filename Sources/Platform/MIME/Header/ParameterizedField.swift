/// A field of the form `value; name=value; …` (RFC 2045, section 5.1), read with all the spellings that mail programs use:
/// continued and encoded parameters (RFC 2231), encoded words in them (RFC 2047), unquoted blanks, quotes inside quotes,
/// backslashes of Windows paths, a missing semicolon.
struct ParameterizedField {
    /// What stands before the parameters, in lower case, without comment.
    let value: String
    /// Decoded values by lower-case name; the first of equal names counts.
    private(set) var parameters: [String: String] = [:]
    /// The `boundary` parameter, as bytes.
    private(set) var boundary: [UInt8]?

    /// A value without parameters.
    init(value: String) { self.value = value }

    /// Parses an unfolded field value.
    init(_ field: [UInt8]) {
        var scanner = ParameterScanner(field)
        value = scanner.value()
        var sections: [String: [ParameterSection]] = [:]
        while let parameter = scanner.parameter() {
            let section = ParameterSection(parameter.name, parameter.value)
            sections[section.name, default: []].append(section)
        }
        for (name, list) in sections {
            let bytes = ParameterSection.join(list)
            parameters[name] = bytes.text
            if name == "boundary" {
                let trimmed = Array(bytes.raw[...].trimmingBlanks())
                boundary = trimmed.isEmpty ? nil : trimmed
            }
        }
    }

    /// Parses a Content-Type: `text`, or nothing before the parameters, is `text/plain`; another word without slash is
    /// unknown content.
    init(contentType field: [UInt8]) {
        let parsed = ParameterizedField(field)
        let isType = parsed.value.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        var value = parsed.value
        if value == "text" || value.isEmpty {
            value = "text/plain"
        } else if !value.contains("/") || !isType {
            value = "application/octet-stream"
        }
        self.init(value: value)
        parameters = parsed.parameters
        boundary = parsed.boundary
    }
}

/// One written parameter: `name`, `name*`, `name*0` or `name*0*`.
private struct ParameterSection {
    let name: String
    let index: Int
    let isExtended: Bool
    let isContinued: Bool
    let value: [UInt8]

    init(_ written: String, _ value: [UInt8]) {
        let pieces = written.lowercased().split(separator: "*", omittingEmptySubsequences: false)
        name = String(pieces[0])
        isExtended = pieces.count > 1 && pieces.last == ""
        let number = pieces.count > 1 ? Int(pieces[1]) : nil
        isContinued = number != nil
        index = number ?? 0
        self.value = value
    }

    /// Joins the sections of one parameter; extended forms win over a plain one (RFC 2231, section 4).
    static func join(_ sections: [ParameterSection]) -> (raw: [UInt8], text: String) {
        let plain = sections.first { !$0.isExtended && !$0.isContinued }
        let single = sections.first { $0.isExtended && !$0.isContinued }
        var chosen = single.map { [$0] } ?? sections.filter(\.isContinued).sorted { $0.index < $1.index }
        if chosen.isEmpty, let plain { chosen = [plain] }
        guard let first = chosen.first else { return ([], "") }
        guard chosen.contains(where: \.isExtended) else {
            let raw = chosen.flatMap(\.value)
            return (raw, HeaderText.decode(raw))
        }
        var charset: String?
        var raw: [UInt8] = []
        for section in chosen {
            var value = section.value[...]
            if section.isExtended, section.index == first.index {
                let quotes = value.indices.filter { value[$0] == 0x27 }
                if quotes.count >= 2 {
                    charset = String(decoding: value[..<quotes[0]], as: UTF8.self)
                    value = value[(quotes[1] + 1)...]
                }
            }
            raw += section.isExtended ? PercentEncoding.decode(value) : Array(value)
        }
        let label = charset.flatMap { $0.isEmpty ? nil : $0 }
        return (raw, HeaderText.clean(CharsetDecoder.decode(raw, label: label).text))
    }
}

/// Percent encoding (RFC 2231, section 4): `%` and two hexadecimal digits.
enum PercentEncoding {
    static func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(bytes)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                result.append(value)
                rest = rest.dropFirst(2)
            } else {
                result.append(byte)
            }
        }
        return result
    }
}
