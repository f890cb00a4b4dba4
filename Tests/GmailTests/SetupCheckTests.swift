import Foundation
import Mail
import TestSupport
import Testing
import Transport

@testable import Gmail

@Suite(.timeLimit(.minutes(1))) struct SetupCheckTests {
    private static let names = [
        "key-file", "key-mode", "key-shape", "private-key", "assertion", "clock", "token", "mailbox", "query",
    ]

    private static func reply(_ request: ScriptedHTTPServer.Request) -> ScriptedHTTPServer.Reply? {
        switch request.path {
        case "/gmail/v1/users/me/profile": .json(200, #"{"emailAddress":"alice@example.com","messagesTotal":1234}"#)
        case "/gmail/v1/users/me/messages":
            .json(200, #"{"messages":[{"id":"a"},{"id":"b"}],"resultSizeEstimate":201}"#)
        default: nil
        }
    }

    /// `step result: seen`, and the remedy after an arrow.
    private func lines(_ steps: [SetupStep], _ fixture: GmailFixture) -> [String] {
        steps.map { step in
            let text =
                "\(step.step) \(step.result.rawValue): \(step.seen)" + (step.remedy.isEmpty ? "" : " -> \(step.remedy)")
            return text.replacing(fixture.credentialsPath, with: "PATH").replacing(":\(fixture.server.port)", with: "")
        }
    }

    private func granted(_ date: String) -> ScriptedHTTPServer.Reply {
        .json(200, #"{"access_token":"t","expires_in":3599}"#, headers: [("Date", date)])
    }

    @Test func `7.3.2: given a good set-up, all nine steps pass in their order and say what they saw`() async throws {
        let date = "Fri, 15 Jan 2027 08:00:02 GMT"
        let fixture = try GmailFixture(token: { self.granted(date) }, Self.reply)
        defer { fixture.stop() }
        let steps = await fixture.mailbox.check()
        #expect(
            lines(steps, fixture) == [
                "key-file pass: PATH can be read",
                "key-mode pass: only its owner can read PATH",
                "key-shape pass: the key of worker@sample-123.iam.gserviceaccount.com, client ID 104893218394562837465",
                "private-key pass: RSA, 2048 bits, id 4f1d3a",
                "assertion pass: signed for alice@example.com with the scope https://www.googleapis.com/auth/gmail.modify",
                "clock pass: this machine's clock is 2 s behind Google's",
                "token pass: Google gives access to alice@example.com with the scope "
                    + "https://www.googleapis.com/auth/gmail.modify",
                "mailbox pass: reached alice@example.com, 1234 messages",
                "query pass: 2 mails match is:unread",
            ])
        #expect(steps.allSatisfy { $0.failure == nil })
        #expect(fixture.apiRequests.allSatisfy { $0.method == "GET" })
    }

    @Test func `7.1.3: given a key that others can read and a clock that is wrong, both are warnings`() async throws {
        let fixture = try GmailFixture(token: { self.granted("Fri, 15 Jan 2027 09:00:00 GMT") }, Self.reply)
        defer { fixture.stop() }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fixture.credentialsPath)
        let text = lines(await fixture.mailbox.check(), fixture)
        #expect(
            text[1]
                == "key-mode warn: other users of this machine can read the key file PATH (mode 0644) -> chmod 0400 PATH"
        )
        #expect(
            text[5]
                == "clock warn: this machine's clock is 1 h 0 min behind Google's -> set it (timedatectl set-ntp true)")
        #expect(text[8] == "query pass: 2 mails match is:unread")
    }

    @Test func `7.1.3: given a key file that others can read and strict permissions, then it is refused`() async throws
    {
        let fixture = try GmailFixture(Self.reply)
        defer { fixture.stop() }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fixture.credentialsPath)
        let steps = await GmailSetupCheck(
            credentialsPath: fixture.credentialsPath, strictPermissions: true, options: fixture.options,
            client: fixture.client
        ).run()
        #expect(
            lines(steps, fixture)[0]
                == "key-file fail: other users of this machine can read the key file PATH (mode 0644); chmod 0400 PATH "
                + "-> or run without --strict-permissions")
        #expect(steps.dropFirst().allSatisfy { $0.result == .skipped })
    }

    @Test func `7.3.2: given no key file, it fails and everything else is skipped`() async throws {
        let fixture = try GmailFixture(Self.reply)
        defer { fixture.stop() }
        let check = GmailSetupCheck(credentialsPath: "/no/key.json", options: fixture.options, client: fixture.client)
        let steps = await check.run()
        #expect(steps.map(\.step) == Self.names)
        #expect(steps[0].result == .fail)
        #expect(steps[0].failure == .configuration)
        #expect(steps[0].seen == "the credentials file /no/key.json does not exist")
        #expect(steps[0].remedy == "name the service account's key file with --credentials")
        #expect(
            steps.dropFirst().allSatisfy { $0.result == .skipped && $0.seen == "not checked, since key-file failed" })
        #expect(fixture.server.requests.isEmpty)
    }

    @Test(arguments: [
        ("type", "authorized_user", "key-shape"), ("private_key", "-----BEGIN PRIVATE KEY-----\n", "private-key"),
    ])
    func `7.3.2: given a key file that is wrong inside, the step that finds it fails and later ones are skipped`(
        field: String, value: String, step: String
    ) async throws {
        let fixture = try GmailFixture(Self.reply)
        defer { fixture.stop() }
        try fixture.folder.write(
            CredentialsFixture.json(tokenURL: fixture.server.url + "/token", changes: [field: value]), to: "key.json")
        let steps = await GmailSetupCheck(
            credentialsPath: fixture.credentialsPath, options: fixture.options, client: fixture.client
        ).run()
        let place = try #require(Self.names.firstIndex(of: step))
        #expect(steps.map(\.step) == Self.names)
        #expect(steps[place].result == .fail)
        #expect(steps[place].failure == .configuration)
        #expect(steps[..<place].allSatisfy { $0.result == .pass })
        #expect(steps[(place + 1)...].allSatisfy { $0.result == .skipped })
    }

    @Test func `7.3.2: given a refused token, the clock is still compared`() async throws {
        let fixture = try GmailFixture(
            token: {
                .json(
                    400, #"{"error":"invalid_grant","error_description":"Invalid JWT Signature."}"#,
                    headers: [("Date", "Fri, 15 Jan 2027 08:00:00 GMT")])
            }, Self.reply)
        defer { fixture.stop() }
        let steps = await fixture.mailbox.check()
        #expect(steps.map(\.result) == [.pass, .pass, .pass, .pass, .pass, .pass, .fail, .skipped, .skipped])
        #expect(steps[6].failure == .credentials)
        #expect(
            lines(steps, fixture)[6]
                == "token fail: Google does not know the key 4f1d3a: it was deleted, disabled or replaced (invalid_grant: "
                + "Invalid JWT Signature.) -> create a new key for worker@sample-123.iam.gserviceaccount.com and put its file "
                + "in the place of PATH")
    }

    @Test func `7.3.2: given a token endpoint that does not answer, clock is skipped and token is temporary`()
        async throws
    {
        let fixture = try GmailFixture(token: { .raw([]) }, Self.reply)
        defer { fixture.stop() }
        let steps = await fixture.mailbox.check()
        #expect(steps.map(\.result) == [.pass, .pass, .pass, .pass, .pass, .skipped, .fail, .skipped, .skipped])
        #expect(steps[5].seen == "not checked, since token failed")
        #expect(steps[6].failure == .unavailable(retryAfter: nil))
        #expect(fixture.clock.sleeps.reduce(.zero, +) <= .seconds(15))
    }

    @Test func `given an API that is switched off, the step mailbox fails`() async throws {
        let fixture = try GmailFixture { _ in
            GmailFixture.error(403, "accessNotConfigured", "Enable it by visiting https://x.example/enable then retry.")
        }
        defer { fixture.stop() }
        let steps = await fixture.mailbox.check()
        #expect(steps[7].result == .fail)
        #expect(steps[7].failure == .credentials)
        #expect(steps[7].remedy == "enable it at https://x.example/enable and wait a few minutes")
        #expect(steps[8].result == .skipped)
    }

    @Test func `given a query that Gmail calls invalid, the step query fails as configuration`() async throws {
        let fixture = try GmailFixture { request in
            request.path.hasSuffix("/messages")
                ? GmailFixture.error(400, "invalidArgument", "Invalid query") : Self.reply(request)
        }
        defer { fixture.stop() }
        let step = try #require(await fixture.mailbox.check().last)
        #expect(step.result == .fail)
        #expect(step.failure == .configuration)
        #expect(step.seen == "Gmail calls the request invalid (Invalid query)")
        #expect(step.remedy == "check --query")
    }

    @Test func `given more than a page, the step query says at least`() async throws {
        let fixture = try GmailFixture { request in
            request.path.hasSuffix("/messages")
                ? .json(200, #"{"messages":[{"id":"a"}],"nextPageToken":"x"}"#) : Self.reply(request)
        }
        defer { fixture.stop() }
        #expect(await fixture.mailbox.check().last?.seen == "at least 1 mail matches is:unread")
    }
}
