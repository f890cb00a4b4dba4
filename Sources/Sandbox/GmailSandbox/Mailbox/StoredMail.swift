import Foundation

/// A mail of the sandbox's mailbox.
struct StoredMail: Sendable {
    /// 16 hexadecimal digits.
    let id: String
    let threadID: String
    /// Milliseconds since 1970.
    let internalDate: Int
    let content: Data
    let header: HeaderFields
    var labelIDs: [String]
    var historyID: Int
    /// The labels that the search index still shows, while it lags behind.
    var staleIndex: StaleIndex?

    struct StaleIndex: Sendable {
        let labelIDs: [String]
        /// Lists that are still answered from it; nil when only time counts.
        var remainingLists: Int?
        /// Seconds on the quota clock; nil when only lists count.
        let until: Double?
    }

    /// The labels as `messages.list` sees them.
    var indexedLabelIDs: [String] { staleIndex?.labelIDs ?? labelIDs }

    /// The first words of the body's source, as `snippet` has them; HTML-escaped.
    var snippet: String {
        let window = content.dropFirst(header.bodyOffset).prefix(400)
        let words = String(decoding: window, as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(words.prefix(200)).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
