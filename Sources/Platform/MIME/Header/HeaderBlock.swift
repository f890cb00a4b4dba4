/// A header field as it stands in the mail: unfolded, not decoded.
struct RawField {
    /// Name as written.
    let name: String
    /// Bytes after the colon; line breaks of folding are gone, blanks at both ends too.
    let value: [UInt8]

    func isNamed(_ other: String) -> Bool { name.lowercased() == other }
}

/// Header fields from their lines (RFC 5322, section 2.2); a line that is no field is skipped.
struct HeaderBlock {
    private(set) var fields: [RawField] = []
    /// Lines that were neither a field nor its continuation.
    private(set) var badLines = 0
    private var name: String?
    private var value: [UInt8] = []

    /// Takes one line, without its end.
    mutating func append(_ line: UnsafeRawBufferPointer) {
        if let first = line.first, first == 0x20 || first == 0x09 {
            if name != nil { value.append(contentsOf: line) } else { badLines += 1 }
            return
        }
        finish()
        guard let colon = HeaderBlock.colon(in: line) else {
            badLines += 1
            return
        }
        name = String(decoding: line[..<colon].trimmingBlanks(), as: UTF8.self)
        value = Array(line[(colon + 1)...])
    }

    /// Ends the last field; called once, after the last line.
    mutating func finish() {
        if let name { fields.append(RawField(name: name, value: Array(value[...].trimmingBlanks()))) }
        name = nil
    }

    /// Value of the first field with this lower-case name.
    func first(_ name: String) -> [UInt8]? { fields.first { $0.isNamed(name) }?.value }

    /// Where the colon of a header field stands: after printable characters without blank, blanks before it allowed.
    static func colon(in line: UnsafeRawBufferPointer) -> Int? {
        var end = 0
        while end < line.count, (33...126).contains(line[end]), line[end] != 0x3A { end += 1 }
        guard end > 0 else { return nil }
        while end < line.count, line[end] == 0x20 || line[end] == 0x09 { end += 1 }
        return end < line.count && line[end] == 0x3A ? end : nil
    }
}

extension BidirectionalCollection where Element == UInt8 {
    /// Without blanks, tabs and line breaks at both ends.
    func trimmingBlanks() -> SubSequence {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard let last = lastIndex(where: { !isBlank($0) }) else { return self[endIndex...] }
        return self[...last].drop(while: isBlank)
    }
}
