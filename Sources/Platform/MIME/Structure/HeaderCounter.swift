import CGMime
import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Holds headers of parts to their limits while GMime reads them; beyond one it ends the stream, and with it the reading.
/// Used by one call on one thread.
final class HeaderCounter {
    private let bytes: UnsafeRawBufferPointer
    private let limits: ParsingLimits
    /// Ended when a limit is reached; borrowed.
    private let stream: UnsafeMutablePointer<GMimeStream>
    private var start = 0
    private var end = 0
    private var lines = 0
    /// The limit that was reached.
    private(set) var failure: ParsingFailure?

    init(_ bytes: UnsafeRawBufferPointer, _ limits: ParsingLimits, ending stream: UnsafeMutablePointer<GMimeStream>) {
        self.bytes = bytes
        self.limits = limits
        self.stream = stream
    }

    /// Makes `parser` tell every header field to this object, which must outlive the reading.
    func listen(to parser: UnsafeMutablePointer<CGMime.GMimeParser>) {
        g_mime_parser_set_header_regex(parser, "", onHeader, Unmanaged.passUnretained(self).toOpaque())
    }

    fileprivate func add(fieldAt offset: Int, lines count: Int) {
        if start == end || hasEmptyLine(before: offset) {
            start = offset
            lines = 0
        }
        end = HeaderSpan.endOfField(bytes, at: offset)
        lines += count
        if lines > limits.headerLines {
            failure = .headerLines(limits.headerLines)
        } else if end - start > limits.headerBytes {
            failure = .headerBytes(limits.headerBytes)
        }
        if failure != nil { stream.pointee.bound_end = stream.pointee.position }
    }

    /// Whether another header starts behind the last field.
    private func hasEmptyLine(before offset: Int) -> Bool {
        var lines = Lines(bytes, from: end)
        while lines.position < offset, let line = lines.next() {
            if line.text.isEmpty { return true }
        }
        return false
    }
}

private let onHeader: GMimeParserHeaderRegexFunc = { _, _, value, offset, counter in
    guard let counter, let value else { return }
    let lines = UnsafeBufferPointer(start: value, count: strlen(value)).count { $0 == 0x0A }
    Unmanaged<HeaderCounter>.fromOpaque(counter).takeUnretainedValue().add(fieldAt: Int(offset), lines: max(1, lines))
}
