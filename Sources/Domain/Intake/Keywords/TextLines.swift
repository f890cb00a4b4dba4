/// A text as the lines that rules look at.
package struct TextLines: Sendable, Equatable {
    /// Without line ends; at least one line.
    package let lines: [String]

    /// Splits at LF, CRLF, CR, NEL and the Unicode line and paragraph separators.
    package init(_ text: String) {
        // CRLF is one `Character`, so that it never makes an empty line.
        lines = text.split(omittingEmptySubsequences: false) { Self.lineEnds.contains($0) }.map(String.init)
    }

    private static let lineEnds: Set<Character> = ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

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
