package import Mail
import Signing

/// SHA-256 as the domain wants it, for spools in tests.
package struct TestDigest: ContentDigest {
    private let stream = SHA256Stream()

    package init() {}

    package mutating func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    package mutating func finish() -> ContentHash { ContentHash(bytes: stream.finish()) }
}

extension Spool {
    /// A spool whose files lie in the system's folder for temporary files.
    package static let testing = Spool(folder: "/tmp") { TestDigest() }
}

extension RawMail {
    /// A mail of these bytes, on disk when it is large.
    package init(bytes: [UInt8]) throws {
        var writer = Spool.testing.writer(limitBytes: .max)
        try writer.write(bytes)
        self.init(writer.finish())
    }
}

/// Bytes of a small mail as tests need them: lines end with CRLF.
package func mailBytes(
    messageID: String? = nil, from: String = "ann@example.net", subject: String = "Printer", references: String? = nil,
    received: String? = nil, body: String = "It jams.\r\n"
) -> [UInt8] {
    var lines: [String] = []
    if let received { lines.append("Received: \(received)") }
    lines += [
        "From: \(from)", "To: support@example.org", "Date: Thu, 1 Oct 2026 08:00:00 +0200", "Subject: \(subject)",
    ]
    if let messageID { lines.append("Message-ID: <\(messageID)>") }
    if let references { lines.append("References: <\(references)>") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
}
