import Foundation
import GoogleAuthorization
import Mail
import Signing
import TestSupport
import Testing
import Transport

@testable import Gmail

@Suite(.timeLimit(.minutes(1))) struct FetchingTests {
    private static let mail = Array("Subject: x\r\n\r\nbare\nLF, NUL \0 and \u{FF}\r\n".utf8) + [0xFF, 0xFE]

    private func fetch(
        _ fixture: GmailFixture, limit: Int = 1 << 20, mustMatch: Bool = true
    ) async throws -> Fetched {
        try await fixture.mailbox.fetch(fixture.key("18c/2"), limitBytes: limit, mustMatch: mustMatch)
    }

    private func bytes(_ fetched: Fetched) throws -> [UInt8]? {
        guard case .message(let mail, _) = fetched else { return nil }
        return try mail.content.bytes()
    }

    @Test(arguments: [true, false])
    func `given a mail with or without padding, its bytes come as they are`(padded: Bool) async throws {
        let fixture = try GmailFixture { _ in GmailFixture.raw(Self.mail, padded: padded) }
        defer { fixture.stop() }
        let fetched = try await fetch(fixture)
        #expect(try bytes(fetched) == Self.mail)
        if case .message(let mail, let isUnread) = fetched {
            #expect(mail.hash == ContentHash(bytes: sha256(Self.mail)))
            #expect(isUnread)
        }
        let request = try #require(fixture.apiRequests.first)
        #expect(
            request.target == "/gmail/v1/users/me/messages/18c%2F2?format=raw"
                + "&fields=raw%2ClabelIds%2CthreadId%2CinternalDate&prettyPrint=false")
    }

    @Test func `given a mail of 3 MB, it goes through the spool`() async throws {
        let mail = randomBytes(3 << 20)
        let fixture = try GmailFixture { _ in GmailFixture.raw(mail) }
        defer { fixture.stop() }
        #expect(try bytes(await fetch(fixture, limit: 3 << 20)) == mail)
    }

    @Test func `given a mail one byte over the limit, it is too large and not asked for again`() async throws {
        let fixture = try GmailFixture { _ in GmailFixture.raw([UInt8](repeating: 65, count: 1001)) }
        defer { fixture.stop() }
        guard case .tooLarge(bytes: nil) = try await fetch(fixture, limit: 1000) else {
            Issue.record("not too large")
            return
        }
        #expect(fixture.apiRequests.count == 1)
        #expect(try bytes(await fetch(fixture, limit: 1001))?.count == 1001)
    }

    @Test func `given a mail without end, the limit ends it`() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"raw\":\""
        let fixture = try GmailFixture { _ in .endless(Array(head.utf8), chunk: [UInt8](repeating: 65, count: 40_000)) }
        defer { fixture.stop() }
        guard case .tooLarge = try await fetch(fixture, limit: 500_000) else {
            Issue.record("not too large")
            return
        }
        #expect(await fixture.mailbox.traffic.bytesReceived < 2 << 20)
    }

    @Test(arguments: [
        (404, "notFound", "Requested entity was not found."), (400, "invalidArgument", "Invalid id value"),
    ])
    func `given a mail that is gone, it is gone`(status: Int, reason: String, message: String) async throws {
        let fixture = try GmailFixture { _ in GmailFixture.error(status, reason, message) }
        defer { fixture.stop() }
        guard case .gone = try await fetch(fixture) else {
            Issue.record("not gone")
            return
        }
    }

    @Test func `given a page with status 404 that is not the API's, no mail counts as gone`() async throws {
        let fixture = try GmailFixture { _ in .answer(404, body: Array("<html>".utf8)) }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fetch(fixture) }
        #expect(
            failure
                == SourceFailure(
                    .refused,
                    "cannot fetch the mail gmail:alice@example.com/18c/2: 127.0.0.1 answered with status 404 and not in the "
                        + "way of the Gmail API; check --api-endpoint and proxies on the way"))
    }

    @Test(arguments: [
        ("is:unread", true, false), ("is:unread", false, true), ("label:x", true, true),
        ("is:unread OR label:x", true, true),
    ])
    func `given a mail that was read meanwhile, it no longer matches where the query is about unread mail`(
        query: String, mustMatch: Bool, isGiven: Bool
    ) async throws {
        let fixture = try GmailFixture(options: { $0.query = query }) { _ in
            GmailFixture.raw(Self.mail, labels: ["INBOX"])
        }
        defer { fixture.stop() }
        switch try await fetch(fixture, mustMatch: mustMatch) {
        case .message(_, let isUnread):
            #expect(isGiven)
            #expect(!isUnread)
        case .noLongerMatches: #expect(!isGiven)
        default: Issue.record("something else")
        }
    }

    @Test(arguments: [
        #"{"raw":"Zm9"#, #"{"raw":"Z","labelIds":["UNREAD"]}"#, #"{"raw":"Zm9v*","labelIds":["UNREAD"]}"#,
        #"{"raw":"Zm9v","labelIds":["UNREAD""#, "",
    ])
    func `7.2.2: given an answer that breaks off, it is asked for again, from the beginning`(body: String) async throws
    {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            counter.next() == 1 ? .json(200, body) : GmailFixture.raw(Self.mail)
        }
        defer { fixture.stop() }
        #expect(try bytes(await fetch(fixture)) == Self.mail)
        #expect(fixture.apiRequests.count == 2)
    }

    @Test func `given a connection that is cut in the middle of the mail, it is asked for again`() async throws {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            counter.next() == 1
                ? .raw(Array("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"raw\":\"Zm9vZm9v".utf8))
                : GmailFixture.raw(Self.mail)
        }
        defer { fixture.stop() }
        #expect(try bytes(await fetch(fixture)) == Self.mail)
    }

    @Test func `7.2.2: given an answer that always breaks off, the run fails as temporary`() async throws {
        let fixture = try GmailFixture { _ in .json(200, #"{"raw":"Zm9"#) }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fetch(fixture) }
        #expect(
            failure
                == SourceFailure(
                    .unavailable(retryAfter: nil),
                    "cannot fetch the mail gmail:alice@example.com/18c/2: the answer breaks off; try again later"))
    }

    @Test(arguments: [
        ("<html>login</html>", "the answer is not the Gmail API's"), ("[]", "the answer is not the Gmail API's"),
        ("{}", "the answer holds no mail"), (#"{"id":"x"}"#, "the answer holds no mail"),
    ])
    func `7.2.2: given a whole answer that is not the API's, the run is refused at once`(
        body: String, text: String
    ) async throws {
        let fixture = try GmailFixture { _ in .answer(200, body: Array(body.utf8)) }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fetch(fixture) }
        #expect(
            failure
                == SourceFailure(
                    .refused,
                    "cannot fetch the mail gmail:alice@example.com/18c/2: \(text); check --api-endpoint and "
                        + "proxies on the way"))
        #expect(fixture.apiRequests.count == 1)
    }

    @Test func `given a spool folder that cannot be written, the run fails and says so`() async throws {
        let fixture = try GmailFixture { _ in GmailFixture.raw(randomBytes(400_000)) }
        defer { fixture.stop() }
        let mailbox = GmailMailbox(
            options: fixture.options,
            credentials: try ServiceAccountKey.load(path: fixture.credentialsPath, strictPermissions: false),
            client: fixture.client,
            spool: Spool(folder: "/no/such/folder") { StreamDigest() }, clockwork: fixture.clock.clockwork)
        let failure = await fixture.failure {
            _ = try await mailbox.fetch(fixture.key("a"), limitBytes: 1 << 20, mustMatch: true)
        }
        #expect(
            failure
                == SourceFailure(
                    .unavailable(retryAfter: nil),
                    "cannot fetch the mail gmail:alice@example.com/a: cannot create a spool file in /no/such/folder: "
                        + "No such file or directory; check the state folder's disk"))
    }
}
