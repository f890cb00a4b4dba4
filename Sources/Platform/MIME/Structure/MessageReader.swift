import Mail

/// Reads a whole mail: guards first, then GMime, again where headers have no end.
struct MessageReader {
    private enum Reading {
        case message(Message)
        /// Where empty lines are missing.
        case unended([Int])
    }

    let spool: Spool
    let limits: ParsingLimits

    /// Gives the mail; what is in it is no reason to fail. Throws `ParsingFailure` and `SpoolFailure`.
    func read(_ bytes: UnsafeRawBufferPointer) throws -> Message {
        guard bytes.count <= ParsedMail.limitBytes else { throw ParsingFailure.mailBytes(ParsedMail.limitBytes) }
        let span = HeaderSpan(bytes)
        try WorkGuard(bytes, limits: limits).check(span)
        let mail = UnsafeRawBufferPointer(rebasing: bytes[span.start...])
        guard span.hasHeader else { return try text(mail) }
        // Copied only where something must be put in.
        var copy = HeaderSpan.isUnended(mail) ? [UInt8](mail) + [0x0A] : []
        var round = 0
        while true {
            switch try copy.isEmpty ? read(mail, round) : copy.withUnsafeBytes({ try read($0, round) }) {
            case .message(let message): return message
            case .unended(let indices):
                copy =
                    copy.isEmpty
                    ? MissingEmptyLines.insert(at: indices, into: mail)
                    : copy.withUnsafeBytes { MissingEmptyLines.insert(at: indices, into: $0) }
                round += 1
            }
        }
    }

    /// Reads once; after the last round nothing is looked for any more, so that reading ends.
    private func read(_ mail: UnsafeRawBufferPointer, _ round: Int) throws -> Reading {
        try ParsedMail.withRoot(of: mail, limits: limits) { root in
            guard let root else { return .message(try text(mail)) }
            if round < MissingEmptyLines.rounds {
                let indices = MissingEmptyLines.find(below: root, in: mail, limit: limits.parts)
                if !indices.isEmpty { return .unended(indices) }
            }
            var builder = PartBuilder(mail, spool: spool, limits: limits)
            let part = try builder.build(root)
            var issues = builder.issues
            let fields = HeaderFields(of: root)
            let badLines = HeaderSpan(mail).lines - fields.lines
            if badLines > 0 {
                issues.append(
                    ParsingIssue(code: "header", explanation: "lines of the header that are no fields: \(badLines)"))
            }
            if round > 0 {
                issues.append(ParsingIssue(code: "structure", explanation: "a header has no empty line after it"))
            }
            return .message(try message(fields, part, issues))
        }
    }

    private func message(_ fields: HeaderFields, _ root: Part, _ issues: [ParsingIssue]) throws -> Message {
        var head = fields.head()
        head.from = try fields.addresses("from")
        return Message(
            head: head, fields: fields.all.map { HeaderField(name: $0.name, value: HeaderText.decode($0.value)) },
            to: try fields.addresses("to"), cc: try fields.addresses("cc"), bcc: try fields.addresses("bcc"),
            replyTo: try fields.addresses("reply-to"), root: root, issues: issues)
    }

    /// A mail without header fields: all of it is text.
    private func text(_ mail: UnsafeRawBufferPointer) throws -> Message {
        var builder = PartBuilder(mail, spool: spool, limits: limits)
        let part = try builder.text()
        return Message(
            head: Head(), fields: [], to: [], cc: [], bcc: [], replyTo: [], root: part, issues: builder.issues)
    }
}
