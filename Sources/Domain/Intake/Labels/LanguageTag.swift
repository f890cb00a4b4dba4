/// A language as accounts and options name it, matched to a table by its tag.
enum LanguageTag {
    /// The tag among `known` that serves `tag`: itself, its other spelling, else the language without region
    /// (`de-AT` is served by `de`); nil when there is none.
    ///
    /// The look-up of RFC 4647 section 3.4, whatever the case, `_` as good as `-`.
    static func served(_ tag: String, among known: [String]) -> String? {
        var subtags = tag.lowercased().split { $0 == "-" || $0 == "_" }.map(String.init)
        while !subtags.isEmpty {
            let name = subtags.joined(separator: "-")
            let wanted = otherSpellings[name] ?? name
            if let match = known.first(where: { $0.lowercased() == wanted }) { return match }
            subtags.removeLast()
        }
        return nil
    }

    /// Old codes, macro languages, and Chinese by script or by region.
    private static let otherSpellings = [
        "no": "nb", "nn": "nb", "iw": "he", "zh": "zh-cn", "zh-hans": "zh-cn", "zh-sg": "zh-cn", "zh-hant": "zh-tw",
        "zh-hk": "zh-tw", "zh-mo": "zh-tw",
    ]
}
