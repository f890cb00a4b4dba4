import Transport

/// The two directions of one connection: lines out, responses in; on the session's thread only.
final class Connection {
    /// Fewer bytes than this in the time that a server may be silent count as silence (30 bytes a second over a minute).
    private static let slowBytesPerSecond = 30.0

    let stream: ByteStream
    /// Where bodies go; without it none may come.
    var bodies: BodyReceiver?
    private let silence: Duration
    private let transcript: (@Sendable (String) -> Void)?
    private let window = UnsafeMutableRawBufferPointer.allocate(byteCount: ByteStream.windowBytes, alignment: 16)
    private var filled = 0
    private var position = 0
    private var framing = ResponseFraming()

    init(_ stream: ByteStream, silence: Duration, transcript: (@Sendable (String) -> Void)?) {
        self.stream = stream
        self.silence = silence
        self.transcript = transcript
    }

    deinit { window.deallocate() }

    /// Sends `line` and a line end; `shown` is what the transcript shows of it.
    func send(_ line: [UInt8], shown: String) throws {
        transcript?("> \(shown)")
        try stream.write(line + Array("\r\n".utf8), until: .now + silence)
    }

    /// The next response; nil at the end of the connection. Without `deadline` the server may be silent for a while.
    func next(until deadline: ContinuousClock.Instant? = nil) throws -> Response? {
        try nextText(until: deadline).map { try ResponseParser.parse($0) }
    }

    /// The same before it is understood.
    func nextText(until deadline: ContinuousClock.Instant? = nil) throws -> [UInt8]? {
        var patience = ContinuousClock.now + silence
        var received = 0.0
        while true {
            if let response = try framed() { return response }
            let count = try stream.read(into: window, until: deadline ?? patience)
            guard count > 0 else { return nil }
            (filled, position) = (count, 0)
            received += Double(count)
            if received > Self.slowBytesPerSecond * (silence / .seconds(1)) {
                received = 0
                patience = .now + silence
            }
        }
    }

    /// A response from what was read already; bodies go their way.
    private func framed() throws -> [UInt8]? {
        while true {
            let bytes = UnsafeRawBufferPointer(rebasing: window[..<filled])
            switch try framing.next(bytes, from: &position) {
            case .needsMore: return nil
            case .bodyBegins(let size):
                guard let bodies else { throw GrammarFailure("a mail that nobody asked for") }
                try bodies.begin(size)
            case .body(let range):
                try bodies?.take(UnsafeRawBufferPointer(rebasing: bytes[range]))
            case .response(let response):
                transcript?("< \(Self.shown(response))")
                return response
            }
        }
    }

    private static func shown(_ response: [UInt8]) -> String {
        let start = String(decoding: response.prefix(200), as: UTF8.self)
            .replacing("\0", with: "[mail]").replacing("\r\n", with: " ")
        return response.count > 200 ? start + "…" : start
    }
}
