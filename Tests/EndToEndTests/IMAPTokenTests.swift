import Foundation
import GmailSandbox
import TestSupport
import Testing

/// The built program, a service account's key, and a Dovecot that asks the tokens' issuer whose mailbox they open.
@Suite(.enabled(if: DovecotServer.path != nil, "the package dovecot-imapd is missing"), .timeLimit(.minutes(3)))
struct IMAPTokenTests {
    private struct Account {
        let world: World
        let server: DovecotServer

        init(_ world: World, mechanisms: String) throws {
            self.world = world
            server = try DovecotServer(
                tokens: .init(
                    mechanisms: mechanisms, infoURL: "\(world.sandbox.api)/oauth2/v3/tokeninfo?access_token=",
                    scope: SandboxConfiguration.fullMailScope))
        }

        var words: [String] {
            [
                "--host", "localhost", "--port", "\(server.securePort)", "--username", DovecotServer.user,
                "--credentials", world.keyFile, "--ca-file", server.authority.caFile, "--state", world.state,
                "--output", "json",
            ]
        }

        /// The same with a token of another issuer, from a file.
        func words(tokenFile: String) -> [String] {
            words.map { ["--credentials": "--access-token-file", world.keyFile: tokenFile][$0] ?? $0 }
        }

        func run(_ verb: String = "receive", _ more: [String] = []) async throws -> Program.Ending {
            let target = ["--deliver-to", "maildir:\(world.scratch.file("into").path)"]
            return try await Program().run([verb, "imap"] + words + target + more)
        }

        func count(_ method: String) -> Int { world.sandbox.requests.count { $0.method == method } }
    }

    private func with(
        mechanisms: String = "xoauth2 oauthbearer", _ configure: (inout SandboxConfiguration) -> Void = { _ in },
        _ body: (Account) async throws -> Void
    ) async throws {
        try await World.with {
            $0.mailbox = DovecotServer.user
            configure(&$0)
        } _: { world in
            let account = try Account(world, mechanisms: mechanisms)
            defer { account.server.stop() }
            try account.server.deliver(Array(plainMail(1).content))
            try await body(account)
        }
    }

