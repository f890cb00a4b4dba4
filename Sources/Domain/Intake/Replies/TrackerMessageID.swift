import Mail
import Tracking

/// A Message-ID in the form that a tracker gives its own mails: `op.work_package-42@host` in References,
/// `op.work_package-42.20240101120000.5@host` as the mail's own.
struct TrackerMessageID: Equatable {
    /// `work_package`, `journal`, `message`, `news`, …
    let objectClass: String
    /// nil when the number is beyond any that a tracker gives.
    let number: Int?
    let host: String

    /// nil when the id has another form; a stray `<` in front is allowed.
    init?(_ id: MessageID) {
        let text = id.text.drop { $0 == "<" || $0.isWhitespace }
        guard text.hasPrefix("op."), let at = text.firstIndex(of: "@") else { return nil }
        let words = text[..<at].dropFirst("op.".count).split(separator: "-", maxSplits: 1)
        guard words.count == 2, words[0].utf8.allSatisfy({ Self.isClassLetter($0) }) else { return nil }
        // Behind the object's number stand, in a mail's own id, its time and its recipient.
        let numbers = words[1].split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count <= 3,
            numbers.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) })
        else { return nil }
        objectClass = String(words[0])
        number = Int(numbers[0])
        host = String(text[text.index(after: at)...].trimmingCharacters { $0 == ">" || $0.isWhitespace })
    }

    /// What the id refers to; nil for a class that takes no answers, and for impossible numbers.
    var reference: Reference? {
        guard let number else { return nil }
        return switch objectClass {
        case "work_package": .workPackage(WorkPackageID(number))
        case "journal": .comment(CommentID(number))
        case "message": .forumMessage(ForumMessageID(number))
        case "news": .news(NewsID(number))
        case "comment": .newsComment(NewsCommentID(number))
        default: nil
        }
    }

    /// Whether this is a report of ours: who answers it sends the corrected mail, which is judged by what stands before.
    var isReport: Bool { objectClass == "report" }

    /// Whether objects of this class can be answered by mail.
    var takesAnswers: Bool { ["work_package", "journal", "message"].contains(objectClass) || isOfNews }

    /// Whether this is news or a comment on it, the only class of comments that is not a journal.
    var isOfNews: Bool { ["news", "comment"].contains(objectClass) }

    private static func isClassLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
    }
}
