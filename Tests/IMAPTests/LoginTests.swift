import IMAP
import Mail
import Observability
import TestSupport
import Testing
import Threading
import Transport

/// How a user gets in, and what is never sent.
@Suite(.timeLimit(.minutes(1))) struct LoginTests {
    private static let mail = "unread: Subject: a\r\n\r\n.....1"

    @Test func `given a wrong password, it is tried once`() async throws {
        let server = try ScriptedIMAPServer { _, command in
            command.hasPrefix("AUTHENTICATE") ? .reply("TAG NO [AUTHENTICATIONFAILED] no\r\n") : nil
        }
        let world = try ScriptedMailbox(server, giveUpAfter: .seconds(100))
        #expect(await world.failure().hasPrefix("77: "))
        #expect(server.connections == 1)
        server.stop()
    }

    @Test(arguments: [
        (
            "IMAP4rev1 LOGINDISABLED STARTTLS",
            "69: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 takes no password on this connection; use TLS (--ssl true or --starttls)"
        ),
        (
            "POP3",
            "69: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 does not speak IMAP4rev1 or IMAP4rev2; check host and port"
        ),
    ])
    func `given a server that cannot be used, no password is sent`(capabilities: String, text: String) async throws {
        let server = try ScriptedIMAPServer(capabilities: capabilities)
        let world = try ScriptedMailbox(server)
        #expect(await world.failure() == text)
        #expect(server.commands == [])
        server.stop()
    }

    @Test(arguments: [
        ("IMAP4rev1 AUTH=PLAIN", ["AUTHENTICATE PLAIN", "AGFubmEAcGFzcw=="]),
        ("IMAP4rev1 AUTH=PLAIN SASL-IR", ["AUTHENTICATE PLAIN AGFubmEAcGFzcw=="]),
        ("IMAP4rev1", ["LOGIN \"anna\" \"pass\""]),
    ])
    func `given what a server offers, the login takes that way`(capabilities: String, login: [String]) async throws {
        let server = try ScriptedIMAPServer(capabilities: capabilities) { _, command in
            switch command {
            case "AUTHENTICATE PLAIN": .reply("+ \r\n")
            case "AGFubmEAcGFzcw==": .reply("a1 OK in\r\n")
            default: nil
            }
        }
        let world = try ScriptedMailbox(server)
        #expect(try await world.run() == [Self.mail])
        #expect(Array(server.commands.prefix(login.count)) == login)
        server.stop()
    }

    @Test func `given a user who is known beforehand, nobody logs in`() async throws {
        let server = try ScriptedIMAPServer { _, command in
            command == "GREETING" ? .reply("* PREAUTH [CAPABILITY IMAP4rev1] hi\r\n") : nil
        }
        let world = try ScriptedMailbox(server)
        #expect(try await world.run() == [Self.mail])
        #expect(server.commands.first == "SELECT \"INBOX\"")
        server.stop()
    }

    @Test(arguments: [1, 9])
    func `given a token that was revoked, one new one is tried`(refusals: Int) async throws {
        let server = try ScriptedIMAPServer(capabilities: "IMAP4rev1 AUTH=XOAUTH2 SASL-IR") { connection, command in
            command.hasPrefix("AUTHENTICATE") && connection <= refusals
                ? .reply("TAG NO [AUTHENTICATIONFAILED] no\r\n") : nil
        }
        let given = Locked<[String]>([])
        let world = try ScriptedMailbox(server, giveUpAfter: .seconds(60)) {
            $0.credentials = .token {
                given.withLock { given in
                    given.append("token \(given.count + 1)")
                    return Secret(given[given.count - 1])
                }
            }
            $0.refusedToken = { refused in
                let text = refused.reveal { $0 }
                given.withLock { $0.append("refused \(text)") }
            }
        }
        let failure = await world.failure()
        #expect(failure.hasPrefix(refusals == 1 ? "none: " : "77: "))
        #expect(given.withLock { $0 } == ["token 1", "refused token 1", "token 3"])
        #expect(server.connections == 2)
        server.stop()
    }

    @Test(arguments: [
        ("XOAUTH2", "dXNlcj1hbm5hAWF1dGg9QmVhcmVyIHQwa2VuAQE=", ""), ("OAUTHBEARER", nil, "AQ=="),
    ])
    func `given a token that is refused, the server's reason is taken and the refusal told`(
        mechanism: String, response: String?, lastWord: String
    ) async throws {
        let server = try ScriptedIMAPServer(capabilities: "IMAP4rev1 AUTH=\(mechanism) SASL-IR") { _, command in
            switch command {
            case _ where command.hasPrefix("AUTHENTICATE"): .reply("+ eyJzdGF0dXMiOiI0MDAifQ==\r\n")
            case lastWord: .reply("a1 NO [AUTHENTICATIONFAILED] Invalid token\r\n")
            default: nil
            }
        }
        let world = try ScriptedMailbox(server) { $0.credentials = .token { Secret("t0ken") } }
        #expect(
            await world.failure()
                == "77: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 refused the login of anna (400): "
                + "\"Invalid token\"; "
                + "check that the token is for this user and for IMAP (Google: https://mail.google.com/)")
        if let response { #expect(server.commands.first == "AUTHENTICATE \(mechanism) \(response)") }
        server.stop()
    }

    @Test func `given a server without STARTTLS, the run ends before anything is sent (7.1.8)`() async throws {
        let server = try ScriptedIMAPServer(capabilities: "IMAP4rev1 AUTH=PLAIN")
        let world = try ScriptedMailbox(server) { $0.endpoint.security = .startTLS }
        #expect(
            await world.failure()
                == "69: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 does not offer STARTTLS; "
                + "use TLS from the start (port 993); nothing was sent")
        #expect(!server.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("LOGIN") })
        server.stop()
    }

    @Test func `given bytes slipped in behind the answer to STARTTLS, the connection is refused`() async throws {
        let server = try ScriptedIMAPServer(capabilities: "IMAP4rev1 STARTTLS") { _, command in
            command == "STARTTLS"
                ? .reply("TAG OK begin\r\n* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] slipped in\r\n") : nil
        }
        let world = try ScriptedMailbox(server) { $0.endpoint.security = .startTLS }
        #expect(await world.failure().hasPrefix("69: cannot list the mail of imap:anna@127.0.0.1/INBOX: 127.0.0.1 "))
        #expect(!server.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("LOGIN") })
        server.stop()
    }
}
