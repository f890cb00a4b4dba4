import Foundation
import IMAP
import Mail
import Observability
import Signing
import TestSupport
import Transport

/// A mailbox over a Dovecot of its own.
final class MailboxFixture: Sendable {
    let server: DovecotServer
    let mailbox: IMAPMailbox
    private let scratch: ScratchFolder

    init(
        settings: String = "", mails: Int = 0, _ change: (inout IMAPOptions) -> Void = { _ in }
    ) throws {
        server = try DovecotServer(settings: settings)
        scratch = try ScratchFolder()
        for number in 0..<mails { try server.deliver(Self.mail(number + 1)) }
        var options = Self.options(server)
        change(&options)
        mailbox = try IMAPMailbox(options: options, spool: Self.spool(scratch))
    }

    static func options(_ server: DovecotServer) -> IMAPOptions {
        IMAPOptions(
            endpoint: Endpoint(
                host: "localhost", port: server.securePort, security: .tls, caFile: server.authority.caFile),
            username: DovecotServer.user, credentials: .password(Secret(DovecotServer.password)),
            timeouts: HTTPTimeouts(connect: .seconds(10), silence: .seconds(10)), giveUpAfter: .seconds(10))
    }

    static func spool(_ scratch: ScratchFolder) -> Spool { Spool(folder: scratch.url.path) { SHA256Digest() } }

    static func mail(_ number: Int, bytes: Int = 0) -> [UInt8] {
        let head = "Message-ID: <\(number)@example.org>\r\nSubject: Mail \(number)\r\n\r\nBody \(number)\r\n"
        return Array(head.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
    }

    /// A second mailbox of this account, behind a port of its own; to be closed by its user.
    func another(port: UInt16, giveUpAfter: Duration, _ change: (inout IMAPOptions) -> Void) throws -> IMAPMailbox {
        var options = Self.options(server)
        options.endpoint = Endpoint(host: "127.0.0.1", port: port, security: .plain)
        options.giveUpAfter = giveUpAfter
        change(&options)
        return try IMAPMailbox(
            options: options, spool: Self.spool(scratch), clockwork: SkippingClock().clockwork)
    }

    func close() async {
        await mailbox.close()
        server.stop()
    }

    func listed(atMost limit: Int = 100) async throws -> [MessageKey] {
        var keys: [MessageKey] = []
        for try await page in mailbox.matches(atMost: limit) { keys += page.map(\.key) }
        return keys
    }

    func fetch(_ key: MessageKey, limit: Int = 1 << 20, mustMatch: Bool = true) async throws -> String {
        Self.text(try await mailbox.fetch(key, limitBytes: limit, mustMatch: mustMatch))
    }

    /// A fetch in one line: the body's first bytes, or what came instead.
    static func text(_ fetched: Fetched) -> String {
        switch fetched {
        case .message(let mail, let isUnread):
            let text = (try? mail.content.bytes()).map { String(decoding: $0, as: UTF8.self) } ?? "?"
            return "\(isUnread ? "unread" : "read"): \(text)"
        case .gone: return "gone"
        case .noLongerMatches: return "no longer matches"
        case .tooLarge(let bytes): return "too large: \(bytes ?? 0)"
        }
    }

    func acknowledge(_ marks: [(MessageKey, Acknowledgement.Mark)]) async throws -> Set<MessageKey> {
        try await mailbox.acknowledge(marks.map { Acknowledgement(key: $0.0, mark: $0.1) })
    }
}

private struct SHA256Digest: ContentDigest {
    private let stream = SHA256Stream()

    mutating func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    mutating func finish() -> ContentHash { ContentHash(bytes: stream.finish()) }
}
