/// Finds the line that ends a text: one that an operator has named (`--body-delimiter`).
enum DelimiterLine {
    /// Bytes around a delimiter; longer lines hold something else.
    private static let maximumMargin = 100

    /// Position of the first delimiter line; nil when there is none.
    ///
    /// A line is compared as it is written, without quote marks and white space at its ends, white space inside as one
    /// blank. A delimiter that a mail program has broken over two lines counts as well.
    static func firstIndex(in lines: [String], delimiters: [String]) -> Int? {
        let wanted = Set(delimiters.map(compared)).subtracting([""])
        guard let longest = wanted.map(\.utf8.count).max() else { return nil }
        var previous = ""
        for (index, line) in lines.enumerated() {
            // Room for quote marks, and for wide white space in place of blanks.
            guard line.utf8.count <= 3 * longest + maximumMargin else {
                previous = ""
                continue
            }
            let text = compared(line)
            if wanted.contains(text) { return index }
            if wanted.contains("\(previous) \(text)") { return index - 1 }
            previous = text
        }
        return nil
    }

    private static func compared(_ line: String) -> String {
        QuoteMark.unquoted(line).split(whereSeparator: QuoteMark.isBlank).joined(separator: " ")
    }
}
