import Mail

/// Makes the tree of parts from the structure: decodes leafs straight into the spool, within the limit of decoded bytes.
struct PartBuilder {
    private let bytes: UnsafeRawBufferPointer
    private let spool: Spool
    private let limits: ParsingLimits
    private var decodedBytes = 0
    private(set) var issues: [ParsingIssue] = []

    init(_ bytes: UnsafeRawBufferPointer, spool: Spool, limits: ParsingLimits) {
        self.bytes = bytes
        self.spool = spool
        self.limits = limits
    }

    /// Builds the tree of `entities`, which are in document order. Throws `ParsingFailure` and `SpoolFailure`.
    mutating func build(_ entities: [Entity]) throws -> Part {
        var parts: [Part] = []
        parts.reserveCapacity(entities.count)
        for entity in entities { parts.append(try part(entity)) }
        var children = [[Int]](repeating: [], count: entities.count)
        for (index, entity) in entities.enumerated() {
            if let parent = entity.parent { children[parent].append(index) }
        }
        // Children stand behind their parents: from the end, every child is complete when its parent takes it.
        for index in entities.indices.reversed() where entities[index].isMultipart {
            parts[index].body = .multipart(children[index].map { parts[$0] })
        }
        return parts[0]
    }

    private mutating func part(_ entity: Entity) throws -> Part {
        let header = entity.header
        var type = entity.mediaType
        if type.value.hasPrefix("multipart/"), !entity.isMultipart {
            issues.append(
                ParsingIssue(code: "structure", explanation: "no part was found in a \(type.value), it is read as text")
            )
            type = ParameterizedField(value: "text/plain")
        }
        let disposition = header.first("content-disposition").map { ParameterizedField($0) }
        let location = header.first("content-location").map(HeaderText.decode)
        var fileName = [disposition?.parameters["filename"], type.parameters["name"]].compactMap { $0 }.first {
            !$0.isEmpty
        }
        if fileName == nil, !type.value.hasPrefix("text/"), !entity.isMultipart {
            fileName = location.flatMap(PartBuilder.fileName(inLocation:))
        }
        let names = type.value.split(separator: "/", maxSplits: 1).map(String.init)
        return Part(
            mediaType: MediaType(names[0], names[1], parameters: type.parameters),
            disposition: disposition.flatMap { $0.value.isEmpty ? nil : $0.value == "inline" ? .inline : .attachment },
            fileName: fileName,
            contentID: header.first("content-id").flatMap(MessageIDList.single)?.text,
            contentLocation: location,
            body: entity.isMultipart ? .multipart([]) : try leaf(entity, type))
    }

    private mutating func leaf(_ entity: Entity, _ type: ParameterizedField) throws -> Part.Body {
        var encoding = TransferEncoding.identity
        if let field = entity.header.first("content-transfer-encoding"), !entity.mediaType.value.hasPrefix("multipart/")
        {
            if let known = TransferEncoding(field) {
                encoding = known
            } else {
                let written = HeaderText.decode(field)
                issues.append(
                    ParsingIssue(
                        code: "transfer_encoding",
                        explanation: "the transfer encoding \(written) is unknown, the part is kept as it stands"))
            }
        }
        let raw = UnsafeRawBufferPointer(rebasing: bytes[entity.content])
        let isText = type.value.hasPrefix("text/")
        let (content, start) = try decode(raw, encoding, keeping: isText ? limits.textBytes : 0)
        if type.value == "message/rfc822" || type.value == "message/global" { return .message(content) }
        guard isText else { return .file(content) }
        let (text, found) = TextContent.decode(start, isCut: content.count > start.count, type: type)
        issues += found
        return .text(text, content)
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
        let last = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let name = HeaderText.clean(String(decoding: PercentEncoding.decode(last.utf8), as: UTF8.self))
        return name.isEmpty ? nil : name
    }
}
