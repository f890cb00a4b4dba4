/// The address in what HTML conversion or a mail program makes of one.
enum MarkdownLink {
    /// `x` from `x`, `<x>` and `[text](x)`, trimmed.
    static func target(of text: String) -> String {
        let trimmed = QuoteMark.trimmed(text[...])
        if trimmed.hasPrefix("<"), trimmed.hasSuffix(">"), trimmed.count > 2 {
            return String(QuoteMark.trimmed(trimmed.dropFirst().dropLast()))
        }
        if trimmed.hasPrefix("["), trimmed.hasSuffix(")"), let middle = trimmed.firstRange(of: "](") {
            return String(QuoteMark.trimmed(trimmed[middle.upperBound...].dropLast()))
        }
        return String(trimmed)
    }
}
