/// Recognises the header of an unmarked original: `From: / Sent: / To: / Subject:` in the words of one language.
enum HeaderBlock {
    /// Different header words that make a block; one or two are ordinary text (`From: our database`).
    private static let minimumKinds = 3
    /// A block may be interrupted by so many lines: a wrapped address, an importance line, a blank line.
    private static let maximumGap = 1
    /// Lines looked at from the first header line on.
    private static let maximumHeight = 12
    /// Longest header word, in characters, with the marks of bold print around it.
    private static let maximumWordLength = 32

    /// Whether a block begins with the line at `index`.
    static func begins(at index: Int, in lines: [String]) -> Bool {
        guard let first = word(of: lines[index]) else { return false }
        return HeaderWords.all.contains { language in
            guard language.kinds[first] != nil else { return false }
            return isOneLineBlock(lines[index], language) || countsKinds(from: index, in: lines, language)
        }
    }

    private static func countsKinds(from index: Int, in lines: [String], _ language: HeaderWords) -> Bool {
        var found: Set<HeaderWords.Kind> = []
        var gap = 0
        for line in lines[index...].prefix(maximumHeight) {
            guard !QuoteMark.isQuoted(line) else { return false }
            if let word = word(of: line), let kind = language.kinds[word] {
                found.insert(kind)
                gap = 0
            } else {
                gap += 1
            }
            if found.count == minimumKinds { return true }
            if gap > maximumGap { return false }
        }
        return false
    }

    /// Yahoo joins the lines: `From: Anna To: Ben Sent: Monday Subject: Offer`.
    private static func isOneLineBlock(_ line: String, _ language: HeaderWords) -> Bool {
        let text = NormalForm(line.prefix(OwnText.maximumLineLength)).text
        // Words of one letter stand before a colon in ordinary text as well.
        let found = language.kinds.filter { $0.key.text.count > 1 && text.contains($0.key.text + ":") }
        return Set(found.values).isSuperset(of: [.from, .to, .subject])
    }

    /// The word before the colon, without blanks and marks of bold print; nil when there is none.
    private static func word(of line: String) -> NormalForm? {
        let head = line.drop { $0.isWhitespace || isEmphasis($0) }.prefix(maximumWordLength)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        var word = head[..<colon]
        while let last = word.last, isEmphasis(last) || last.isWhitespace { word.removeLast() }
        return word.isEmpty ? nil : NormalForm(word)
    }

    private static func isEmphasis(_ character: Character) -> Bool { character == "*" || character == "_" }
}
