/// Lines `Label: value` keep no emphasis, so that they are read as keywords and as header lines of a quoted mail.
enum KeywordLine {
    /// Without `**` around a label at the start (`**Label:** value`, `**Label: value**`) or around a whole value.
    static func withoutEmphasis(_ line: String) -> String {
        guard line.contains("**"), line.contains(":") else { return line }
        var pieces = line.split(separator: "**", maxSplits: 3, omittingEmptySubsequences: false)
        guard pieces.count >= 3 else { return line }
        let label = pieces[0].isEmpty ? pieces[1] : pieces[0]
        guard label.count <= 80 else { return line }
        if pieces[0].isEmpty, pieces[1].contains(":") || pieces[2].hasPrefix(":") {
            let start = pieces[1] + pieces[2]
            pieces.removeFirst(3)
            // What follows may be emphasised as well: `**Label:** **value**`.
            return pieces.isEmpty ? String(start) : withoutEmphasis(start + "**" + pieces[0])
        }
        let isLabel = pieces[0].last { $0 != " " } == ":" && pieces[0].filter { $0 == ":" }.count == 1
        return isLabel && pieces.count == 3 && pieces[2].isEmpty ? String(pieces[0] + pieces[1]) : line
    }
}
