/// Where a text quotes, signs, and goes over into an original.
struct QuoteSurvey: Sendable, Equatable {
    /// Marked lines, and the sentences above them.
    private(set) var quoted: Set<Int> = []
    /// Position of the first signature separator.
    private(set) var signature: Int?
    /// Position of the first line of an unmarked original, its separator or sentence included.
    private(set) var original: Int?
    /// Position behind the last line that can be own.
    private(set) var end: Int

    init(lines: [String]) {
        end = lines.count
        let headers = HeaderBlocks(lines: lines)
        var index = 0
        while index < lines.count, original == nil {
            let line = lines[index]
            var height = 1
            if QuoteMark.isQuoted(line) {
                quoted.insert(index)
            } else if Self.isSignature(line) {
                signature = signature ?? index
            } else if SeparatorLine.matches(line) || headers.begins(at: index) {
                original = Self.withRule(above: index, in: lines)
            } else if let attribution = Attribution(at: index, in: lines) {
                if Self.isQuoteNext(at: index + attribution.height, in: lines) {
                    height = attribution.height
                    quoted.formUnion(index..<index + height)
                } else if attribution.isCertain {
                    original = index
                }
            }
            index += height
        }
        end = min(end, signature ?? end, original ?? end)
    }

    /// `-- ` as RFC 3676 section 4.3 has it; the blank is often lost on the way.
    private static func isSignature(_ line: String) -> Bool {
        line.hasPrefix("--") && line.utf8.count <= 16 && line.dropFirst(2).allSatisfy(QuoteMark.isBlank)
    }

    /// Mail programs leave up to two blank lines between the sentence and the quote.
    private static func isQuoteNext(at index: Int, in lines: [String]) -> Bool {
        let next = lines[index...].prefix(3).first { !$0.allSatisfy(QuoteMark.isBlank) }
        return next.map { QuoteMark.isQuoted($0) } ?? false
    }

    /// The position of a rule above the line at `index`, at most one blank line between them, else `index`.
    private static func withRule(above index: Int, in lines: [String]) -> Int {
        let above = lines.indices[..<index].suffix(2).last { !lines[$0].allSatisfy(QuoteMark.isBlank) }
        guard let above, lines[above].utf8.count <= 200 else { return index }
        let marks = lines[above].filter { !QuoteMark.isBlank($0) }
        let isRule = marks.count >= 3 && "_-*=".contains(marks[marks.startIndex]) && Set(marks).count == 1
        return isRule ? above : index
    }
}
