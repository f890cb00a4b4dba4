import Mail

/// Message-IDs of a References, In-Reply-To or Message-ID field, read tolerantly: missing brackets, ids without blanks
/// between, commas, words between them.
enum MessageIDList {
    static func parse(_ value: [UInt8]) -> [MessageID] {
        let text = HeaderText.decode(value)
        var bracketed: [MessageID] = []
        var bare: [MessageID] = []
        // Every piece starts at a `<`; what stands before the first is bare unless a `>` ends it.
        for (index, piece) in text.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
            let end = piece.firstIndex(of: ">")
            if index > 0 || end != nil,
                let id = id(in: piece[..<(end ?? piece.endIndex)], isClosed: end != nil && index > 0)
            {
                bracketed.append(id)
            }
            let rest = index == 0 && end == nil ? piece : end.map { piece[piece.index(after: $0)...] } ?? ""
            for word in words(rest) where word.contains("@") { bare.append(MessageID(String(word))) }
        }
        return bracketed.isEmpty ? bare : bracketed
    }

    /// The id of a Message-ID field; a word without brackets or `@` counts as well.
    static func single(_ value: [UInt8]) -> MessageID? {
        if let first = parse(value).first { return first }
        let text = HeaderText.decode(value).filter { $0 != "<" && $0 != ">" }
        return words(text[...]).first.map { MessageID(String($0)) }
    }

    /// Blanks inside of closed brackets come from bad folding and go; without a closing bracket the first word counts.
    private static func id(in text: Substring, isClosed: Bool) -> MessageID? {
        let found = words(text)
        if isClosed { return found.isEmpty ? nil : MessageID(found.joined()) }
        return (found.last { $0.contains("@") } ?? found.first).map { MessageID(String($0)) }
    }

    private static func words(_ text: Substring) -> [Substring] {
        text.split { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == "\"" }
    }
}
