import Mail

/// Puts the files that are in a `winmail.dat` in its place, after a mail has been taken apart.
///
/// What comes out is never larger than the file, so the limit of decoded bytes holds without being counted again.
struct TNEFUnpacking {
    private let spool: Spool
    private let limits: ParsingLimits
    private var issues: [ParsingIssue] = []

    private init(spool: Spool, limits: ParsingLimits) {
        self.spool = spool
        self.limits = limits
    }

    /// The mail with every `winmail.dat` opened; one that cannot be opened stays as it is.
    ///
    /// Throws `ParsingFailure` and `SpoolFailure`.
    static func unpacked(_ message: Message, spool: Spool, limits: ParsingLimits) throws -> Message {
        var unpacking = TNEFUnpacking(spool: spool, limits: limits)
        var message = message
        message.root = try unpacking.unpacked(message.root, isWholeMail: true)
        message.issues += unpacking.issues
        return message
    }

    private mutating func unpacked(_ part: Part, isWholeMail: Bool) throws -> Part {
        var part = part
        switch part.body {
        case .multipart(let parts):
            part.body = .multipart(try parts.map { try unpacked($0, isWholeMail: false) })
        case .file(let content) where Self.isTNEF(part):
            if let inside = try parts(in: content, isWholeMail: isWholeMail) {
                return Part(mediaType: MediaType("multipart", "mixed"), body: .multipart(inside))
            }
            issues.append(
                ParsingIssue(code: "tnef", explanation: "a winmail.dat cannot be opened, it is kept as it is"))
        case .file, .message, .text: break
        }
        return part
    }

    private static func isTNEF(_ part: Part) -> Bool {
        let type = part.mediaType.description
        return type == "application/ms-tnef" || type == "application/vnd.ms-tnef"
            || (type == "application/octet-stream" && part.fileName?.lowercased() == "winmail.dat")
    }

    /// The files, and the text where the file is the whole mail; nil when it cannot be opened.
    private func parts(in content: SpooledContent, isWholeMail: Bool) throws -> [Part]? {
        try content.withMappedBytes { bytes in
            try TNEFFile.withOpened(bytes, withText: isWholeMail, parts: limits.parts) { file in
                var parts: [Part] = []
                if isWholeMail, let body = try body(of: file) { parts.append(body) }
                for attachment in file.attachments { parts.append(try part(attachment)) }
                return parts
            }
        }
    }

    private func part(_ attachment: TNEFFile.Attachment) throws -> Part {
        let written = attachment.mediaType ?? ""
        let names = written.lowercased().split(separator: "/").map(String.init)
        let isType = names.count == 2 && written.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3B }
        return Part(
            mediaType: isType ? MediaType(names[0], names[1]) : MediaType("application", "octet-stream"),
            disposition: .attachment, fileName: attachment.name, contentID: attachment.contentID,
            body: .file(try stored(attachment.content)))
    }

    private func body(of file: TNEFFile) throws -> Part? {
        if let text = file.plainBody, text.contains(where: { !$0.isWhitespace }) {
            return try textPart("plain", Array(text.utf8), charset: "utf-8")
        }
        return try file.htmlBody.map { try textPart("html", Array($0), charset: "") }
    }

    private func textPart(_ subtype: String, _ bytes: [UInt8], charset: String) throws -> Part {
        let content = try bytes.withUnsafeBytes { try stored($0) }
        let decoded = CharsetDecoder.decode(
            bytes.prefix(limits.textBytes), label: charset, isCut: bytes.count > limits.textBytes)
        let text = decoded.text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return Part(
            mediaType: MediaType("text", subtype),
            body: .text(
                DecodedText(
                    text: text, charset: decoded.charset, isDamaged: decoded.hasInvalidBytes,
                    isCut: bytes.count > limits.textBytes), content))
    }

    private func stored(_ bytes: UnsafeRawBufferPointer) throws -> SpooledContent {
        var writer = spool.writer(limitBytes: .max)
        try writer.write(bytes)
        return writer.finish()
    }
}