    @Test(arguments: ["xoauth2", "oauthbearer"])
    func `given a server that takes tokens by a mechanism, when mail is received, then the key opens it`(
        mechanism: String
    ) async throws {
        try await with(mechanisms: mechanism) { account in
            let ending = try await account.run()
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.count("accepted") == 1)
            #expect(try account.server.mails().isEmpty)
            #expect(account.count("token") == 1)
            #expect(account.count("tokeninfo") == 1)
        }
    }

    @Test func `given a scope that the administrator did not authorise, when a run is asked for, then it ends with 77`()
        async throws
    {
        try await with {
            $0.authorizedScopes = [SandboxConfiguration.modifyScope]
        } _: { account in
            let ending = try await account.run()
            #expect(ending.status == 77, "\(ending.errors)")
            let text = ending.summary["error"] as? String ?? ""
            #expect(text.contains("may not act for users of the domain, or not with this scope"), "\(text)")
            #expect(text.contains("with the scope https://mail.google.com/"), "\(text)")
            #expect(try account.server.mails().count == 1)
        }
    }

    /// The issuer says of the first tokens what a fault makes of its answer.
    struct Refusal: Sendable, CustomTestStringConvertible {
        var name: String
        var mechanism: String
        var body: JSONValue
        var status: Int
        var times: Int
        var exit: Int
        var reason: String

        var testDescription: String { "\(name), \(mechanism)" }
    }

    private static let revoked: JSONValue = ["error": "invalid_token", "error_description": "Invalid Value"]
    private static let narrow: JSONValue = [
        "email": .string(DovecotServer.user), "scope": "https://www.googleapis.com/auth/gmail.modify",
        "expires_in": "3000",
    ]
    private static let refusals = [("xoauth2", "401"), ("oauthbearer", "invalid_token")].flatMap { mechanism, word in
        [
            Refusal(
                name: "revoked once", mechanism: mechanism, body: revoked, status: 400, times: 1, exit: 0, reason: ""),
            Refusal(
                name: "revoked for good", mechanism: mechanism, body: revoked, status: 400, times: 1_000, exit: 77,
                reason: " (\(word)): \"Authentication failed.\""),
            Refusal(
                name: "another scope", mechanism: mechanism, body: narrow, status: 200, times: 1_000, exit: 77,
                reason: " (\(word)): \"Authentication failed.\""),
        ]
    }

    @Test(arguments: refusals)
    func `given a token that the server refuses, when mail is received, then one new one is tried, and then it is 77`(
        row: Refusal
    ) async throws {
        try await with(mechanisms: row.mechanism) { account in
            account.world.sandbox.install([
                Fault("tokeninfo", times: row.times).with {
                    $0.status = row.status
                    $0.body = row.body
                }
            ])
            let ending = try await account.run()
            #expect(ending.status == row.exit, "\(ending.errors)")
            #expect(account.count("token") == 2)
            let name = "imap:\(DovecotServer.user)@localhost/INBOX"
            let error =
                row.exit == 0
                ? nil
                : "cannot list the mail of \(name): localhost refused the login of \(DovecotServer.user)\(row.reason); "
                    + "check that the token is for this user and for IMAP (Google: https://mail.google.com/)"
            #expect(ending.summary["error"] as? String == error)
            #expect(try account.server.mails().count == (row.exit == 0 ? 0 : 1))
        }
    }

    @Test func `given a file with a token, when mail is received, then what it holds at each login counts`()
        async throws
    {
        try await with { account in
            account.world.sandbox.install([
                Fault("tokeninfo", times: 1).with {
                    $0.status = 200
                    $0.body = [
                        "email": .string(DovecotServer.user), "scope": .string(SandboxConfiguration.fullMailScope),
                        "expires_in": "3000",
                    ]
                }
            ])
            let file = try account.world.scratch.write(Array("ya29.another\n".utf8), to: "token")
            let words =
                ["receive", "imap"] + account.words(tokenFile: file)
                + ["--deliver-to", "maildir:\(account.world.scratch.file("into").path)"]
            let first = try await Program().run(words)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.count("accepted") == 1)
            #expect(account.count("token") == 0)

            let second = try await Program().run(words)
            #expect(second.status == 77, "\(second.errors)")
            #expect(!second.errors.contains("ya29"))
            #expect(account.count("tokeninfo") == 2)

            try FileManager.default.removeItem(atPath: file)
            #expect(try await Program().run(words).status == 78)
        }
    }

    @Test func `7_1_4 given a clock that is wrong, when mail is received, then the run goes on and warns`() async throws
    {
        try await with { account in
            account.world.sandbox.setClockOffset(seconds: 7_230)
            let ending = try await account.run()
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.count("accepted") == 1)
            #expect(ending.errors.contains("this machine's clock is 2 h 0 min behind Google's"), "\(ending.errors)")
        }
    }

    @Test(arguments: [(0.0, "pass"), (7_230.0, "warn")])
    func `7_1_4 given a key, when it is validated, then token and clock are steps, and a wrong clock warns`(
        offset: Double, clock: String
    ) async throws {
        try await with { account in
            account.world.sandbox.setClockOffset(seconds: offset)
            let ending = try await account.run("validate")
            #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
            #expect(
                ending.objects.compactMap { $0["step"] as? String } == [
                    "resolve", "connect", "tls", "capability", "token", "clock", "login", "folder", "rights", "query",
                    "state", "target",
                ])
            #expect(ending.steps["token"] == "pass")
            #expect(ending.steps["clock"] == clock)
            #expect(ending.steps["login"] == "pass")
            if offset > 0 { #expect(ending.output.contains("this machine's clock is 2 h 0 min behind Google's")) }
        }
    }

    @Test func `7_1_3 given a key file that others can read, when mail is received, then the run warns`() async throws {
        try await with { account in
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: account.world.keyFile)
            let ending = try await account.run()
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.errors.contains("chmod"), "\(ending.errors)")
        }
    }
}
