import Tracking

/// Under which labels OpenProject and Redmine show the attributes in one interface language.
struct LanguageLabels: Sendable {
    /// Language tag: `pt-BR`.
    let tag: String
    /// Lines `attribute: Label | Label`; an attribute may have several lines.
    let text: String

    /// One label and what it sets.
    struct Entry: Sendable, Equatable {
        var label: String
        var target: KeywordTarget
    }

    /// The entries of `text`, in order; a line with an unknown attribute has none.
    var entries: [Entry] {
        text.split(separator: "\n").flatMap { line -> [Entry] in
            let pieces = line.split(separator: ":", maxSplits: 1)
            guard pieces.count == 2, let target = KeywordTarget(dataName: pieces[0]) else { return [] }
            return pieces[1].split(separator: "|").map { label in
                Entry(label: NormalForm(label).text, target: target)
            }
        }
    }

    static let all: [LanguageLabels] = [
        .english, .german, .french, .spanish, .italian, .portuguese, .brazilianPortuguese, .dutch, .polish, .russian,
        .ukrainian, .czech, .swedish, .danish, .norwegian, .finnish, .hungarian, .turkish, .greek, .simplifiedChinese,
        .traditionalChinese, .japanese, .korean, .arabic, .hebrew,
    ]
}
