import IMAP
import Mail
import Observability
import TestSupport
import Transport

/// A mailbox over a scripted server, with a clock that skips waiting.
final class ScriptedMailbox: Sendable {
    let server: ScriptedIMAPServer
    let mailbox: IMAPMailbox
    let clock = SkippingClock()
    private let scratch: ScratchFolder

    init(_ server: ScriptedIMAPServer, giveUpAfter: Duration = .zero, _ change: (inout IMAPOptions) -> Void = { _ in })
        throws
    {
        self.server = server
        scratch = try ScratchFolder()
        var options = IMAPOptions(
            endpoint: Endpoint(host: "127.0.0.1", port: server.port, security: .plain), username: "anna",
            credentials: .password(Secret("pass")),
            timeouts: HTTPTimeouts(connect: .seconds(5), silence: .seconds(1)), giveUpAfter: giveUpAfter)
        change(&options)
        mailbox = try IMAPMailbox(
            options: options, spool: MailboxFixture.spool(scratch), clockwork: clock.clockwork)
    }

    /// Lists, fetches all at once, marks what came as accepted; the texts of the mails, oldest first.
    func run(limit: Int = 1_000) async throws -> [String] {
        var keys: [MessageKey] = []
        for try await page in mailbox.matches(atMost: 100) { keys += page.map(\.key) }
        let mailbox = mailbox
        let texts = try await withThrowingTaskGroup(of: (String, String).self) { group in
            for key in keys {
                group.addTask {
                    let fetched = try await mailbox.fetch(key, limitBytes: limit, mustMatch: true)
                    return (key.id, MailboxFixture.text(fetched))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let done = try await mailbox.acknowledge(keys.map { Acknowledgement(key: $0, mark: .accepted) })
        return keys.reversed().map { (texts[$0.id] ?? "-") + (done.contains($0) ? "" : " (not marked)") }
    }

    /// The failure of a run: kind and text.
    func failure(limit: Int = 1_000) async -> String {
        do {
            return "none: \(try await run(limit: limit))"
        } catch let failure as SourceFailure {
            return "\(Self.exit(failure.kind)): \(failure.text)"
        } catch {
            return "\(error)"
        }
    }

    static func exit(_ kind: SourceFailure.Kind) -> Int {
        switch kind {
        case .unavailable, .cancelled: 75
        case .refused: 69
        case .credentials: 77
        case .configuration: 78
        }
    }
}
