/// Turns HTML into readable Markdown.
package protocol HTMLConverter: Sendable {
    /// Paragraphs, lists, links, quote blocks as `> `; style and script dropped. `cut` tells that deep content was dropped.
    func markdown(fromHTML html: String) -> ConvertedHTML
}

/// HTML as Markdown.
package struct ConvertedHTML: Sendable, Equatable {
    package var text: String
    /// Content-IDs of inline images, in order (`cid:` references).
    package var contentIDs: [String]
    package var isCut: Bool

    package init(text: String, contentIDs: [String], isCut: Bool) {
        self.text = text
        self.contentIDs = contentIDs
        self.isCut = isCut
    }
}

/// A user's regular expression, compiled and bounded.
package protocol TextPattern: Sendable {
    /// Removes every match from `text`; throws when the step limit was reached.
    func removingMatches(in text: String) throws(PatternLimitReached) -> String
}

/// The pattern took more steps than allowed; the text stays whole.
package struct PatternLimitReached: Error, Equatable {
    package init() {}
}

/// What the rules use beside a `Directory`.
package struct IntakeTools: Sendable {
    package var html: any HTMLConverter
    /// `--body-delimiter-regex`; nil when not given.
    package var bodyDelimiter: (any TextPattern)?

    package init(html: any HTMLConverter, bodyDelimiter: (any TextPattern)?) {
        self.html = html
        self.bodyDelimiter = bodyDelimiter
    }
}
