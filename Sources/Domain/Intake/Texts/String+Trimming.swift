extension StringProtocol {
    /// Without white space and line breaks at both ends.
    func trimmingWhiteSpace() -> String { trimmingCharacters(\.isWhitespace) }

    /// Without the characters at both ends for which `isDropped` holds.
    func trimmingCharacters(_ isDropped: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isDropped($0) }), let last = lastIndex(where: { !isDropped($0) })
        else { return "" }
        return String(self[first...last])
    }
}

extension Unicode.Scalar.Properties {
    /// Control and format characters (categories Cc and Cf): line breaks, bells, marks that turn the direction of text.
    var isControl: Bool { generalCategory == .control || generalCategory == .format }
}
