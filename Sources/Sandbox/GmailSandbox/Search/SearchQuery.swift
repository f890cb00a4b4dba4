import Foundation

/// A search as Gmail's `q` writes it: the operators a worker needs.
///
/// Left out, and refused instead of answered wrongly: categories, lists, attachments, sizes and the like.
/// Undocumented and chosen here: `OR` binds tighter than two neighbours.
indirect enum SearchQuery: Sendable, Equatable {
    case all([SearchQuery])
    case any([SearchQuery])
    case not(SearchQuery)
    /// The mail carries this label, by `StoredLabel.searchName`.
    case label(String)
    /// Spam and trash too, no condition otherwise.
    case anywhere
    /// Whole words in their order, in one header field.
    case words([String], field: String)
    /// Whole words in their order, in the subject or the body's source.
    case text([String])
    case messageID(String)
    /// Relative, in seconds before now.
    case newerThan(Double)
    case olderThan(Double)
    /// Milliseconds since 1970.
    case after(Int)
    case before(Int)

    /// Whether spam and trash are searched too.
    var reachesSpamAndTrash: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.reachesSpamAndTrash)
        case .anywhere, .label("spam"), .label("trash"): true
        default: false
        }
    }

    /// The words of a text: runs of letters and digits, lower case.
    static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Whether the mail matches; `labels` are search names by label id, `now` in milliseconds since 1970.
    func matches(_ mail: StoredMail, labels: [String: String], now: Int) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(mail, labels: labels, now: now) }
        case .any(let parts): parts.contains { $0.matches(mail, labels: labels, now: now) }
        case .not(let part): !part.matches(mail, labels: labels, now: now)
        case .label(let name): mail.indexedLabelIDs.contains { labels[$0] == name }
        case .anywhere: true
        case .words(let words, let field): Self.contains(words, in: mail.header[field])
        case .text(let words):
            Self.contains(words, in: mail.header["Subject"]) || Self.contains(words, in: mail.bodyText)
        case .messageID(let id): mail.header.messageIDs(in: "Message-ID").contains(id)
        case .newerThan(let seconds): Double(now - mail.internalDate) <= seconds * 1_000
        case .olderThan(let seconds): Double(now - mail.internalDate) > seconds * 1_000
        case .after(let date): mail.internalDate >= date
        case .before(let date): mail.internalDate < date
        }
    }

    private static func contains(_ words: [String], in text: String) -> Bool {
        let found = Self.words(of: text)
        guard let first = words.first else { return true }
        guard found.count >= words.count else { return false }
        return found.indices.dropLast(words.count - 1).contains { start in
            found[start] == first && found[start..<start + words.count].elementsEqual(words)
        }
    }
}

extension StoredMail {
    /// The start of the body's source; transfer encodings are not undone.
    fileprivate var bodyText: String {
        String(decoding: content.dropFirst(header.bodyOffset).prefix(256 << 10), as: UTF8.self)
    }
}
