import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Refuses what would cost GMime 3.2 more than a mail is worth, before it sees the mail. All of it is linear.
///
/// Measured: a line that starts with `--` is compared with every open boundary, 4 to 25 ns each (20 s for 20 MB); 100,000
/// parts take 1 s and 235 MB; an encoded word without an end is looked for up to the end of its field, by each `=?` in it
/// (44 s for 800 KB in one parameter).
struct WorkGuard {
    /// Of the same line that starts with `--`; so many times more parts than allowed may be made before they are counted.
    private static let partsFactor = 20
    /// Different lines that start with `--` that are told apart.
    private static let distinctLines = 100_000
    /// Bytes that `=?` looks at for its `?=`; about 1 ns each, for up to three passes.
    static let encodedWordBytes = 200_000_000

    private let bytes: UnsafeRawBufferPointer
    private let limits: ParsingLimits

    init(_ bytes: UnsafeRawBufferPointer, limits: ParsingLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// Checks everything that does not depend on the tree.
    func check(_ header: HeaderSpan) throws(ParsingFailure) {
        if header.hasHeader {
            guard header.lines <= limits.headerLines else { throw .headerLines(limits.headerLines) }
            guard header.end - header.start <= limits.headerBytes else { throw .headerBytes(limits.headerBytes) }
        }
        try checkBoundaries()
        guard WorkGuard.encodedWordWork(bytes) <= WorkGuard.encodedWordBytes else { throw .encodedWords() }
    }

    private func checkBoundaries() throws(ParsingFailure) {
        let words = min(count(of: "boundary", atMost: 1_024), 1_024)
        guard words > 0 else { return }
        let (product, overflows) = limits.parts.multipliedReportingOverflow(by: WorkGuard.partsFactor)
        let partLimit = overflows ? .max : product
        var lines = 0
        var counts: [Int: Int] = [:]
        var others = 0
        var search = Lines(bytes, from: 0)
        while let line = search.nextDashes() {
            lines += 1
            guard words * lines <= limits.boundaryComparisons else { throw .boundaryWork(limits.boundaryComparisons) }
            let key = hash(line.text)
            if let count = counts[key] {
                counts[key] = count + 1
                guard count < partLimit else { throw .boundaryLines(partLimit) }
            } else if counts.count < WorkGuard.distinctLines {
                counts[key] = 1
            } else {
                others += 1
            }
        }
        // At most as many boundaries as the word is there; each part stands behind a line that is a boundary.
        let most = counts.values.sorted(by: >).prefix(words).reduce(others, +)
        guard most <= partLimit else { throw .boundaryLines(partLimit) }
    }

    private func hash(_ line: Range<Int>) -> Int {
        var end = line.upperBound
        while end > line.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[line.lowerBound..<end]))
        return hasher.finalize()
    }

    /// How often a word stands in the mail, in any case.
    private func count(of word: StaticString, atMost limit: Int) -> Int {
        guard let base = bytes.baseAddress, bytes.count >= word.utf8CodeUnitCount else { return 0 }
        var found = 0
        let length = word.utf8CodeUnitCount
        let last = bytes.count - length
        word.withUTF8Buffer { letters in
            for first in [letters[0], letters[0] ^ 0x20] {
                var position = 0
                while position <= last, found < limit,
                    let hit = memchr(base + position, Int32(first), last - position + 1)
                {
                    position = UnsafeRawPointer(hit) - base
                    let isWord = letters.indices.allSatisfy { bytes[position + $0] | 0x20 == letters[$0] }
                    if isWord { found += 1 }
                    position += 1
                }
            }
        }
        return found
    }

    /// How many bytes all `=?` of all header fields look at until their `?=`; the body is searched too, because only GMime
    /// knows where headers of parts are.
    static func encodedWordWork(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        var work = 0
        var position = 0
        while position < bytes.count, let hit = memchr(base + position, 0x3F, bytes.count - position) {
            let mark = UnsafeRawPointer(hit) - base
            guard mark > position, bytes[mark - 1] == 0x3D else {
                position = mark + 1
                continue
            }
            let found = mark - 1
            let start = startOfField(bytes, around: found, from: position)
            let end = HeaderSpan.endOfField(bytes, at: found)
            if HeaderSpan.isField(bytes, at: start) {
                work += encodedWordWork(inField: UnsafeRawBufferPointer(rebasing: bytes[found..<end]))
                if work > encodedWordBytes { return work }
            }
            position = end
        }
        return work
    }

    private static func encodedWordWork(inField field: UnsafeRawBufferPointer) -> Int {
        var open = 0
        var work = 0
        var previous: UInt8 = 0
        for byte in field {
            work += open
            if byte == 0x3F, previous == 0x3D {
                open += 1
            } else if byte == 0x3D, previous == 0x3F {
                open = 0
            }
            previous = byte
        }
        return work
    }

    /// Back over continuation lines, not before `first`.
    private static func startOfField(_ bytes: UnsafeRawBufferPointer, around index: Int, from first: Int) -> Int {
        var start = index
        while start > first {
            while start > first, bytes[start - 1] != 0x0A { start -= 1 }
            if start == first || bytes[start] != 0x20 && bytes[start] != 0x09 { break }
            start -= 1
        }
        return start
    }
}
