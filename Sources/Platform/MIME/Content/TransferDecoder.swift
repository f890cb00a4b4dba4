import CGMime

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A transfer encoding (RFC 2045, section 6) as mail programs spell it.
enum TransferEncoding {
    case identity, base64, quotedPrintable, uuencode

    /// Reads a Content-Transfer-Encoding; nil when nobody knows it. Case, blanks, hyphens, comments and what follows a
    /// semicolon do not matter.
    init?(_ field: [UInt8]) {
        let word = String(decoding: field.prefix { $0 != 0x3B && $0 != 0x28 && $0 != 0x2C }, as: UTF8.self).lowercased()
        switch word.filter({ $0.isLetter || $0.isNumber }) {
        case "", "7bit", "8bit", "7bits", "8bits", "binary", "none", "ascii", "utf8", "7", "8": self = .identity
        case "base64", "xbase64", "b", "b64": self = .base64
        case "quotedprintable", "quoted", "qp", "q": self = .quotedPrintable
        case "uuencode", "xuuencode", "xuue", "uue", "xuu": self = .uuencode
        default: return nil
        }
    }

    fileprivate var name: GMimeContentEncoding {
        switch self {
        case .identity: GMIME_CONTENT_ENCODING_BINARY
        case .base64: GMIME_CONTENT_ENCODING_BASE64
        case .quotedPrintable: GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE
        case .uuencode: GMIME_CONTENT_ENCODING_UUENCODE
        }
    }
}

/// Undoes a transfer encoding with GMime's decoders, in pieces.
struct TransferDecoder {
    private static let pieceBytes = 65_536

    private let encoding: TransferEncoding
    private var state = GMimeEncoding()
    /// Whether base64 padding came last.
    private var isPadded = false

    init(_ encoding: TransferEncoding) {
        self.encoding = encoding
        g_mime_encoding_init_decode(&state, encoding.name)
    }

    /// Decodes all of `content`, giving pieces of at most 64 KiB to `sink`, so that a limit stops at once.
    mutating func decode(
        _ content: UnsafeRawBufferPointer, into sink: (UnsafeRawBufferPointer) throws -> Void
    ) rethrows {
        try withUnsafeTemporaryAllocation(byteCount: TransferDecoder.pieceBytes + 64, alignment: 16) { room in
            var rest = content[uuencodedStart(in: content)...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(TransferDecoder.pieceBytes))
                rest = rest.dropFirst(piece.count)
                var count = 0
                switch encoding {
                case .identity: try sink(piece)
                case .base64: count = decodeBase64(piece, isLast: rest.isEmpty, to: room)
                case .quotedPrintable, .uuencode: count = step(piece, to: room[...], isLast: rest.isEmpty)
                }
                if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: room[..<count])) }
            }
        }
    }

    /// Decodes bytes in memory.
    static func decode(_ text: [UInt8], _ encoding: TransferEncoding) -> [UInt8] {
        var decoder = TransferDecoder(encoding)
        var result: [UInt8] = []
        text.withUnsafeBytes { text in decoder.decode(text) { result.append(contentsOf: $0) } }
        return result
    }

    /// GMime's decoder ends at the first padding, and drops the last letters where padding is missing. So it starts again
    /// behind padding, because some programs encode piece by piece; and gets padding at the end.
    private mutating func decodeBase64(
        _ piece: UnsafeRawBufferPointer, isLast: Bool, to room: UnsafeMutableRawBufferPointer
    ) -> Int {
        var written = 0
        var rest = piece[...]
        while let first = rest.first {
            let isPadding = first == 0x3D
            let run = isPadding ? rest.prefix { $0 == 0x3D } : rest[..<TransferDecoder.padding(in: rest)]
            if !isPadding, isPadded, run.contains(where: { $0 > 0x20 }) {
                g_mime_encoding_reset(&state)
                isPadded = false
            }
            isPadded = isPadded || isPadding
            written += step(UnsafeRawBufferPointer(rebasing: run), to: room[written...], isLast: false)
            rest = rest[run.endIndex...]
        }
        if isLast {
            let padding: [UInt8] = [0x3D, 0x3D]
            written += padding.withUnsafeBytes { step($0, to: room[written...], isLast: true) }
        }
        return written
    }

    /// Where the next `=` stands, or the end.
    private static func padding(in bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        let whole = UnsafeRawBufferPointer(rebasing: bytes)
        guard let base = whole.baseAddress, let found = memchr(base, 0x3D, whole.count) else { return bytes.endIndex }
        return bytes.startIndex + (UnsafeRawPointer(found) - base)
    }

    /// Behind the `begin` line, where GMime's decoder must start; 0 where there is none.
    private mutating func uuencodedStart(in content: UnsafeRawBufferPointer) -> Int {
        guard case .uuencode = encoding else { return 0 }
        state.state |= Int32(GMIME_UUDECODE_STATE_BEGIN)
        var lines = Lines(content, from: 0)
        while let line = lines.next() {
            if content[line.text].starts(with: "begin ".utf8) { return line.next }
        }
        return 0
    }

    private mutating func step(
        _ piece: UnsafeRawBufferPointer, to room: Slice<UnsafeMutableRawBufferPointer>, isLast: Bool
    ) -> Int {
        let input = piece.assumingMemoryBound(to: CChar.self).baseAddress
        let output = UnsafeMutableRawBufferPointer(rebasing: room).assumingMemoryBound(to: CChar.self).baseAddress
        return isLast
            ? g_mime_encoding_flush(&state, input, piece.count, output)
            : g_mime_encoding_step(&state, input, piece.count, output)
    }
}
