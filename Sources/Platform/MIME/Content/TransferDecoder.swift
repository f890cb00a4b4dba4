import CGMime

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
}

/// Undoes a transfer encoding in pieces; quoted-printable and uuencode by GMime.
struct TransferDecoder {
    private let encoding: TransferEncoding
    private var base64 = Base64Decoder()
    private var state = GMimeEncoding()

    init(_ encoding: TransferEncoding) {
        self.encoding = encoding
        switch encoding {
        case .identity, .base64: break
        case .quotedPrintable: g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE)
        case .uuencode: g_mime_encoding_init_decode(&state, GMIME_CONTENT_ENCODING_UUENCODE)
        }
    }

    /// Decodes all of `content`, giving pieces of at most 64 KiB to `sink`, so that a limit stops at once.
    mutating func decode(
        _ content: UnsafeRawBufferPointer, into sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let pieceSize = 65_536
        try withUnsafeTemporaryAllocation(byteCount: pieceSize + 64, alignment: 16) { room in
            var rest = content[uuencodedStart(in: content)...]
            while !rest.isEmpty {
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceSize))
                rest = rest.dropFirst(pieceSize)
                if case .identity = encoding {
                    try sink(piece)
                    continue
                }
                let count = step(piece, to: room, isLast: rest.isEmpty)
                if count > 0 { try sink(UnsafeRawBufferPointer(rebasing: room[..<count])) }
            }
        }
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
        _ piece: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer, isLast: Bool
    ) -> Int {
        if case .base64 = encoding {
            let count = base64.decode(piece, to: room)
            return isLast ? count + base64.flush(to: UnsafeMutableRawBufferPointer(rebasing: room[count...])) : count
        }
        let input = piece.assumingMemoryBound(to: CChar.self).baseAddress
        let output = room.assumingMemoryBound(to: CChar.self).baseAddress
        return isLast
            ? g_mime_encoding_flush(&state, input, piece.count, output)
            : g_mime_encoding_step(&state, input, piece.count, output)
    }
}
