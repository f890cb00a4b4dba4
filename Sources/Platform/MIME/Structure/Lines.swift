#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines of raw bytes: LF ends a line, CRs before it belong to the line end, the last line may have none.
struct Lines {
    /// One line: its bytes without the line end, and where the next line starts.
    struct Line {
        let text: Range<Int>
        let next: Int
    }

    private let bytes: UnsafeRawBufferPointer
    private(set) var position: Int

    init(_ bytes: UnsafeRawBufferPointer, from position: Int) {
        self.bytes = bytes
        self.position = position
    }

    /// Takes the next line; nil at the end of the bytes.
    mutating func next() -> Line? {
        guard position < bytes.count, let base = bytes.baseAddress else { return nil }
        let start = position
        var end = bytes.count
        position = bytes.count
        if let found = memchr(base + start, 0x0A, bytes.count - start) {
            end = UnsafeRawPointer(found) - base
            position = end + 1
        }
        while end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return Line(text: start..<end, next: position)
    }

    /// Takes lines up to one that starts with `--`, and gives it.
    mutating func nextDashes() -> Line? {
        while let line = next() {
            let start = line.text.lowerBound
            if line.text.count > 2, bytes[start] == 0x2D, bytes[start + 1] == 0x2D { return line }
        }
        return nil
    }
}
