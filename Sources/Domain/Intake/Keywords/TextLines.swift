/// A text as the lines that rules look at.
package struct TextLines: Sendable, Equatable {
    /// Without line ends; at least one line.
    package let lines: [String]

    /// Splits at LF, CRLF, CR, NEL and the Unicode line and paragraph separators.
    package init(_ text: String) {
        var lines: [String] = []
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            var place = 0
            while place < bytes.count {
                let length = Self.lineEnd(at: place, in: bytes)
                if length > 0 {
                    lines.append(String(decoding: bytes[start..<place], as: UTF8.self))
                    start = place + length
                }
                place += max(length, 1)
            }
            lines.append(String(decoding: bytes[start...], as: UTF8.self))
        }
        self.lines = lines
    }

    /// Bytes of the line end that begins at `place`; 0: none does. CRLF is one, so that it never makes an empty line.
    private static func lineEnd(at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        func next(_ distance: Int) -> UInt8? { place + distance < bytes.count ? bytes[place + distance] : nil }
        switch bytes[place] {
        case 0x0A: return 1
        case 0x0D: return next(1) == 0x0A ? 2 : 1
        case 0xC2: return next(1) == 0x85 ? 2 : 0
        case 0xE2: return next(1) == 0x80 && (next(2) == 0xA8 || next(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }

    /// The text without these lines, joined with LF, without blank lines at its ends.
    ///
    /// Blank lines on both sides of a removed line become those of one side.
    package func removing(_ indexes: Set<Int>) -> String {
        var kept: [String] = []
        var follows = false
        for (index, line) in lines.enumerated() {
            if indexes.contains(index) {
                follows = true
                continue
            }
            let isBlank = line.allSatisfy(\.isWhitespace)
            if isBlank, follows, kept.last?.allSatisfy(\.isWhitespace) ?? true { continue }
            if !isBlank { follows = false }
            kept.append(line)
        }
        return Self.trimmingBlankLines(kept).joined(separator: "\n")
    }

    private static func trimmingBlankLines(_ lines: [String]) -> ArraySlice<String> {
        func isText(_ line: String) -> Bool { !line.allSatisfy(\.isWhitespace) }
        guard let first = lines.firstIndex(where: isText), let last = lines.lastIndex(where: isText) else { return [] }
        return lines[first...last]
    }
}
