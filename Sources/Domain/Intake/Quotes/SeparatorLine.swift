/// Recognises the line above an original: `-----Original Message-----`, `Begin forwarded message:`.
enum SeparatorLine {
    /// Longest separator, in characters.
    private static let maximumLength = 100
    private static let minimumDashes = 3

    private static let dashed = forms(dashedPhrases)
    private static let plain = forms(plainPhrases)

    static func matches(_ line: String) -> Bool {
        guard line.utf8.count <= 4 * maximumLength, canMatch(line) else { return false }
        let text = NormalForm(line).text
        let opening = text.prefix(while: isDash)
        if opening.count >= minimumDashes {
            let rest = text.dropFirst(opening.count)
            let closing = rest.reversed().prefix(while: isDash)
            return closing.count >= minimumDashes && dashed.contains(NormalForm(rest.dropLast(closing.count)))
        }
        let inner = text.drop { $0 == "*" }.reversed().drop { $0 == "*" }.reversed()
        return inner.last == ":" && plain.contains(NormalForm(String(inner.dropLast())))
    }

    /// Folding costs most, and hardly any line needs it.
    private static func canMatch(_ line: String) -> Bool {
        guard let first = line.first(where: { !QuoteMark.isBlank($0) }) else { return false }
        if isDash(first) || first == "－" { return true }
        let last = line.last { !QuoteMark.isBlank($0) && $0 != "*" && $0 != "＊" }
        return last == ":" || last == "："
    }

    private static func isDash(_ character: Character) -> Bool {
        character == "-" || character == "\u{2013}" || character == "\u{2014}"
    }

    private static func forms(_ phrases: String) -> Set<NormalForm> {
        Set(phrases.split(separator: "\n").flatMap { $0.split(separator: "|") }.map { NormalForm($0) })
    }
}
