import Mail

/// A mail's text, line by line: where keywords count, and what is stored in the end.
struct SenderText {
    /// Enough to show what was meant; a long thread is not read to its end for it.
    private static let maximumUnreadLines = 200

    /// As the sender wrote them: without the marks that conversion to Markdown puts in front of punctuation.
    private let lines: [String]
    private let text: TextLines
    private let own: OwnText
    private let options: IntakeOptions
    private let pattern: (any TextPattern)?

    init(_ body: MailBody, options: IntakeOptions, pattern: (any TextPattern)?) {
        text = TextLines(body.text)
        self.options = options
        self.pattern = pattern
        lines = body.isConverted ? text.lines.map(Self.withoutEscapes) : text.lines
        own = OwnText(lines: lines, delimiters: options.bodyDelimiters, anywhere: options.keywords == .anywhere)
    }

    /// The keyword lines; `allowed` tells which targets the mail may set.
    func keywords(_ table: LabelTable, allowed: @escaping (KeywordTarget) -> Bool) -> KeywordScan {
        KeywordScanner(table: table, allowed: allowed).scan(lines: lines, own: own.ownLines)
    }

    /// Keyword lines that do not count, since they are quoted or stand below a delimiter, a signature or an original;
    /// the first of them, for `explain`.
    func unreadKeywords(_ table: LabelTable) -> [FoundKeyword] {
        let others = lines.indices.filter { !own.ownLines.contains($0) }.prefix(Self.maximumUnreadLines)
        let scan = KeywordScanner(table: table) { _ in true }.scan(lines: lines, own: Set(others))
        return scan.candidates.values.joined().sorted { $0.lineIndex < $1.lineIndex }
    }

    /// The text that is stored: without the used lines, cut at the first delimiter, then the pattern; `isReply`: quotes
    /// may be cut as well.
    func stored(without used: Set<Int>, isReply: Bool, _ trail: inout Trail) -> String {
        var dropped = used
        if let cut = own.cutAtDelimiter {
            dropped.formUnion(cut..<lines.count)
            trail.step(.text, "line \(cut + 1): \(lines[cut].trimmingWhiteSpace())", "a delimiter: the text ends here")
        }
        if isReply, options.stripsQuote {
            let quoted = Set(lines.indices).subtracting(own.strippingQuote()).subtracting(dropped)
            if !quoted.isEmpty {
                dropped.formUnion(quoted)
                trail.step(.text, "quoted text", "\(quoted.count) lines cut, since --strip-quote is given")
            }
        }
        return matched(text.removing(dropped), &trail)
    }

    /// `test\\_project` is `test_project` (CommonMark 0.31.2, section 2.4).
    private static func withoutEscapes(_ line: String) -> String {
        guard line.contains("\\") else { return line }
        var result = ""
        var rest = line[...]
        while let character = rest.popFirst() {
            let isEscape =
                character == "\\"
                && rest.first.map { $0.isASCII && !$0.isLetter && !$0.isNumber && !$0.isWhitespace } ?? false
            result.append(isEscape ? rest.removeFirst() : character)
        }
        return result
    }

    private func matched(_ text: String, _ trail: inout Trail) -> String {
        guard let pattern else { return text }
        do throws(PatternLimitReached) {
            let rest = try pattern.removingMatches(in: text)
            guard rest != text else { return text }
            trail.step(.text, "--body-delimiter-regex", "\(text.count - rest.count) characters removed")
            return TextLines(rest).removing([])
        } catch {
            trail.step(.text, "--body-delimiter-regex", "gave up at its limit: the text stays whole")
            trail.note(.patternLimit)
            return text
        }
    }
}
