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

    /// Header words of these languages, given as tags such as `de-AT`.
    static func reserved(languages: [String]) -> Set<NormalForm> {
        let known = all.map(\.tag)
        let tags = Set(languages.compactMap { LanguageTag.served($0, among: known) })
        return all.filter { tags.contains($0.tag) }.reduce(into: []) { $0.formUnion($1.kinds.keys) }
    }
}
