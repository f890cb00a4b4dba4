import Foundation
import Mail
import TestSupport
import Testing
import Threading
import Transport

@testable import Gmail

/// What Gmail answers beside success, and what is made of it.
@Suite(.timeLimit(.minutes(1))) struct RefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let status: Int
        let reason: String
        let message: String
        let kind: SourceFailure.Kind
        let text: String

        var testDescription: String { "\(status) \(reason) \(message)" }
    }

    private static let refusals = [
        Refusal(
            status: 400, reason: "failedPrecondition", message: "Mail service not enabled", kind: .credentials,
            text:
                "Gmail is switched off for alice@example.com (SAID); let the domain's administrator switch Gmail on for "
                + "this user"),
        Refusal(
            status: 400, reason: "failedPrecondition", message: "Precondition check failed.", kind: .credentials,
            text: "alice@example.com has no mailbox (SAID); give the address of a user with a mailbox with --username"),
        Refusal(
            status: 400, reason: "invalidArgument", message: "Invalid query", kind: .configuration,
            text: "Gmail calls the request invalid (SAID); check --query"),
        Refusal(
            status: 403, reason: "insufficientPermissions", message: "Request had insufficient authentication scopes.",
            kind: .credentials,
            text: "the access token's scope does not cover this (SAID); grant and use the scope "
                + "https://www.googleapis.com/auth/gmail.modify"),
        Refusal(
            status: 403, reason: "accessNotConfigured",
            message: "Gmail API has not been used in project 12 before or it is disabled. Enable it by visiting "
                + "https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=12 then retry.",
            kind: .credentials,
            text: "the Gmail API is not enabled in the service account's project (SAID); enable it at "
                + "https://console.developers.google.com/apis/api/gmail.googleapis.com/overview?project=12 and wait a few "
                + "minutes"),
        Refusal(
            status: 403, reason: "forbidden", message: "Delegation denied for alice@example.com", kind: .credentials,
            text:
                "the token may not be used for alice@example.com (SAID); give the user's primary address with --username"
        ),
        Refusal(
            status: 403, reason: "forbidden", message: "Metadata scope does not support 'q' parameter",
            kind: .credentials,
            text: "the scope gmail.metadata allows neither queries nor whole mails (SAID); grant and use the scope "
                + "https://www.googleapis.com/auth/gmail.modify"),
        Refusal(
            status: 403, reason: "domainPolicy", message: "The domain administrators have disabled Gmail apps.",
            kind: .credentials,
            text:
                "the domain's administrators have disabled Gmail for other programs (SAID); let an administrator allow it "
                + "(Admin console, Security, API controls)"),
        Refusal(
            status: 403, reason: "forbidden", message: "No.", kind: .credentials,
            text:
                "Gmail denies access to alice@example.com (SAID); check the service account's delegation and the domain's "
                + "policy"),
        Refusal(
            status: 404, reason: "notFound", message: "Requested entity was not found.", kind: .refused,
            text: "Gmail answers with status 404 (SAID); check --api-endpoint"),
    ]

    @Test(arguments: refusals)
    func `given a refusal for good, it is told once with its cure`(refusal: Refusal) async throws {
        let fixture = try GmailFixture { _ in GmailFixture.error(refusal.status, refusal.reason, refusal.message) }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(
            failure
                == SourceFailure(
                    refusal.kind,
                    "cannot list the mail of alice@example.com: "
                        + refusal.text.replacing("SAID", with: refusal.message)))
        #expect(fixture.apiRequests.count == 1)
        #expect(fixture.clock.sleeps.isEmpty)
    }

    @Test func `given the newer form of an error only, it is understood`() async throws {
        let fixture = try GmailFixture { _ in
            .json(
                403,
                #"{"error":{"code":403,"message":"x","status":"PERMISSION_DENIED","details":[{"@type":"y","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]}}"#
            )
        }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(failure?.text.contains("the access token's scope does not cover this") == true)
    }

    @Test(arguments: [(500, "backendError"), (503, "backendError"), (502, ""), (504, ""), (408, "")])
    func `given a failing server, it is asked again with growing waits`(status: Int, reason: String) async throws {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            if counter.next() > 4 { return .json(200, #"{"resultSizeEstimate":0}"#) }
            return reason.isEmpty
                ? .answer(status, body: Array("<html>That’s an error.".utf8)) : GmailFixture.error(status, reason, "x")
        }
        defer { fixture.stop() }
        #expect(try await fixture.list().isEmpty)
        #expect(fixture.clock.sleeps == [0.5, 1, 2, 4].map { .seconds($0) })
    }

    @Test func `7.2.1: given a server that fails for ever, the run gives up after the time for that`() async throws {
        let fixture = try GmailFixture { _ in .answer(503) }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(
            failure
                == SourceFailure(
                    .unavailable(retryAfter: nil),
                    "cannot list the mail of alice@example.com: 127.0.0.1 answers with status 503; try again later"))
        let waited = fixture.clock.sleeps.reduce(.zero, +)
        #expect(waited <= .seconds(120))
        #expect(waited > .seconds(80))
    }

    @Test(arguments: ["rateLimitExceeded", "userRateLimitExceeded"])
    func `given a quota answer, everything for the mailbox waits for a good part of the minute`(reason: String)
        async throws
    {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            counter.next() == 1
                ? GmailFixture.error(403, reason, "Quota exceeded for quota metric 'Queries'")
                : .json(200, #"{"resultSizeEstimate":0}"#)
        }
        defer { fixture.stop() }
        _ = try await fixture.list()
        #expect(fixture.clock.sleeps == [.seconds(37.5)])
        #expect(
            fixture.log == """
                2027-01-15T08:00:00.000Z warning waiting before another attempt mailbox=gmail:alice@example.com \
                reason="the quota of alice@example.com is used up (Quota exceeded for quota metric 'Queries')" seconds=37.5

                """)
    }

    @Test(arguments: [
        ("Too many concurrent requests for user.", [("Retry-After", "20")], [20.0]),
        ("User-rate limit exceeded.  Retry after 2027-01-15T08:00:30.000Z", [], [30.0]),
        ("User-rate limit exceeded.  Retry after 2027-01-15T08:00:30Z", [], [30.0]),
        ("Too many concurrent requests for user.", [], [0.5]),
    ])
    func `given 429, the time in header or text is waited for`(
        message: String, headers: [(String, String)], waits: [Double]
    ) async throws {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            counter.next() == 1
                ? GmailFixture.error(429, "rateLimitExceeded", message, headers: headers)
                : .json(200, #"{"resultSizeEstimate":0}"#)
        }
        defer { fixture.stop() }
        _ = try await fixture.list()
        #expect(fixture.clock.sleeps == waits.map { .seconds($0) })
    }

    @Test func `7.2.1: given a server that asks for more time than is left, the run ends at once and says when`()
        async throws
    {
        let fixture = try GmailFixture { _ in
            GmailFixture.error(
                429, "rateLimitExceeded", "User-rate limit exceeded.  Retry after 2027-01-15T08:15:00.000Z")
        }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(
            failure
                == SourceFailure(
                    .unavailable(retryAfter: .seconds(900)),
                    "cannot list the mail of alice@example.com: Gmail asks for fewer requests (User-rate limit exceeded.  "
                        + "Retry after 2027-01-15T08:15:00.000Z); try again later"))
        #expect(fixture.clock.sleeps.isEmpty)
    }

    @Test func `given a daily quota, the next try is at midnight Pacific time`() async throws {
        let fixture = try GmailFixture { _ in GmailFixture.error(403, "dailyLimitExceeded", "Daily Limit Exceeded") }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        // 2027-01-15 08:00 UTC is midnight in Los Angeles: a whole day.
        #expect(failure?.kind == .unavailable(retryAfter: .seconds(86_400)))
    }

    @Test func `given 401, one new token is tried`() async throws {
        let tokens = Counter()
        let fixture = try GmailFixture(token: {
            .json(200, #"{"access_token":"t\#(tokens.next())","expires_in":3599}"#)
        }) {
            $0.headers["authorization"] == "Bearer t1"
                ? GmailFixture.error(401, "authError", "Invalid Credentials") : .json(200, #"{"resultSizeEstimate":0}"#)
        }
        defer { fixture.stop() }
        _ = try await fixture.list()
        #expect(fixture.server.requests.map(\.path).filter { $0 == "/token" }.count == 2)
        #expect(fixture.clock.sleeps.isEmpty)
        #expect(await fixture.mailbox.traffic.requests == 4)
    }

    @Test func `given 401 again, the credentials are refused`() async throws {
        let fixture = try GmailFixture { _ in GmailFixture.error(401, "authError", "Invalid Credentials") }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(
            failure
                == SourceFailure(
                    .credentials,
                    "cannot list the mail of alice@example.com: Gmail does not accept a new access token (Invalid "
                        + "Credentials); check the service account's delegation, and that --api-endpoint is the right one"
                ))
        #expect(fixture.apiRequests.count == 2)
    }

    @Test func `given a token that is refused, the text says what to do and no mail is touched`() async throws {
        let fixture = try GmailFixture(token: {
            .json(401, #"{"error":"unauthorized_client","error_description":"Client is unauthorized."}"#)
        }) { _ in nil }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(failure?.kind == .credentials)
        #expect(
            failure?.text
                == "cannot list the mail of alice@example.com: the service account "
                + "worker@sample-123.iam.gserviceaccount.com may not act for users of the domain, or not with this scope "
                + "(unauthorized_client: Client is unauthorized.); in the Google Admin console (admin.google.com, Security, "
                + "Access and data control, API controls, Manage domain-wide delegation) add the client ID "
                + "104893218394562837465 with the scope https://www.googleapis.com/auth/gmail.modify; a change takes minutes, "
                + "up to 24 hours")
        #expect(fixture.apiRequests.isEmpty)
    }

    @Test(arguments: ["<html>", "[]", "{}", #"{"hello":"world"}"#])
    func `7.2.2: given a list that is not the API's, it is refused and not taken for an empty one`(body: String)
        async throws
    {
        let fixture = try GmailFixture { _ in .answer(200, body: Array(body.utf8)) }
        defer { fixture.stop() }
        let failure = await fixture.failure { _ = try await fixture.list() }
        #expect(
            failure
                == SourceFailure(
                    .refused,
                    "cannot list the mail of alice@example.com: the answer is not the Gmail API's; check --api-endpoint and "
                        + "proxies on the way"))
    }

    @Test(arguments: ["", #"{"messages":[{"id":"a"#])
    func `7.2.2: given a list that breaks off, it is asked for again`(body: String) async throws {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            counter.next() == 1 ? .answer(200, body: Array(body.utf8)) : .json(200, #"{"resultSizeEstimate":0}"#)
        }
        defer { fixture.stop() }
        #expect(try await fixture.list().isEmpty)
    }

    @Test func `given a cancelled run, it ends as cancelled`() async throws {
        let fixture = try GmailFixture { _ in .stall([]) }
        defer { fixture.stop() }
        let task = Task { await fixture.failure { _ = try await fixture.list() } }
        for await request in fixture.server.arrivals where request.path != "/token" { break }
        task.cancel()
        #expect(await task.value?.kind == .cancelled)
    }

    @Test func `7.1.2: given 429 for many at once, fewer are sent at once afterwards and all come through`()
        async throws
    {
        let load = Locked((now: 0, most: 0, refused: 0))
        let fixture = try GmailFixture(options: { $0.maxInFlight = 16 }) { request in
            let running = load.withLock { load in
                load.now += 1
                return load.now
            }
            defer { load.withLock { $0.now -= 1 } }
            Thread.sleep(forTimeInterval: 0.01)  // paces the answers, so that requests overlap
            if running > 4 {
                load.withLock { $0.refused += 1 }
                return GmailFixture.error(429, "rateLimitExceeded", "Too many concurrent requests for user.")
            }
            return GmailFixture.raw([65])
        }
        defer { fixture.stop() }
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let fetched = try? await fixture.mailbox.fetch(
                        fixture.key("m\(number)"), limitBytes: 10, mustMatch: true)
                    if case .message = fetched { return true }
                    return false
                }
            }
            for await isFetched in group { #expect(isFetched) }
        }
        #expect(load.withLock { $0.refused } < 64)
    }
}
