import Foundation

/// The few header fields that search and threads need: unfolded, first field of a name wins.
///
/// A test double's reading of headers, not the product's: invalid bytes become replacement characters.
struct HeaderFields: Sendable {
    struct Field: Sendable {
        let name: String
        let value: String
    }

    let fields: [Field]
    /// Where the body begins.
    let bodyOffset: Int

    init(_ content: Data) {
        // Headers of more than a megabyte are not looked at.
        let window = content.prefix(1 << 20)
        let (lines, offset) = Self.lines(window)
        var fields: [Field] = []
        for line in lines {
            if let first = line.first, first == " " || first == "\t", let last = fields.popLast() {
                fields.append(
                    Field(name: last.name, value: last.value + " " + line.trimmingCharacters(in: .whitespaces)))
            } else if let colon = line.firstIndex(of: ":") {
                let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
                fields.append(Field(name: line[..<colon].trimmingCharacters(in: .whitespaces), value: value))
            }
        }
        self.fields = fields
        bodyOffset = offset
    }

    /// The decoded value of the first field with this name, whatever the case; empty when there is none.
    subscript(name: String) -> String {
        let field = fields.first { $0.name.caseInsensitiveCompare(name) == .orderedSame }
        return field.map { EncodedWords.decode($0.value) } ?? ""
    }

    /// The ids between angle brackets in a field, in their order.
    func messageIDs(in name: String) -> [String] {
        self[name].split(separator: "<").compactMap { part in
            part.firstIndex(of: ">").map { String(part[..<$0]) }
        }
    }

    private static func lines(_ window: Data) -> (lines: [String], bodyOffset: Int) {
        var lines: [String] = []
        var start = window.startIndex
        while start < window.endIndex {
            let end = window[start...].firstIndex(of: UInt8(ascii: "\n")) ?? window.endIndex
            var line = window[start..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            start = min(end + 1, window.endIndex)
            if line.isEmpty { break }
            lines.append(String(decoding: line, as: UTF8.self))
        }
        return (lines, start - window.startIndex)
    }
}
