import Tracking

/// What a subject names in square brackets: `Re: [Feature request #42] Title`, `Re: [Demo - Help - msg12] Title`.
struct SubjectReference {
    /// The first work package named, else the first forum message; nil when there is neither.
    ///
    /// A blank or the bracket stands in front of `#` and `msg`: `[12345#1]` names nothing.
    static func reference(in subject: String) -> Reference? {
        var message: Reference?
        var depth = 0
        let pieces: [Substring] = subject.split(separator: "]", omittingEmptySubsequences: false)
        for piece in pieces.dropLast() {
            depth += piece.count { $0 == "[" }
            guard depth > 0 else { continue }
            depth -= 1
            if let number = number(behind: "#", in: piece) { return .workPackage(WorkPackageID(number)) }
            message = message ?? number(behind: "msg", in: piece).map { .forumMessage(ForumMessageID($0)) }
        }
        return message
    }

    /// The number at the end of `text`.
    private static func number(behind mark: String, in text: Substring) -> Int? {
        let digits = text.reversed().prefix { ("0"..."9").contains($0) }.count
        let before = text.dropLast(digits)
        guard before.hasSuffix(mark), let last = before.dropLast(mark.count).last, last.isWhitespace || last == "["
        else { return nil }
        return Int(text.suffix(digits))
    }
}
