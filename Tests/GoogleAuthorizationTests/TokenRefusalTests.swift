import Foundation
import GoogleAuthorization
import Observability
import TestSupport
import Testing
import Threading
import Transport

/// What the token endpoint answers, and what the administrator is told.
@Suite(.timeLimit(.minutes(1))) struct TokenRefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        let status: Int
        let error: String
        let description: String
        let text: String

        var testDescription: String { "\(error) \(description)" }
    }

    private static let refusals = [
        Refusal(
            status: 401, error: "unauthorized_client",
            description:
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for "
                + "any of the scopes requested.",
            text:
                "the service account worker@sample-123.iam.gserviceaccount.com may not act for users of the domain, or not "
                + "with this scope (SAID); in the Google Admin console (admin.google.com, Security, Access and data control, "
                + "API controls, Manage domain-wide delegation) add the client ID 104893218394562837465 with the scope "
                + "https://www.googleapis.com/auth/gmail.modify; a change takes minutes, up to 24 hours"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Invalid JWT Signature.",
            text:
                "Google does not know the key 4f1d3a: it was deleted, disabled or replaced (SAID); create a new key for "
                + "worker@sample-123.iam.gserviceaccount.com and put its file in the place of PATH"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Invalid grant: account not found",
            text:
                "the service account worker@sample-123.iam.gserviceaccount.com does not exist any more (SAID); create a "
                + "service account and a key for it in the Google Cloud console"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Invalid JWT: No valid verifier found for issuer",
            text:
                "worker@sample-123.iam.gserviceaccount.com is no service account (SAID); take the key file as Google made "
                + "it; client_email in PATH was changed"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Invalid JWT: Failed audience check. x",
            text: "Google does not accept the address http://127.0.0.1/token as the receiver of the assertion (SAID); "
                + "set token_uri in PATH to https://oauth2.googleapis.com/token"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Invalid email or User ID",
            text:
                "alice@example.com is no user of the domain (SAID); give the user's primary address with --username, not "
                + "an alias or a group"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Not a valid email",
            text:
                "alice@example.com is no user of the domain (SAID); give the user's primary address with --username, not "
                + "an alias or a group"),
        Refusal(
            status: 400, error: "invalid_grant", description: "The account has been deleted",
            text: "the user alice@example.com was deleted (SAID); name another mailbox with --username"),
        Refusal(
            status: 400, error: "invalid_request", description: "Invalid impersonation prn email address.",
            text: "alice@example.com is not an address (SAID); give the mailbox's full address with --username"),
        Refusal(
            status: 400, error: "invalid_scope", description: "Invalid OAuth scope or ID token audience provided.",
            text: "Google does not know the scope that was asked for (SAID); check the spelling of the scope "
                + "https://www.googleapis.com/auth/gmail.modify"),
        Refusal(
            status: 403, error: "access_denied", description: "Account restricted",
            text:
                "a policy of the domain denies access to alice@example.com (SAID); let the domain's administrator check "
                + "API controls and the user's restrictions"),
        Refusal(
            status: 400, error: "admin_policy_enforced", description: "x",
            text:
                "a policy of the domain denies access to alice@example.com (SAID); let the domain's administrator check "
                + "API controls and the user's restrictions"),
        Refusal(
            status: 403, error: "org_internal", description: "x",
            text:
                "alice@example.com is not in the organisation of the service account (SAID); use a service account of the "
                + "mailbox's own organisation"),
        Refusal(
            status: 401, error: "disabled_client", description: "The OAuth client was disabled.",
            text:
                "the service account worker@sample-123.iam.gserviceaccount.com or its project is disabled (SAID); enable "
                + "it in the Google Cloud console (IAM & Admin, Service Accounts)"),
        Refusal(
            status: 401, error: "deleted_client", description: "x",
            text: "the service account worker@sample-123.iam.gserviceaccount.com was deleted (SAID); create a service "
                + "account and a key for it in the Google Cloud console"),
        Refusal(
            status: 401, error: "invalid_client", description: "x",
            text:
                "Google does not know the service account worker@sample-123.iam.gserviceaccount.com (SAID); create a new "
                + "key and put its file in the place of PATH"),
        Refusal(
            status: 400, error: "unsupported_grant_type", description: "Invalid grant_type: x",
            text: "http://127.0.0.1/token does not take service accounts (SAID); set token_uri in PATH to "
                + "https://oauth2.googleapis.com/token"),
        Refusal(
            status: 400, error: "invalid_grant", description: "Bad Request",
            text: "127.0.0.1 refuses the request (SAID); check the service account "
                + "worker@sample-123.iam.gserviceaccount.com in the Google Cloud console"),
    ]

    @Test(arguments: refusals)
    func `given a refusal, it is told once with its cure and never repeated`(refusal: Refusal) async throws {
        let fixture = try TokenFixture { _ in
            TokenFixture.refused(refusal.status, refusal.error, refusal.description)
        }
        defer { fixture.stop() }
        let failure = await fixture.failure()
        #expect(failure?.kind == .credentials)
        #expect(
            fixture.text(failure) == "cannot get an access token for alice@example.com: "
                + refusal.text.replacing("SAID", with: "\(refusal.error): \(refusal.description)"))
        #expect(fixture.server.requests.count == 1)
        #expect(fixture.clock.sleeps.isEmpty)
    }

    @Test(arguments: [
        (429, "{}"), (408, ""), (500, "<html>That's an error.</html>"), (503, ""), (502, "x"), (504, ""),
        (400, #"{"error":"internal_failure"}"#), (400, #"{"error":"server_error"}"#),
        (403, #"{"error":"temporarily_unavailable","error_description":"x"}"#),
        (200, ""), (200, #"{"access_token":"ya2"#),
    ])
    func `given a temporary answer, it is asked again and then works`(status: Int, body: String) async throws {
        let count = Locked(0)
        let fixture = try TokenFixture { _ in
            count.withLock {
                $0 += 1; return $0
            } < 3 ? .json(status, body) : TokenFixture.granted("t")
        }
        defer { fixture.stop() }
        #expect(try await fixture.source.token() == Secret("t"))
        #expect(fixture.clock.sleeps == [.milliseconds(500), .seconds(1)])
    }

    @Test func `given 503 for ever, it gives up after the time for that`() async throws {
        let fixture = try TokenFixture { _ in .answer(503) }
        defer { fixture.stop() }
        let failure = await fixture.failure()
        #expect(failure?.kind == .temporary(retryAfter: nil))
        #expect(
            fixture.text(failure)
                == "cannot get an access token for alice@example.com: 127.0.0.1 answers with status 503; try again later"
        )
        let waited = fixture.clock.sleeps.reduce(.zero, +)
        #expect(waited <= .seconds(120))
        #expect(waited > .seconds(80))
    }

    @Test func `given Retry-After, it is waited for, and a longer one ends the attempt at once`() async throws {
        let count = Locked(0)
        let fixture = try TokenFixture { _ in
            switch count.withLock({
                $0 += 1; return $0
            }) {
            case 1: .answer(429, headers: [("Retry-After", "30")])
            case 2: .answer(429, headers: [("Retry-After", "3000")])
            default: TokenFixture.granted("t")
            }
        }
        defer { fixture.stop() }
        #expect(await fixture.failure()?.kind == .temporary(retryAfter: .seconds(3000)))
        #expect(fixture.clock.sleeps == [.seconds(30)])
    }

    @Test(arguments: [
        (200, "<html>login</html>", "something that holds no token"), (200, "{}", "something that holds no token"),
        (200, #"{"id_token":"x"}"#, "something that holds no token"),
        (404, "<html>x</html>", "status 404 and no reason"), (302, "", "status 302 and no reason"),
        (403, "[]", "status 403 and no reason"),
    ])
    func `7.2.2: given a whole answer that is not the endpoint's, it is refused`(
        status: Int, body: String, what: String
    ) async throws {
        let fixture = try TokenFixture { _ in .answer(status, body: Array(body.utf8)) }
        defer { fixture.stop() }
        let failure = await fixture.failure()
        #expect(failure?.kind == .refused)
        #expect(
            fixture.text(failure)
                == "cannot get an access token for alice@example.com: http://127.0.0.1/token answered "
                + "with \(what); check token_uri in PATH; Google's is https://oauth2.googleapis.com/token")
        #expect(fixture.server.requests.count == 1)
    }

    @Test func `given a refused connection, it is temporary`() async throws {
        let fixture = try TokenFixture { _ in .answer(200) }
        fixture.server.stop()
        defer { fixture.stop() }
        let failure = await fixture.failure()
        #expect(failure?.kind == .temporary(retryAfter: nil))
        #expect(
            fixture.text(failure)?.hasPrefix("cannot get an access token for alice@example.com: no connection to ")
                == true)
    }

    @Test func `no failure shows the assertion or a token`() async throws {
        let fixture = try TokenFixture { _ in .json(400, #"{"error":"invalid_grant","error_description":"a\u001b\nb"}"#)
        }
        defer { fixture.stop() }
        let text = try #require(await fixture.failure()).description
        #expect(text.contains("(invalid_grant: ab)"))
        let sent = try #require(fixture.server.requests.first?.bodyText.split(separator: ".").last)
        #expect(!text.contains(sent))
    }
}
