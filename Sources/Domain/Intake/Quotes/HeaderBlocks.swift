/// Recognises the header of an unmarked original: `From: / Sent: / To: / Subject:` in the words of one language.
struct HeaderBlocks {
    /// Different header words that make a block; one or two are ordinary text (`From: our database`).
    private static let minimumKinds = 3
    /// A block may be interrupted by so many lines: a wrapped address, an importance line, a blank line.
    private static let maximumGap = 1
    /// Lines looked at from the first header line on.
    private static let maximumHeight = 12
    /// Longest header word, in characters, with the marks of bold print around it.
    private static let maximumWordLength = 32

    private let lines: [String]
    /// What the word before the colon means, for each line; none for quoted and other lines.
    private let meanings: [[HeaderWords.Meaning]]

    init(lines: [String]) {
        self.lines = lines
        meanings = lines.map { line in Self.word(of: line).flatMap { HeaderWords.meanings[$0] } ?? [] }
    }

    /// Whether a block begins with the line at `index`.
    func begins(at index: Int) -> Bool {
        meanings[index].contains { meaning in
            hasLines(from: index, of: meaning.language) || (meaning.kind == .from && isJoined(index, meaning.language))
        }
    }

    private func hasLines(from index: Int, of language: Int) -> Bool {
        var found: Set<HeaderWords.Kind> = []
        var gap = 0
        for position in lines.indices[index...].prefix(Self.maximumHeight) {
            if let meaning = meanings[position].first(where: { $0.language == language }) {
                found.insert(meaning.kind)
                gap = 0
            } else {
                gap += 1
            }
            if found.count == Self.minimumKinds { return true }
            if gap > Self.maximumGap || QuoteMark.isQuoted(lines[position]) { return false }
        }
        return false
    }

    /// Yahoo joins the lines: `From: Anna To: Ben Sent: Monday Subject: Offer`.
    private func isJoined(_ index: Int, _ language: Int) -> Bool {
        let line = lines[index].prefix(OwnText.maximumLineLength)
        guard line.count(where: { $0 == ":" || $0 == "：" }) >= Self.minimumKinds else { return false }
        let text = NormalForm(line).text.replacing(" :", with: ":")
        // Words of one letter stand before a colon in ordinary text as well.
        let words = HeaderWords.all[language].kinds.filter { $0.key.text.count > 1 && text.contains($0.key.text + ":") }
        let found = Set(words.values).union([.from])
        return found.count >= Self.minimumKinds && found.contains(.subject)
    }

    /// The word before the colon, without blanks and marks of bold print; nil when there is none.
    private static func word(of line: String) -> NormalForm? {
        let head = line.drop { QuoteMark.isBlank($0) || isEmphasis($0) }.prefix(maximumWordLength)
        guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
        var word = head[..<colon]
        while let last = word.last, isEmphasis(last) || last.isWhitespace { word.removeLast() }
        return word.isEmpty ? nil : NormalForm(word)
    }

    private static func isEmphasis(_ character: Character) -> Bool { character == "*" || character == "_" }
}
