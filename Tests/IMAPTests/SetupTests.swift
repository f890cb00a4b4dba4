import Foundation
import IMAP
import Mail
import Observability
import TestSupport
import Testing
import Transport

/// What `validate imap` says, and how a run ends, when something is wrong with the set-up; against a real Dovecot.
@Suite(.enabled(if: DovecotServer.path != nil, "the package dovecot-imapd is missing"), .timeLimit(.minutes(1)))
struct SetupTests {
    @Test func `given a mailbox in two spellings, when it is named, then the name is the same`() {
        let names = [("IMAP.example.org", "inbox"), ("imap.example.org", "INBOX")]
            .map { IMAPOptions.mailboxName(username: "anna", host: $0, folder: $1).text }
        #expect(names == ["imap:anna@imap.example.org/INBOX", "imap:anna@imap.example.org/INBOX"])
    }

    private static let order = ["resolve", "connect", "tls", "capability", "login", "folder", "rights", "query"]

    private func steps(_ options: IMAPOptions) async -> [SetupStep] { await IMAPSetupCheck(options: options).run() }

    private func date(inDays days: Double) -> String {
        Date(timeIntervalSinceNow: days * 86_400).formatted(.iso8601.year().month().day())
    }

    @Test(arguments: [Endpoint.Security.tls, .startTLS])
    func `given a set-up that works, every step passes and nothing is changed`(security: Endpoint.Security) async throws
    {
        let server = try DovecotServer()
        for number in 1...3 { try server.deliver(MailboxFixture.mail(number)) }
        var options = MailboxFixture.options(server)
        options.endpoint.security = security
        options.endpoint.port = security == .tls ? server.securePort : server.port
        let steps = await steps(options)
        #expect(steps.map(\.step) == Self.order)
        #expect(steps.map(\.result) == Array(repeating: .pass, count: 8))
        #expect(
            steps.dropFirst(1).filter { $0.step != "folder" }.map(\.seen) == [
                "localhost answers at port \(options.endpoint.port)",
                "the certificate is valid until \(date(inDays: 30))",
                "IMAP4rev1, logins: PLAIN, LOGIN", "localhost lets worker@example.net in with UIDPLUS, MOVE, IDLE",
                "INBOX can be changed", "3 mails match UNSEEN UNDELETED",
            ])
        #expect(try server.mails() == ["1", "2", "3"])
        server.stop()
    }

    /// No name server needs to be asked about it.
    private static let tooLong = String(repeating: "x", count: 64) + ".invalid"

    /// Each with the step that fails, its class and what is said.
    private static let faults: [(String, @Sendable (inout IMAPOptions) -> Void, String, Int, String)] = [
        (
            "unknown host", { $0.endpoint.host = tooLong }, "resolve", 75,
            "no host named \(tooLong) is known; check the name and this machine's DNS"
        ),
        (
            "no server", { $0.endpoint.port = 1 }, "connect", 75,
            "no connection to localhost: Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server; "
                + "check the address, the network and firewalls"
        ),
        (
            "unknown authority", { $0.endpoint.caFile = nil }, "tls", 69,
            "the certificate of localhost cannot be trusted: SSL certificate problem: "
                + "unable to get local issuer certificate; if a certificate authority of your own has signed it, "
                + "name its certificate with --ca-file; --ssl-verification false trusts any server"
        ),
        (
            "wrong password", { $0.credentials = .password(Secret("wrong")) }, "login", 77,
            "localhost refused the login of worker@example.net: \"Authentication failed.\"; "
                + "check user name and password; providers with two-step login want an app password or a token"
        ),
        (
            "no token wanted", { $0.credentials = .token { Secret("x") } }, "login", 69,
            "localhost takes no OAuth token (neither XOAUTH2 nor OAUTHBEARER); log in with a password"
        ),
        (
            "no such folder", { $0.folder = "Support" }, "folder", 78,
            "worker@example.net@localhost has no folder named Support; --folder takes one of: Größe, INBOX"
        ),
        (
            "a search that is none", { $0.search = "NONSENSE" }, "query", 78,
            "localhost refused the search NONSENSE: \"Error in IMAP command UID SEARCH: Unknown argument NONSENSE\"; "
                + "--search takes search criteria of IMAP, such as UNSEEN UNDELETED"
        ),
        (
            "a missing CA file", { $0.endpoint.caFile = "/nowhere.pem" }, "connect", 78,
            "the certificate file /nowhere.pem cannot be used: No such file or directory; "
                + "--ca-file takes a PEM file with CA certificates"
        ),
    ]

    @Test func `given one thing wrong, its step fails with the class of 7_2_2, and a run ends with it too`()
        async throws
    {
        let server = try DovecotServer()
        try server.doveadm(["mailbox", "create"], ["Größe"])
        for (name, change, step, exit, text) in Self.faults {
            var options = MailboxFixture.options(server)
            change(&options)
            options.giveUpAfter = .zero
            let steps = await steps(options)
            let failed = steps.filter { $0.result == .fail }
            let shown = failed.map {
                "\($0.step) \($0.failure.map(ScriptedMailbox.exit) ?? 0) \($0.seen); \($0.remedy)"
            }
            #expect(shown.map(Self.timeless) == ["\(step) \(exit) \(text)"], "\(name)")
            let behind = steps.drop { $0.step != step }.dropFirst()
            #expect(
                behind.allSatisfy { $0.result == .skipped && $0.seen == "not checked, since \(step) failed" }, "\(name)"
            )

            let mailbox = try IMAPMailbox(options: options, spool: MailboxFixture.spool(try ScratchFolder()))
            do {
                for try await _ in mailbox.matches(atMost: 10) {}
                Issue.record("\(name): no failure")
            } catch let failure as SourceFailure {
                #expect(ScriptedMailbox.exit(failure.kind) == exit, "\(name)")
                #expect(
                    Self.timeless(failure.text) == "cannot list the mail of \(options.mailboxName): \(text)", "\(name)")
            }
            await mailbox.close()
        }
        server.stop()
    }

    /// libcurl and Dovecot tell how long they took.
    private static func timeless(_ text: String) -> String {
        text.replacing(/after \d+ ms/, with: "after 0 ms").replacing(/\ \([0-9. +]+ secs\)\./, with: "")
    }

    @Test(arguments: [
        (
            "elsewhere", "DNS:elsewhere.example.net", 30,
            "SSL: no alternative certificate subject name matches target host name 'localhost'; check the address, or the certificate of the server"
        ),
        (
            "old", "DNS:localhost", -1,
            "SSL certificate problem: certificate has expired; renew it, or check this machine's clock"
        ),
    ])
    func `given a certificate that is not the server's or no longer valid, nothing is sent (7.1.8)`(
        name: String, names: String, days: Int, text: String
    ) async throws {
        let server = try DovecotServer(certificate: name) { try $0.issue(name, names: names, days: days) }
        for security in [Endpoint.Security.tls, .startTLS] {
            var options = MailboxFixture.options(server)
            options.endpoint.security = security
            options.endpoint.port = security == .tls ? server.securePort : server.port
            let failed = await steps(options).first { $0.result == .fail }
            #expect(failed?.step == "tls")
            #expect(failed?.failure == .refused)
            #expect(
                "\(failed?.seen ?? ""); \(failed?.remedy ?? "")"
                    == "the certificate of localhost cannot be trusted: \(text); "
                    + "--ssl-verification false trusts any server")
            options.endpoint.verifiesCertificate = false
            #expect(await steps(options).map(\.result) == [.pass, .pass, .warn, .pass, .pass, .pass, .pass, .pass])
        }
        server.stop()
    }

    @Test func `given a port that speaks otherwise, it is said which option to change`() async throws {
        let server = try DovecotServer()
        var options = MailboxFixture.options(server)
        options.endpoint.port = server.port
        let failed = await steps(options).first { $0.result == .fail }
        #expect(failed?.failure == .refused)
        #expect(failed?.step == "tls")
        #expect(failed?.remedy == "use --starttls (or --ssl false), or port 993")
        server.stop()
    }

    @Test func `given a connection without TLS, it works and is warned of`() async throws {
        let server = try DovecotServer()
        var options = MailboxFixture.options(server)
        options.endpoint = Endpoint(host: "127.0.0.1", port: server.port, security: .plain)
        let steps = await steps(options)
        #expect(steps.map(\.result) == [.pass, .pass, .warn, .pass, .pass, .pass, .pass, .pass])
        #expect(steps[2].seen == "the connection is not encrypted")
        server.stop()
    }

    @Test func `given a folder to move to that is the one to read, there is no mailbox`() throws {
        var options = IMAPOptions(
            endpoint: Endpoint(host: "h", port: 993, security: .tls), username: "u",
            credentials: .password(Secret("p")), giveUpAfter: .zero)
        options.moveOnFailure = "inbox"
        let text =
            "cannot read u@h: --move-on-failure names the folder that is read, INBOX; "
            + "mails would come back for ever, name another one"
        #expect(throws: SourceFailure(.configuration, text)) {
            try IMAPMailbox(options: options, spool: MailboxFixture.spool(try ScratchFolder()))
        }
    }

    @Test(arguments: [
        ("--search holds a control character; write it on one line", "ALL\r\nA1 LOGOUT"),
        ("--search \"SUBJECT {5}\" is not complete; write criteria such as UNSEEN UNDELETED", "SUBJECT {5}"),
    ])
    func `given a search that would break out of its command, there is no mailbox`(text: String, search: String) throws
    {
        var options = IMAPOptions(
            endpoint: Endpoint(host: "h", port: 993, security: .tls), username: "u",
            credentials: .password(Secret("p")), giveUpAfter: .zero)
        options.search = search
        let failure = #expect(throws: SourceFailure.self) {
            try IMAPMailbox(options: options, spool: MailboxFixture.spool(try ScratchFolder()))
        }
        #expect(failure?.kind == .configuration)
        #expect(failure?.text.hasSuffix(text) == true)
    }
}
