#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where the header of a mail stands: found before GMime sees the mail, so that limits hold, and so that a header can be
/// given to GMime alone.
struct HeaderSpan {
    /// Behind a byte order mark and an mbox `From ` line.
    let start: Int
    /// The empty line that ends the header, or the end of the bytes.
    let end: Int
    let lines: Int
    /// Whether the first line is a header field or empty; if not, all that follows is body.
    let hasHeader: Bool

    init(_ bytes: UnsafeRawBufferPointer) {
        var lines = Lines(bytes, from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        var start = lines.position
        var line = lines.next()
        if let first = line,
            bytes[first.text].starts(with: "From ".utf8) || bytes[first.text].starts(with: ">From ".utf8)
        {
            start = first.next
            line = lines.next()
        }
        self.start = start
        hasHeader = line.map { $0.text.isEmpty || HeaderSpan.isField(bytes, at: $0.text.lowerBound) } ?? false
        var count = 0
        var end = start
        while let next = line, !next.text.isEmpty {
            count += 1
            end = next.next
            line = lines.next()
        }
        self.end = end
        self.lines = count
    }

    /// Whether the mail ends within a line that seems to stand in a header, of the mail or of a part: GMime takes no such
    /// line, and drops the part.
    static func isUnended(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let last = bytes.last, last != 0x0A else { return false }
        var end = bytes.count
        while true {
            var start = end
            while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
            let line = bytes[start..<end]
            if line.isEmpty || line.elementsEqual([0x0D]) { return false }
            if start == 0 || line.starts(with: "--".utf8) { return true }
            end = start - 1
        }
    }

    /// Whether a header field starts at `index`: printable characters, blanks, a colon.
    static func isField(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
        var end = index
        while end < bytes.count, (33...126).contains(bytes[end]), bytes[end] != 0x3A { end += 1 }
        guard end > index else { return false }
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        return end < bytes.count && bytes[end] == 0x3A
    }

    /// Where the field that starts at `index` ends: behind its last continuation line.
    static func endOfField(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
        var lines = Lines(bytes, from: index)
        while lines.next() != nil, lines.position < bytes.count {
            let byte = bytes[lines.position]
            if byte != 0x20, byte != 0x09 { break }
        }
        return lines.position
    }
}
