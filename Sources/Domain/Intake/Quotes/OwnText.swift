/// Which lines of a text are the sender's own (7.5.1).
package struct OwnText: Sendable, Equatable {
    /// Positions of the lines in which keywords count.
    package let ownLines: Set<Int>
    /// Position of the first delimiter line; the text is dropped from there on. nil: there is none.
    package let cutAtDelimiter: Int?

    private let lineCount: Int

    /// `anywhere`: keywords count in every line, as OpenProject reads them.
    package init(lines: [String], delimiters: [String], anywhere: Bool) {
        lineCount = lines.count
        cutAtDelimiter = lines.firstIndex { delimiters.contains($0) }
        ownLines = Set(lines.indices.prefix(anywhere ? lines.count : cutAtDelimiter ?? lines.count))
    }

    /// Positions of the lines above the delimiter that stay under `--strip-quote`, in order.
    ///
    /// Quotes and an unmarked original go with their attribution lines, signatures stay; all lines stay when no text
    /// would (7.5.3, 7.5.11).
    package func strippingQuote() -> [Int] { Array(0..<(cutAtDelimiter ?? lineCount)) }
}
