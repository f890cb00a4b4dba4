import Tracking

/// The subjects of new work packages and forum messages.
enum SubjectRule {
    /// What a tracker's column holds.
    static let maximumLength = 255

    /// The subject on one line, cut at 255 characters; a default text in the sender's language where there is none.
    static func workPackage(_ subject: String?, words: SenderWords) -> String {
        let line = onOneLine(subject ?? "")
        return line.isEmpty ? words.noSubject : String(line.prefix(maximumLength))
    }

    /// The subject behind the last `msg42]`, which the tracker's own mails carry; `Re:` and the thread's subject where
    /// nothing is left.
    static func forumMessage(_ subject: String?, in thread: ForumThread) -> String {
        let line = onOneLine(behindMarker(onOneLine(subject ?? "")))
        return String((line.isEmpty ? "Re: \(thread.subject)" : line).prefix(maximumLength))
    }

    private static func behindMarker(_ subject: String) -> String {
        var rest = subject[...]
        while let close = rest.lastIndex(of: "]") {
            let digits = rest[..<close].reversed().prefix { ("0"..."9").contains($0) }.count
            let number = rest.index(close, offsetBy: -digits)
            if digits > 0, rest[..<number].hasSuffix("msg") { return String(subject[subject.index(after: close)...]) }
            rest = rest[..<close]
        }
        return subject
    }

    /// Line breaks and control characters as blanks.
    static func onOneLine(_ text: String) -> String {
        String(
            text.map {
                $0.isNewline || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } ? " " : $0
            }
        )
        .trimmingWhiteSpace()
    }
}
