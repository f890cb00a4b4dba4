/// What can be said about a query without being Gmail.
enum SearchQuery {
    /// Whether every match must be unread: `is:unread` stands in it without negation, `OR` or braces.
    ///
    /// Only then may `labelIds=UNREAD` go with it, and only then is a mail that is read no match. Where Gmail's grammar
    /// is not documented (`NOT`, `|`, lower-case `or`) the answer is no.
    static func isAboutUnread(_ query: String) -> Bool {
        let bare = withoutPhrases(query.lowercased())
        if bare.contains(where: { "{}|".contains($0) }) || bare.contains("-(") { return false }
        let words = bare.split { $0.isWhitespace || "()".contains($0) }
        return words.contains("is:unread") && !words.contains("or") && !words.contains("not")
    }

    /// Quoted text is searched for, it is no operator.
    private static func withoutPhrases(_ query: String) -> String {
        let parts = query.split(separator: "\"", omittingEmptySubsequences: false)
        return parts.enumerated().filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined(
            separator: "\"\"")
    }
}
