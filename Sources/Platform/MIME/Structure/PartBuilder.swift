import CGMime
import Mail

/// Makes the tree of parts from GMime's: decodes leafs straight into the spool, within the limits of parts, depth and
/// decoded bytes.
struct PartBuilder {
    private let bytes: UnsafeRawBufferPointer
    private let spool: Spool
    private let limits: ParsingLimits
    private var decodedBytes = 0
    private var parts = 0
    private var hasUnendedMultipart = false
    private var foundIssues: [ParsingIssue] = []

    init(_ bytes: UnsafeRawBufferPointer, spool: Spool, limits: ParsingLimits) {
        self.bytes = bytes
        self.spool = spool
        self.limits = limits
    }

    /// What was got over, after the tree was built.
    var issues: [ParsingIssue] {
        let unended = ParsingIssue(code: "structure", explanation: "an end boundary is missing")
        return foundIssues + (hasUnendedMultipart ? [unended] : [])
    }

    /// Builds the tree below `root`. Throws `ParsingFailure` and `SpoolFailure`.
    mutating func build(_ root: MailObject) throws -> Part { try part(root, HeaderFields(of: root), depth: 0) }

    /// All bytes as the text of a mail without header fields.
    mutating func text() throws -> Part { try leaf(HeaderFields(), ParameterizedField(value: "text/plain"), bytes) }

    private mutating func part(_ object: MailObject, _ fields: HeaderFields, depth: Int) throws -> Part {
        let type = mediaType(of: object, fields)
        guard let multipart = object.cast(to: GMimeMultipart.self, g_mime_multipart_get_type()) else {
            let leaf = object.cast(to: GMimePart.self, g_mime_part_get_type())
            let content = leaf.flatMap { ParsedMail.content(of: $0, in: bytes) } ?? 0..<0
            return try self.leaf(fields, type, UnsafeRawBufferPointer(rebasing: bytes[content]))
        }
        let count = g_mime_multipart_get_count(multipart)
        guard count > 0 else {
            guard let prologue = g_mime_multipart_get_prologue(multipart) else {
                return try leaf(fields, type, UnsafeRawBufferPointer(start: nil, count: 0))
            }
            return try leaf(fields, type, UnsafeRawBufferPointer(start: prologue, count: strlen(prologue)))
        }
        if multipart.pointee.write_end_boundary == 0 { hasUnendedMultipart = true }
        parts += Int(count)
        guard parts <= limits.parts else { throw ParsingFailure.parts(limits.parts) }
        guard depth < limits.depth else { throw ParsingFailure.depth(limits.depth) }
        var children: [Part] = []
        for index in 0..<count {
            guard let child = g_mime_multipart_get_part(multipart, index) else { continue }
            children.append(try part(child, HeaderFields(of: child), depth: depth + 1))
        }
        return part(fields, type, .multipart(children))
    }

    /// What the Content-Type says, else what GMime takes it to be from its place.
    private func mediaType(of object: MailObject, _ fields: HeaderFields) -> ParameterizedField {
        if let field = fields.first("content-type") { return ParameterizedField(contentType: field) }
        let name = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object))
        defer { g_free(name) }
        return ParameterizedField(value: name.map { String(cString: $0).lowercased() } ?? "text/plain")
    }

    private func part(_ fields: HeaderFields, _ type: ParameterizedField, _ body: Part.Body) -> Part {
        var isMultipart = false
        if case .multipart = body { isMultipart = true }
        let disposition = fields.first("content-disposition").map { ParameterizedField(disposition: $0) }
        let location = fields.text("content-location")
        var fileName = [disposition?.parameters["filename"], type.parameters["name"]].compactMap { $0 }.first {
            !$0.isEmpty
        }
        if fileName == nil, !type.value.hasPrefix("text/"), !isMultipart {
            fileName = location.flatMap(PartBuilder.fileName(inLocation:))
        }
        let names = type.value.split(separator: "/", maxSplits: 1).map(String.init)
        return Part(
            mediaType: MediaType(names[0], names[1], parameters: type.parameters),
            disposition: disposition.flatMap { $0.value.isEmpty ? nil : $0.value == "inline" ? .inline : .attachment },
            fileName: fileName,
            contentID: fields.first("content-id").flatMap(MessageIDList.single)?.text,
            contentLocation: location,
            body: body)
    }

    private mutating func leaf(
        _ fields: HeaderFields, _ written: ParameterizedField, _ raw: UnsafeRawBufferPointer
    ) throws -> Part {
        var type = written
        let isMultipart = type.value.hasPrefix("multipart/")
        if isMultipart {
            foundIssues.append(
                ParsingIssue(code: "structure", explanation: "no part was found in a \(type.value), it is read as text")
            )
            type = ParameterizedField(value: "text/plain")
        }
        let encoding = isMultipart ? .identity : transferEncoding(fields)
        let isText = type.value.hasPrefix("text/")
        let (content, start) = try decode(raw, encoding, keeping: isText ? limits.textBytes : 0)
        if type.value == "message/rfc822" || type.value == "message/global" {
            return part(fields, type, .message(content))
        }
        guard isText else { return part(fields, type, .file(content)) }
        let (text, found) = TextContent.decode(start, isCut: content.count > start.count, type: type)
        foundIssues += found
        return part(fields, type, .text(text, content))
    }

    private mutating func transferEncoding(_ fields: HeaderFields) -> TransferEncoding {
        guard let field = fields.first("content-transfer-encoding") else { return .identity }
        if let known = TransferEncoding(field) { return known }
        foundIssues.append(
            ParsingIssue(
                code: "transfer_encoding",
                explanation:
                    "the transfer encoding \(HeaderText.decode(field)) is unknown, the part is kept as it stands"))
        return .identity
    }

    /// Decodes into the spool and keeps the first bytes in memory.
    private mutating func decode(
        _ raw: UnsafeRawBufferPointer, _ encoding: TransferEncoding, keeping limit: Int
    ) throws -> (content: SpooledContent, start: [UInt8]) {
        var writer = spool.writer(limitBytes: limits.decodedBytes - decodedBytes)
        var start: [UInt8] = []
        var decoder = TransferDecoder(encoding)
        do {
            try decoder.decode(raw) { piece in
                try writer.write(piece)
                if start.count < limit { start.append(contentsOf: piece.prefix(limit - start.count)) }
            }
        } catch is SpoolWriter.LimitReached {
            throw ParsingFailure.decodedBytes(limits.decodedBytes)
        }
        decodedBytes += writer.count
        return (writer.finish(), start)
    }

    /// The last piece of a Content-Location (RFC 2557), which is a name or a URL; nil for `cid:` and the like.
    private static func fileName(inLocation location: String) -> String? {
        let path = location.prefix { $0 != "?" && $0 != "#" }
        guard path.contains("/") || !path.contains(":") else { return nil }
        let last = String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
        let unescaped = g_uri_unescape_string(last, nil)
        defer { g_free(unescaped) }
        let name = HeaderText.clean(unescaped.map { String(cString: $0) } ?? last)
        return name.isEmpty ? nil : name
    }
}
