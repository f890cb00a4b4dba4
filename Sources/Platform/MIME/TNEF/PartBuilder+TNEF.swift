import Mail

extension PartBuilder {
    /// Whether a part is a `winmail.dat`.
    static func isTNEF(_ type: MediaType, fileName: String?) -> Bool {
        let name = type.description
        return name == "application/ms-tnef" || name == "application/vnd.ms-tnef"
            || (name == "application/octet-stream" && fileName?.lowercased() == "winmail.dat")
    }

    /// The files in a `winmail.dat` as parts; its text as well where it is the whole mail. nil: it cannot be opened.
    mutating func partsOfTNEF(_ content: SpooledContent, isWholeMail: Bool) throws -> [Part]? {
        try content.withMappedBytes { bytes in
            guard let file = TNEFFile(bytes) else {
                addIssue("tnef", "a winmail.dat cannot be opened, it is kept as it is")
                return nil
            }
            guard file.attachments.count <= limits.parts else { throw ParsingFailure.parts(limits.parts) }
            // What is inside takes the place of the file around it.
            release(content.count)
            var parts: [Part] = []
            if isWholeMail, let body = try body(of: file) { parts.append(body) }
            for attachment in file.attachments { parts.append(try part(attachment, of: file)) }
            return parts
        }
    }

    private mutating func part(_ attachment: TNEFFile.Attachment, of file: TNEFFile) throws -> Part {
        let properties = attachment.properties.values
        let written = file.text(properties[.mediaType]) ?? "application/octet-stream"
        let type = ParameterizedField(contentType: Array(written.utf8))
        let names = type.value.split(separator: "/", maxSplits: 1).map(String.init)
        let content = try store(attachment.content ?? UnsafeRawBufferPointer(start: nil, count: 0))
        return Part(
            mediaType: names.count == 2 ? MediaType(names[0], names[1]) : MediaType("application", "octet-stream"),
            disposition: .attachment, fileName: file.name(of: attachment),
            contentID: file.text(properties[.contentID]), body: .file(content))
    }

    private mutating func body(of file: TNEFFile) throws -> Part? {
        if let text = file.plainBody, text.contains(where: { !$0.isWhitespace }) {
            return try textPart("plain", Array(text.utf8), charset: "utf-8")
        }
        return try file.htmlBody.map { try textPart("html", Array($0), charset: nil) }
    }

    private mutating func textPart(_ subtype: String, _ bytes: [UInt8], charset: String?) throws -> Part {
        let content = try bytes.withUnsafeBytes { try store($0) }
        let written = "text/\(subtype)" + (charset.map { "; charset=\($0)" } ?? "")
        let type = ParameterizedField(contentType: Array(written.utf8))
        let start = Array(bytes.prefix(limits.textBytes))
        let (text, _) = TextContent.decode(start, isCut: bytes.count > start.count, type: type)
        return Part(mediaType: MediaType("text", subtype), body: .text(text, content))
    }
}
