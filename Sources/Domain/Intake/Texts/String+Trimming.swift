extension StringProtocol {
    /// Without white space and line breaks at both ends.
    func trimmingWhiteSpace() -> String { trimmingCharacters(\.isWhitespace) }

    /// For steps, notes and reasons: control and direction characters removed, at most 500 characters.
    func presentable(maximumLength: Int = 500) -> String {
        let head = prefix(maximumLength)
        let visible = head.unicodeScalars.map { $0 == "\t" || $0.properties.isLineBreak ? " " : $0 }
            .filter { !$0.properties.isControl || $0 == "\u{200D}" || $0 == "\u{200C}" }
        return String(String.UnicodeScalarView(visible)) + (head.endIndex < endIndex ? "…" : "")
    }

    /// Without the characters at both ends for which `isDropped` holds.
    func trimmingCharacters(_ isDropped: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isDropped($0) }), let last = lastIndex(where: { !isDropped($0) })
        else { return "" }
        return String(self[first...last])
    }
}

extension Unicode.Scalar.Properties {
    /// Line and paragraph separators (categories Zl and Zp).
    var isLineBreak: Bool { generalCategory == .lineSeparator || generalCategory == .paragraphSeparator }

    /// Control and format characters (categories Cc and Cf): line breaks, bells, marks that turn the direction of text.
    var isControl: Bool { generalCategory == .control || generalCategory == .format }
}
