/// The words that head the lines of a mail's header, in one language.
struct HeaderWords: Sendable {
    enum Kind: Int, Sendable, CaseIterable { case from, date, to, copy, subject }

    let tag: String
    let kinds: [NormalForm: Kind]

    static let all: [HeaderWords] = table.split(separator: "\n").map { line in
        let pieces = line.split(separator: ":", maxSplits: 1)
        // Outlook writes Cc in every language.
        var kinds: [NormalForm: Kind] = [NormalForm("Cc"): .copy]
        for (kind, words) in zip(Kind.allCases, pieces[pieces.count - 1].split(separator: "|")) {
            for word in words.split(separator: ",") { kinds[NormalForm(word)] = kind }
        }
        return HeaderWords(tag: String(pieces[0]), kinds: kinds)
    }

    /// One word's meaning in one language.
    struct Meaning: Sendable {
        /// Position in `all`.
        var language: Int
        var kind: Kind
    }

    /// What each word of all languages means; `De` heads the sender in four of them.
    static let meanings: [NormalForm: [Meaning]] = all.enumerated().reduce(into: [:]) { meanings, language in
        for (word, kind) in language.element.kinds {
            meanings[word, default: []].append(Meaning(language: language.offset, kind: kind))
        }
    }

    /// Header words of these languages, given as tags such as `de-AT`; one set a language.
    static func reserved(languages: [String]) -> [Set<NormalForm>] {
        let known = all.map(\.tag)
        let tags = Set(languages.compactMap { LanguageTag.served($0, among: known) })
        return tags.compactMap { wordsByTag[$0] }
    }

    private static let wordsByTag: [String: Set<NormalForm>] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.tag, Set($0.kinds.keys)) })
}
