import CGMime
import Mail

/// A node of GMime's tree, borrowed.
typealias MailObject = UnsafeMutablePointer<GMimeObject>

/// A mail as GMime takes it apart, without copying it.
enum ParsedMail {
    /// More bytes than GLib's arrays can name.
    static let limitBytes = Int(UInt32.max)

    /// Gives the root of the tree to `body`; nil when GMime finds no header. Contents are ranges of `bytes`.
    ///
    /// The mail is read as a part, and not as a `GMimeMessage`, which would parse every address field at once: those are
    /// for `AddressList`, which looks at their cost first. With `limits`, throws `ParsingFailure` when the header of a part
    /// is beyond them.
    static func withRoot<Result>(
        of bytes: UnsafeRawBufferPointer, limits: ParsingLimits?, _ body: (MailObject?) throws -> Result
    ) throws -> Result {
        guard let base = bytes.baseAddress, bytes.count <= limitBytes else { return try body(nil) }
        GMimeLibrary.start()
        // The array lies over our bytes; GMime only reads, and gives it back before they go away.
        let start = UnsafeMutableRawPointer(mutating: base).assumingMemoryBound(to: guint8.self)
        let array = g_byte_array_new_take(start, gsize(bytes.count))
        defer { g_byte_array_free(array, 0) }
        let memory = GObjectHandle(g_mime_stream_mem_new())
        g_mime_stream_mem_set_byte_array(memory.pointer(to: GMimeStreamMem.self), array)
        let stream = memory.pointer(to: GMimeStream.self)
        let handle = GObjectHandle(g_mime_parser_new_with_stream(stream))
        let parser = handle.pointer(to: CGMime.GMimeParser.self)
        g_mime_parser_set_persist_stream(parser, 1)
        let counter = limits.map { HeaderCounter(bytes, $0, ending: stream) }
        counter?.listen(to: parser)
        return try withExtendedLifetime((memory, handle, counter)) {
            let root = g_mime_parser_construct_part(parser, nil)
            defer { if let root { g_object_unref(root) } }
            if let failure = counter?.failure { throw failure }
            return try body(root)
        }
    }

    /// Where the content of a leaf stands in the bytes, without the line break that belongs to the boundary behind it.
    ///
    /// GMime takes the line break to be as long as that of the boundary line: one byte is missing or too many where line
    /// ends are mixed, or where the mail ends with the boundary.
    static func content(of leaf: UnsafeMutablePointer<GMimePart>, in bytes: UnsafeRawBufferPointer) -> Range<Int>? {
        guard let wrapper = g_mime_part_get_content(leaf), let stream = g_mime_data_wrapper_get_stream(wrapper) else {
            return nil
        }
        let start = Int(stream.pointee.bound_start)
        var end = max(start, min(Int(stream.pointee.bound_end), bytes.count))
        guard end < bytes.count else { return start..<bytes.count }
        let isBoundary = { (index: Int) in
            index + 1 < bytes.count && bytes[index] == 0x2D && bytes[index + 1] == 0x2D
                && (index == start || bytes[index - 1] == 0x0A)
        }
        guard let boundary = [end, end + 1, end + 2].first(where: isBoundary) else { return start..<end }
        end = boundary
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, end < boundary, bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }
}
