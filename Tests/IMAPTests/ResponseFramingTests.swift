import Testing

@testable import IMAP

/// However bytes are cut, the same responses come out.
@Suite struct ResponseFramingTests {
    /// Feeds the pieces and shows what came, bodies as `<size:bytes>`.
    private func frames(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
        var framing = ResponseFraming()
        var frames: [String] = []
        var body: String?
        for piece in pieces {
            let window = Array(piece)
            var position = 0
            try window.withUnsafeBytes { window in
                while true {
                    switch try framing.next(window, from: &position) {
                    case .needsMore: return
                    case .bodyBegins(let size): body = "<\(size):"
                    case .body(let range): body?.append(String(decoding: window[range], as: UTF8.self))
                    case .response(let response):
                        if let ended = body { frames.append(ended + ">") }
                        body = nil
                        frames.append(String(decoding: response, as: UTF8.self).replacing("\0", with: "#"))
                    }
                }
            }
        }
        return frames
    }

    private static let conversation =
        "* OK ready {5}\r\n* 2 EXISTS\n* LIST () \"/\" {3+}\r\na\r\n\r\n"
        + "* 1 FETCH (BODY[] {11}\r\nA: b\r\n\r\nc{3} UID 4 FLAGS ())\r\n"
        + "* 2 FETCH (UID 5 BODY[HEADER] {4}\r\nx\r\n\0 BODY[]<0> ~{0}\r\n)\r\n+ go {9}\r\na1 OK [ALERT] done {2}\r\n"

    private static let expected = [
        "* OK ready {5}", "* 2 EXISTS", "* LIST () \"/\" {3+}\r\na\r\n",
        "<11:A: b\r\n\r\nc{3>", "* 1 FETCH (BODY[] #} UID 4 FLAGS ())",
        "<0:>", "* 2 FETCH (UID 5 BODY[HEADER] {4}\r\nx\r\n# BODY[]<0> #)", "+ go {9}", "a1 OK [ALERT] done {2}",
    ]

    @Test func `given a conversation cut at any one place, when it is framed, then the responses are the same`() throws
    {
        let bytes = Array(Self.conversation.utf8)
        for cut in 0...bytes.count {
            #expect(try frames([bytes[..<cut], bytes[cut...]]) == Self.expected, "cut at \(cut)")
        }
    }

    @Test(arguments: [1, 2, 3, 5, 7, 64])
    func `given a conversation in small pieces, when it is framed, then the responses are the same`(size: Int) throws {
        let bytes = Array(Self.conversation.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map { bytes[$0..<min($0 + size, bytes.count)] }
        #expect(try frames(pieces) == Self.expected)
    }

    @Test(arguments: [
        ("* LIST () \"/\" {4294967296}\r\n", "a literal of 4294967296 bytes"),
        ("* OK a\0b\r\n", "a NUL outside of a literal"),
    ])
    func `given what would break a client, when it is framed, then it is refused`(text: String, what: String) {
        #expect(throws: GrammarFailure(what)) { try frames([Array(text.utf8)[...]]) }
    }

    @Test func `given a line without end, when it is framed, then it is refused at the limit`() {
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)[...]
        #expect(throws: GrammarFailure("a line of more than 16777216 bytes")) {
            try frames(Array(repeating: piece, count: 100))
        }
    }
}
