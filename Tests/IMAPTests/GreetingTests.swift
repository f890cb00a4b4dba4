import Foundation
import IMAP
import Mail
import TestSupport
import Testing
import Transport

/// Servers that are something else than we were told.
@Suite(.timeLimit(.minutes(1))) struct GreetingTests {
    private static let ports = "check host and port; IMAP has 993 (TLS from the start) or 143 (--starttls)"

    struct Greeting: Sendable, CustomTestStringConvertible {
        var line: String
        var text: String

        var testDescription: String { line }
    }

    private static let greetings = [
        Greeting(
            line: "220 mail.example.org ESMTP", text: "an SMTP server: it greets with \"220 mail.example.org ESMTP\""),
        Greeting(line: "220 (vsFTPd 3.0.3)", text: "an FTP server: it greets with \"220 (vsFTPd 3.0.3)\""),
        Greeting(line: "+OK Dovecot ready.", text: "a POP3 server: it greets with \"+OK Dovecot ready.\""),
        Greeting(line: "SSH-2.0-OpenSSH_9.2", text: "an SSH server: it greets with \"SSH-2.0-OpenSSH_9.2\""),
        Greeting(line: "HTTP/1.1 400 Bad Request", text: "a web server: it greets with \"HTTP/1.1 400 Bad Request\""),
        Greeting(line: "hello\u{7}", text: "no IMAP server: it greets with \"hello?\""),
    ]

    private func failure(_ server: ScriptedIMAPServer, _ security: Endpoint.Security) async throws -> String {
        let world = try ScriptedMailbox(server) {
            $0.endpoint.security = security
            $0.timeouts.silence = .seconds(20)
            $0.timeouts.connect = .seconds(20)
        }
        let started = ContinuousClock.now
        let text = await world.failure()
        #expect(ContinuousClock.now - started < .seconds(15), "not at once")
        server.stop()
        // Where TLS is spoken the server takes its bytes for commands.
        if security != .tls { #expect(server.commands == []) }
        let start = "cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 at port \(server.port) "
        return text.replacing(start, with: "")
    }

    @Test(arguments: greetings, [Endpoint.Security.plain, .startTLS])
    func `given a server of another kind, the run ends at once and says which`(
        greeting: Greeting, security: Endpoint.Security
    ) async throws {
        let server = try ScriptedIMAPServer { _, _ in .reply(greeting.line + "\r\n") }
        #expect(try await failure(server, security) == "69: is \(greeting.text); \(Self.ports)")
    }

    @Test(arguments: greetings)
    func `given a server of another kind where TLS is expected, the run ends at once and says which`(
        greeting: Greeting
    ) async throws {
        let server = try ScriptedIMAPServer { _, _ in .reply(greeting.line + "\r\n") }
        let text = greeting.text.replacing(":", with: ":", maxReplacements: 1)
        #expect(
            try await failure(server, .tls) == "69: does not speak TLS from the start, it is \(text); \(Self.ports)")
    }

    @Test func `given TLS spoken to a port that wants STARTTLS, the run says so`() async throws {
        let server = try ScriptedIMAPServer()
        #expect(
            try await failure(server, .tls)
                == "69: does not speak TLS from the start: it greets with "
                + "\"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS MOVE IDLE] ready\"; "
                + "use --starttls (or --ssl false), or port 993")
    }

    @Test(
        .enabled(if: DovecotServer.path != nil, "the package dovecot-imapd is missing"),
        arguments: [Endpoint.Security.plain, .startTLS])
    func `given a port that speaks TLS from the start and a run that does not, the run says so`(
        security: Endpoint.Security
    ) async throws {
        let world = try MailboxFixture {
            $0.endpoint.security = security
            $0.timeouts.connect = .seconds(3)
        }
        let text =
            "cannot list the mail of imap:worker@example.net@localhost/INBOX: localhost at port "
            + "\(world.server.securePort) says nothing in the clear and speaks TLS from the start; "
            + "use --ssl true, without --starttls"
        await #expect(throws: SourceFailure(.refused, text)) { try await world.listed() }
        await world.close()
    }

    @Test(arguments: [Endpoint.Security.plain, .startTLS])
    func `given a server that says nothing at all, the run gives up for now`(security: Endpoint.Security) async throws {
        let server = try ScriptedIMAPServer { _, _ in .stall() }
        let world = try ScriptedMailbox(server) {
            $0.endpoint.security = security
            $0.timeouts.connect = .seconds(1)
        }
        #expect(
            await world.failure()
                == "75: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 at port \(server.port) "
                + "sent no greeting within 1 s; check host and port, or try again later")
        server.stop()
    }

    @Test(arguments: [Endpoint.Security.plain, .startTLS])
    func `given a server that turns us away, the run gives up for now`(security: Endpoint.Security) async throws {
        let server = try ScriptedIMAPServer { _, _ in .reply("* BYE too many connections\r\n") }
        let world = try ScriptedMailbox(server) { $0.endpoint.security = security }
        #expect(
            await world.failure()
                == "75: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 turns us away: "
                + "\"too many connections\"; try again later")
        server.stop()
    }
}
