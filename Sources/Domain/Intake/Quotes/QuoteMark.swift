/// The marks that mail programs put before quoted lines.
enum QuoteMark {
    /// Whether the line begins with `>`, after any blanks. `|` is no mark: Markdown tables begin with it.
    static func isQuoted(_ line: some StringProtocol) -> Bool { line.first { !isBlank($0) }.map(isMark) ?? false }

    /// The line without quote marks and without blanks at its ends.
    static func unquoted(_ line: some StringProtocol) -> String {
        String(trimmed(Substring(line).drop { isMark($0) || isBlank($0) }))
    }

    /// The text without blanks at its ends.
    static func trimmed(_ text: Substring) -> Substring {
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return rest
    }

    private static func isMark(_ character: Character) -> Bool { character == ">" || character == "＞" }

    /// White space of any kind, or a character that is not seen.
    static func isBlank(_ character: Character) -> Bool {
        character.isWhitespace || character.unicodeScalars.allSatisfy(NormalForm.isInvisible)
    }
}
