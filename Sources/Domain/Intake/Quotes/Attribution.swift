/// Recognises the sentence above a quote: `On Monday, 5 May 2025, Anna wrote:`.
///
/// The sentence may be wrapped over three lines. It needs the words of its language, a colon and a date; where the words
/// are missing in the language (`ср, 30 апр. 2025 г. в 15:19, Анна <anna@example.org>:`), an address.
struct Attribution {
    /// Lines that a sentence may be wrapped over.
    static let maximumHeight = 3
    /// Longest sentence, in characters.
    static let maximumLength = 300
    /// Longest sentence without a date, in characters.
    static let maximumShortLength = 80

    /// Lines that the sentence takes.
    let height: Int
    /// Whether words and date prove the sentence even where no marked quote follows.
    let isCertain: Bool

    /// The sentence that begins with the line at `index`; nil when none does.
    init?(at index: Int, in lines: [String]) {
        var joined = ""
        for height in 1...Self.maximumHeight {
            guard index + height <= lines.count, let text = Self.joining(joined, lines[index + height - 1]) else {
                return nil
            }
            joined = text
            guard Self.canEnd(joined), let isCertain = Self.certainty(of: joined, height: height)
            else { continue }
            // Text directly above a sentence that begins with the name or the date is no part of it.
            if height > 1, let inner = Attribution(at: index + 1, in: lines), inner.height == height - 1,
                inner.isCertain || !isCertain
            {
                return nil
            }
            self.height = height
            self.isCertain = isCertain
            return
        }
        return nil
    }

    /// The text of the lines so far and the next one; nil when a sentence cannot go on with it.
    private static func joining(_ start: String, _ line: String) -> String? {
        guard line.utf8.count <= 4 * maximumLength else { return nil }
        let piece = QuoteMark.isQuoted(line) ? QuoteMark.unquoted(line) : line
        guard piece.contains(where: { !QuoteMark.isBlank($0) }) else { return nil }
        if QuoteMark.isQuoted(line) {
            // Gmail breaks long lines before the bracket that closes an address: `> wrote:` is no quote there.
            let isOpen = start.lastIndex(of: "<") ?? start.startIndex > start.lastIndex(of: ">") ?? start.startIndex
            guard isOpen, piece.count <= 40 else { return nil }
            return "\(start)> \(piece)"
        }
        let joined = start.isEmpty ? line : "\(start) \(piece)"
        return joined.count <= maximumLength ? joined : nil
    }

    private static func canEnd(_ text: String) -> Bool {
        let trimmed = QuoteMark.trimmed(text[...])
        return trimmed.last == ":" || trimmed.last == "：" || trimmed.hasPrefix("----") || trimmed.hasPrefix(":")
    }

    /// Whether this is a certain sentence, or one that a quote below must prove; nil: neither.
    private static func certainty(of sentence: String, height: Int) -> Bool? {
        let hasAddress = sentence.contains("@")
        let date = DateTraces(sentence)
        let isDated = date.isDate || (hasAddress && date.numbers > 0)
        let isShort = height == 1 && sentence.count <= maximumShortLength
        // Folding costs most, and most lines need none.
        guard isDated || isShort else { return nil }
        let text = NormalForm(sentence).text.replacing(" :", with: ":")
        if isDated, patterns.contains(where: { $0.matches(text) }) { return true }
        if date.isDate, date.hasTime, text.last == ":" { return hasAddress }
        return isShort && shortPatterns.contains { $0.matches(text) } ? false : nil
    }

    private static let patterns = compiled(sentences)
    private static let shortPatterns = compiled(shortSentences)

    private static func compiled(_ sentences: String) -> [WildcardPattern] {
        sentences.split(separator: "\n").flatMap { $0.split(separator: "|") }.map {
            WildcardPattern(NormalForm($0).text)
        }
    }
}
