import Mail

/// Takes the bodies of fetched mails while they arrive; on the session's thread only.
final class BodyReceiver {
    /// Beyond the limit a body is still read to its end, if it is not longer than this: servers state wrong sizes.
    private static let skippedLimitBytes = 256 << 20

    enum Body {
        case content(SpooledContent)
        case tooLarge(bytes: Int)
    }

    private let spool: Spool
    private let limitBytes: Int
    private let meter: SessionMeter
    private var writer: SpoolWriter?
    private var announced = 0

    init(spool: Spool, limitBytes: Int, meter: SessionMeter) {
        self.spool = spool
        self.limitBytes = limitBytes
        self.meter = meter
    }

    /// A body of so many bytes follows.
    func begin(_ bytes: Int) throws {
        announced = bytes
        writer = bytes <= limitBytes ? spool.writer(limitBytes: limitBytes) : nil
        guard bytes <= max(limitBytes, Self.skippedLimitBytes) else {
            throw GrammarFailure("a mail of \(bytes) bytes whose size it had stated otherwise")
        }
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws {
        meter.add(bodyBytes: bytes.count)
        try writer?.write(bytes)
    }

    /// The body that has just ended.
    func finish() -> Body {
        defer { writer = nil }
        guard var writer else { return .tooLarge(bytes: announced) }
        return .content(writer.finish())
    }

    /// A body that came as a string.
    func finish(_ text: [UInt8]) throws -> Body {
        try begin(text.count)
        try text.withUnsafeBytes { try take($0) }
        return finish()
    }
}
