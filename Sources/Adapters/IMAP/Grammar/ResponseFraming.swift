/// Cuts what a server sends into responses, as it arrives and however it is cut (RFC 9051, section 2.2.2 and 4.3).
///
/// A response is collected whole, except for the literal of a BODY[] item: its bytes are handed on at once, since no mail
/// needs to be in memory, and a NUL, which no response may hold, marks its place.
struct ResponseFraming {
    /// A UID SEARCH of a million mails is 11 MB; nothing else comes near.
    static let responseLimitBytes = 16 << 20
    /// What stands in the place of a body that was handed on.
    static let bodyMark: UInt8 = 0

    enum Step: Equatable {
        case needsMore
        /// A body of so many bytes follows.
        case bodyBegins(Int)
        /// Bytes of the body: where they stand in the window.
        case body(Range<Int>)
        /// A response without its line end.
        case response([UInt8])
    }

    private var collected: [UInt8] = []
    /// Where the current line begins in `collected`.
    private var lineStart = 0
    private var literalLeft = 0
    private var bodyLeft = 0

    /// Whether nothing of a response has come yet.
    var isAtStart: Bool { collected.isEmpty && literalLeft == 0 && bodyLeft == 0 }

    /// Takes bytes of `window` from `position` on until something is complete; `position` moves on.
    mutating func next(_ window: UnsafeRawBufferPointer, from position: inout Int) throws(GrammarFailure) -> Step {
        while position < window.count {
            if bodyLeft > 0 {
                let end = position + min(bodyLeft, window.count - position)
                defer { position = end }
                bodyLeft -= end - position
                return .body(position..<end)
            }
            if literalLeft > 0 {
                let end = position + min(literalLeft, window.count - position)
                literalLeft -= end - position
                collected.append(contentsOf: window[position..<end])
                position = end
                lineStart = collected.count
                continue
            }
            let lineEnd = window[position...].firstIndex(of: UInt8(ascii: "\n"))
            let end = lineEnd.map { $0 + 1 } ?? window.count
            guard collected.count + end - position <= Self.responseLimitBytes else {
                throw GrammarFailure("a line of more than \(Self.responseLimitBytes) bytes")
            }
            collected.append(contentsOf: window[position..<end])
            position = end
            guard lineEnd != nil else { return .needsMore }
            if let step = try endLine() { return step }
        }
        return .needsMore
    }

    /// A line is complete: either the response is, or a literal follows.
    private mutating func endLine() throws(GrammarFailure) -> Step? {
        let line = collected[lineStart...].dropLast().last == UInt8(ascii: "\r") ? 2 : 1
        guard !collected[lineStart...].contains(Self.bodyMark) else {
            throw GrammarFailure("a NUL outside of a literal")
        }
        guard let literal = literal(endingLineOf: line) else {
            let response = Array(collected.dropLast(line))
            collected.removeAll(keepingCapacity: collected.count < 4_096)
            lineStart = 0
            return .response(response)
        }
        if isBody(before: literal.start) {
            collected.removeSubrange(literal.start...)
            collected.append(Self.bodyMark)
            lineStart = collected.count
            bodyLeft = literal.size
            return .bodyBegins(literal.size)
        }
        guard collected.count + literal.size <= Self.responseLimitBytes else {
            throw GrammarFailure("a literal of \(literal.size) bytes")
        }
        lineStart = collected.count
        literalLeft = literal.size
        return nil
    }

    /// `{n}`, `{n+}` or `~{n}` at the end of a line whose line end is `lineEnd` bytes long.
    private func literal(endingLineOf lineEnd: Int) -> (start: Int, size: Int)? {
        let line = collected[lineStart...].dropLast(lineEnd)
        guard line.last == UInt8(ascii: "}"), !isStatus,
            let brace = line.suffix(24).lastIndex(of: UInt8(ascii: "{"))
        else { return nil }
        var digits = line[(brace + 1)...].dropLast()
        if digits.last == UInt8(ascii: "+") { digits = digits.dropLast() }
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let size = Int(String(decoding: digits, as: UTF8.self))
        else { return nil }
        let isBinary = brace > lineStart && collected[brace - 1] == UInt8(ascii: "~")
        return (isBinary ? brace - 1 : brace, size)
    }

    /// Text for people, in which `{5}` at the end means nothing: `+ …`, `* OK …`, `a1 NO …`.
    private var isStatus: Bool {
        let start = collected.prefix(64)
        if start.first == UInt8(ascii: "+") { return true }
        let words = start.split(separator: UInt8(ascii: " "), maxSplits: 2)
        guard words.count > 1 else { return false }
        return Response.Status.Kind(rawValue: String(decoding: words[1], as: UTF8.self).uppercased()) != nil
    }

    private func isBody(before start: Int) -> Bool {
        let text = String(decoding: collected[..<start].suffix(32), as: UTF8.self).uppercased()
        return ["BODY[] ", "BODY[]<0> ", "RFC822 "].contains { text.hasSuffix($0) }
    }
}
