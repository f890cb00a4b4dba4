/// Which lines of a text are the sender's own (7.5.1).
///
/// Not own are quoted lines and the sentences above them, and everything from the first delimiter, signature or
/// unmarked original on. A text below a quote is own again.
package struct OwnText: Sendable, Equatable {
    /// Lines looked at; what lies below is not own. A line that nearly ends the sender's text costs up to 50 µs.
    package static let maximumLines = 2_000
    /// Characters of a line that are looked at.
    package static let maximumLineLength = 2_000

    /// Positions of the lines in which keywords count.
    package let ownLines: Set<Int>
    /// Position of the first delimiter line; the text is dropped from there on. nil: there is none.
    package let cutAtDelimiter: Int?

    private let lines: [String]
    private let survey: QuoteSurvey

    /// `anywhere`: keywords count in every line, as OpenProject reads them.
    package init(lines: [String], delimiters: [String], anywhere: Bool) {
        self.lines = lines
        cutAtDelimiter = DelimiterLine.firstIndex(in: lines, delimiters: delimiters)
        survey = QuoteSurvey(lines: Array(lines.prefix(min(cutAtDelimiter ?? .max, Self.maximumLines))))
        ownLines = anywhere ? Set(lines.indices) : Set(0..<survey.end).subtracting(survey.quoted)
    }

    /// Positions of the lines above the delimiter that stay under `--strip-quote`, in order.
    ///
    /// Quotes and an unmarked original go with the sentences above them, signatures stay; all lines stay when no text of
    /// the sender's would (7.5.3, 7.5.11).
    package func strippingQuote() -> [Int] {
        let all = 0..<(cutAtDelimiter ?? lines.count)
        let kept = all.prefix(survey.original ?? all.count).filter { !survey.quoted.contains($0) }
        let text = kept.filter { $0 < survey.signature ?? .max && lines[$0].contains { !$0.isWhitespace } }
        return text.isEmpty ? Array(all) : kept
    }
}
