import Mail

/// Finds the parts of a mail (RFC 2046, section 5.1) in one pass over its lines, within limits.
///
/// Attached mails are not taken apart. A missing end boundary ends with the part around it; a boundary of an outer part ends
/// inner ones; what stands behind an end boundary is no part. The structure is ours and not GMime's, because GMime 3.2
/// overflows the stack on an address field of nested groups (`From: a:a:a:…`), also inside attached mails, needs 44 s for
/// 800 KB of encoded words without an end in a parameter, and drops a part whose header has no empty line after it.
struct StructureParser {
    private struct Container {
        let entity: Int
        let boundary: [UInt8]
    }

    private let bytes: UnsafeRawBufferPointer
    private let limits: ParsingLimits
    private(set) var entities: [Entity] = []
    private var open: [Container] = []
    /// Whether a multipart with parts has no end boundary; known after `parse`.
    var hasUnendedMultipart: Bool { open.contains { entities[$0.entity].isMultipart } }
    private var comparisons = 0
    private var lines: Lines
    /// The leaf or unopened multipart whose content is being read.
    private var current: Int?

    init(_ bytes: UnsafeRawBufferPointer, limits: ParsingLimits) {
        self.bytes = bytes
        self.limits = limits
        lines = Lines(bytes, from: 0)
    }

    /// Gives the entities in document order, the mail itself first.
    mutating func parse() throws(ParsingFailure) -> [Entity] {
        let start = MailStart(bytes)
        entities = [Entity(parent: nil, depth: 0, content: start.offset..<bytes.count)]
        lines = Lines(bytes, from: start.offset)
        current = 0
        var hit: Hit?
        if start.hasHeader {
            hit = try parseHeader(of: 0)
        } else if lines.skipEmptyLine() {
            entities[0].content = lines.position..<bytes.count
        }
        while true {
            if let boundary = hit {
                hit = nil
                if let part = try enter(boundary) { hit = try parseHeader(of: part) }
            } else if let line = lines.next() {
                hit = try boundary(at: line)
            } else {
                return entities
            }
        }
    }

    /// Reads header lines up to the empty line, then opens the multipart that the header declares; gives the boundary that
    /// came before an empty line did.
    private mutating func parseHeader(of index: Int) throws(ParsingFailure) -> Hit? {
        let start = lines.position
        var block = HeaderBlock()
        var count = 0
        var firstBadLine: Int?
        var content: Int?
        var hit: Hit?
        while content == nil, let line = lines.next() {
            if line.text.isEmpty {
                content = line.next
                break
            }
            hit = try boundary(at: line)
            if hit != nil { break }
            count += 1
            guard count <= limits.headerLines else { throw .headerLines(limits.headerLines) }
            guard line.next - start <= limits.headerBytes else { throw .headerBytes(limits.headerBytes) }
            let badLines = block.badLines
            block.append(UnsafeRawBufferPointer(rebasing: bytes[line.text]))
            if block.badLines > badLines, firstBadLine == nil { firstBadLine = line.text.lowerBound }
        }
        block.finish()
        // A part that goes straight into its text, without an empty line: what is no header field is the text.
        if let firstBadLine, content == nil || block.fields.isEmpty { content = firstBadLine }
        entities[index].content = (content ?? hit?.lineStart ?? bytes.count)..<bytes.count
        entities[index].header = block
        openMultipart(index)
        return hit
    }

    private mutating func openMultipart(_ index: Int) {
        let entity = entities[index]
        if let field = entity.header.first("content-type") {
            entities[index].mediaType = ParameterizedField(contentType: field)
        } else if entity.isInDigest {
            entities[index].mediaType = ParameterizedField(value: "message/rfc822")
        }
        let type = entities[index].mediaType
        if type.value.hasPrefix("multipart/"), let boundary = type.boundary {
            open.append(Container(entity: index, boundary: boundary))
        }
    }

    /// A boundary line: which open multipart it belongs to, and whether it ends it.
    private struct Hit {
        let level: Int
        let isEnd: Bool
        let lineStart: Int
    }

    private mutating func boundary(at line: Lines.Line) throws(ParsingFailure) -> Hit? {
        let start = line.text.lowerBound
        guard !open.isEmpty, line.text.count > 2, bytes[start] == 0x2D, bytes[start + 1] == 0x2D else { return nil }
        comparisons += open.count
        guard comparisons <= limits.boundaryComparisons else { throw .boundaryWork(limits.boundaryComparisons) }
        let text = bytes[(start + 2)..<line.text.upperBound]
        // Innermost first: of two equal boundaries the inner one counts.
        for level in open.indices.reversed() {
            let boundary = open[level].boundary
            guard text.count >= boundary.count, text.starts(with: boundary) else { continue }
            let rest = text.dropFirst(boundary.count)
            if rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                return Hit(level: level, isEnd: false, lineStart: start)
            }
            if rest.starts(with: "--".utf8) { return Hit(level: level, isEnd: true, lineStart: start) }
        }
        return nil
    }

    /// Ends what stands before a boundary and gives the part that starts behind it; nil behind an end boundary.
    private mutating func enter(_ hit: Hit) throws(ParsingFailure) -> Int? {
        if let current { entities[current].end(at: endOfContent(before: hit.lineStart)) }
        current = nil
        let container = open[hit.level].entity
        open.removeSubrange((hit.level + (hit.isEnd ? 0 : 1))...)
        if hit.isEnd { return nil }
        guard entities.count <= limits.parts else { throw .parts(limits.parts) }
        let depth = entities[container].depth + 1
        guard depth <= limits.depth else { throw .depth(limits.depth) }
        entities[container].isMultipart = true
        var entity = Entity(parent: container, depth: depth, content: bytes.count..<bytes.count)
        entity.isInDigest = entities[container].mediaType.value == "multipart/digest"
        entities.append(entity)
        let index = entities.count - 1
        current = index
        return index
    }

    /// The line break before a boundary belongs to the boundary.
    private func endOfContent(before lineStart: Int) -> Int {
        var end = lineStart
        if end > 0, bytes[end - 1] == 0x0A { end -= 1 }
        if end > 0, end < lineStart, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }
}

extension Entity {
    /// Ends the content; an empty part has its boundary right behind its header.
    fileprivate mutating func end(at end: Int) {
        content = content.lowerBound..<max(content.lowerBound, min(end, content.upperBound))
    }
}

extension Lines {
    /// Takes the next line if it is empty.
    fileprivate mutating func skipEmptyLine() -> Bool {
        var copy = self
        guard let line = copy.next(), line.text.isEmpty else { return false }
        self = copy
        return true
    }
}
