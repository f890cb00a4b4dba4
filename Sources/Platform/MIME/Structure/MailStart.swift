/// Where a mail really starts, and whether it starts with header fields.
struct MailStart {
    /// Behind a byte order mark and an mbox `From ` line.
    let offset: Int
    /// Whether the first line is a header field; if not, all that follows is body.
    let hasHeader: Bool

    init(_ bytes: UnsafeRawBufferPointer) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var lines = Lines(bytes, from: start)
        var line = lines.next()
        if let first = line,
            bytes[first.text].starts(with: "From ".utf8) || bytes[first.text].starts(with: ">From ".utf8)
        {
            start = first.next
            line = lines.next()
        }
        offset = start
        hasHeader = line.map { HeaderBlock.colon(in: UnsafeRawBufferPointer(rebasing: bytes[$0.text])) != nil } ?? false
    }
}
