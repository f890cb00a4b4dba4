/// Where a link leads, fit to stand in Markdown's brackets.
struct LinkTarget {
    let url: String

    /// Schemes that run something or show what no one sees.
    private static let refused: Set<String> = ["javascript", "data", "vbscript", "cid", "about", "blob"]

    /// nil for a link that leads nowhere outside of its mail: relative ones, anchors, `javascript:`.
    init?(_ href: String) {
        // Browsers ignore control characters, also inside `java\tscript:`.
        let text = href.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }
        let trimmed = String(String.UnicodeScalarView(text)).drop { $0 == " " }
        let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) } ?? trimmed.startIndex
        let target = trimmed[..<end]
        let scheme = target.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }.lowercased()
        guard !scheme.isEmpty, target.dropFirst(scheme.count).first == ":", target.count > scheme.count + 1,
            !LinkTarget.refused.contains(scheme)
        else { return nil }
        var url = ""
        for character in target {
            switch character {
            case " ": url += "%20"
            case "(": url += "%28"
            case ")": url += "%29"
            case "<": url += "%3C"
            case ">": url += "%3E"
            default: url.append(character)
            }
        }
        self.url = url
    }

    /// Whether `text` says the same as the URL, so that the text alone is enough.
    static func isSame(_ text: some StringProtocol, as url: String) -> Bool {
        let text = bare(text.lowercased())
        return text == bare(url.lowercased())
    }

    private static func bare(_ text: String) -> Substring {
        var rest = text[...]
        for prefix in ["mailto:", "tel:", "https://", "http://"] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        return rest.hasSuffix("/") ? rest.dropLast() : rest
    }
}
