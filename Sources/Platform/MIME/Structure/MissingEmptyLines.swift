import CGMime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds headers that no empty line ends: GMime drops what follows, up to the next empty line, boundaries and all.
struct MissingEmptyLines {
    /// How often a mail is read again; one reading shows what the one before swallowed.
    static let rounds = 4

    private let bytes: UnsafeRawBufferPointer
    private var left: Int
    private var found: [Int] = []

    /// Where empty lines must be put so that nothing is swallowed, in order; in at most `limit` nodes of the tree.
    static func find(below root: MailObject, in bytes: UnsafeRawBufferPointer, limit: Int) -> [Int] {
        var search = MissingEmptyLines(bytes: bytes, left: limit < .max ? limit + 1 : limit)
        _ = search.visit(root, headerAt: 0, [])
        return search.found
    }

    private init(bytes: UnsafeRawBufferPointer, left: Int) {
        self.bytes = bytes
        self.left = left
    }

    /// The bytes with an empty line at each of `indices`.
    static func insert(at indices: [Int], into bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + indices.count)
        var position = 0
        for index in indices {
            result.append(contentsOf: bytes[position..<index])
            result.append(0x0A)
            position = index
        }
        result.append(contentsOf: bytes[position...])
        return result
    }

    /// Looks at a node whose header starts at `start`, within multiparts that have these boundaries; gives where the boundary
    /// line behind a leaf stands, nil behind a multipart, whose epilogue is not looked at.
    private mutating func visit(_ object: MailObject, headerAt start: Int, _ boundaries: [String]) -> Int? {
        guard left > 0 else { return nil }
        left -= 1
        let fields = HeaderFields(of: object)
        // Of two Content-Types the first counts, also here: the second may be that of a swallowed part.
        let written = fields.first("content-type").flatMap {
            ParameterizedField(contentType: $0).parameters["boundary"]
        }
        let own = written.map { ["--" + $0] } ?? []
        if let index = gap(in: fields, from: start, boundaries, own) { found.append(index) }
        if let leaf = object.cast(to: GMimePart.self, g_mime_part_get_type()) {
            guard let content = ParsedMail.content(of: leaf, in: bytes) else { return nil }
            return content.isEmpty ? content.upperBound : line(after: content.upperBound)
        }
        guard let multipart = object.cast(to: GMimeMultipart.self, g_mime_multipart_get_type()) else { return nil }
        var lines = Lines(bytes, from: start)
        while let line = lines.next(), !line.text.isEmpty {}
        for _ in 0..<MissingEmptyLines.prologueLines(of: multipart) { _ = lines.next() }
        var boundary: Int? = lines.position
        for index in 0..<g_mime_multipart_get_count(multipart) {
            guard let child = g_mime_multipart_get_part(multipart, index) else { continue }
            let known = boundary.map(line(after:))
            let start = known ?? HeaderFields(of: child).all.first?.offset ?? bytes.count
            boundary = visit(child, headerAt: start, boundaries + own)
        }
        if let boundary, let index = lostPart(at: boundary, own) { found.append(index) }
        return nil
    }

    /// Where the last part starts when GMime gave none for it: its lines, none of which is a field, go on to the end.
    private func lostPart(at boundary: Int, _ own: [String]) -> Int? {
        var lines = Lines(bytes, from: boundary)
        guard let line = lines.next(), isBoundary(line, own), !isBoundary(line, own.map { $0 + "--" }) else {
            return nil
        }
        let start = lines.position
        guard let first = lines.next(), !first.text.isEmpty else { return nil }
        return start
    }

    private func line(after index: Int) -> Int {
        var lines = Lines(bytes, from: index)
        _ = lines.next()
        return lines.position
    }

    private static func prologueLines(of multipart: UnsafeMutablePointer<GMimeMultipart>) -> Int {
        guard let prologue = g_mime_multipart_get_prologue(multipart) else { return 0 }
        return UnsafeBufferPointer(start: prologue, count: strlen(prologue)).count { $0 == 0x0A } + 1
    }

    /// Where lines of a header that are no fields, but must be content, start: one of them is a boundary, or they go on to
    /// the end of the mail. Other lines that are no fields are only bad.
    private func gap(
        in fields: HeaderFields, from start: Int, _ boundaries: [String], _ own: [String]
    ) -> Int? {
        var boundaries = boundaries
        var position = start
        for field in fields.all {
            var lines = Lines(bytes, from: position)
            var hasBoundary = false
            while !isField(field.name, at: lines.position), let line = lines.next() {
                hasBoundary = hasBoundary || isBoundary(line, boundaries)
            }
            if hasBoundary { return position }
            position = HeaderSpan.endOfField(bytes, at: lines.position)
            if field.name.lowercased() == "content-type" { boundaries += own }
        }
        guard position < bytes.count else { return nil }
        var lines = Lines(bytes, from: position)
        while let line = lines.next() {
            if line.text.isEmpty { return nil }
            if isBoundary(line, boundaries) { return position }
        }
        return position
    }

    private func isField(_ name: String, at index: Int) -> Bool {
        guard bytes[index...].starts(with: name.utf8), HeaderSpan.isField(bytes, at: index) else { return false }
        let next = bytes[index + name.utf8.count]
        return next == 0x3A || next == 0x20 || next == 0x09
    }

    private func isBoundary(_ line: Lines.Line, _ boundaries: [String]) -> Bool {
        let text = bytes[line.text]
        return text.starts(with: "--".utf8) && boundaries.contains { text.starts(with: $0.utf8) }
    }
}
