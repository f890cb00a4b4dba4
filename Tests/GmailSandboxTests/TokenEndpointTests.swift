import Foundation
import Testing

@testable import GmailSandbox

@Suite(.timeLimit(.minutes(1))) struct TokenEndpointTests {
    private let formType = "application/x-www-form-urlencoded"

    private func assertion(_ server: SandboxServer, skewSeconds: Int = 0) throws -> String {
        let now = Int(Date().timeIntervalSince1970) + skewSeconds
        return try AssertionFixture.assertion(
            header: AssertionFixture.header(server.account), claims: AssertionFixture.claims(server.account, now: now),
            key: server.account.key)
    }

    @Test func `given a good assertion, when it is posted, then the token opens the mailbox until it expires`()
        async throws
    {
        try await withSandbox { server, client in
            let answer = try await client.exchange(
                "POST", "/token", contentType: formType, body: AssertionFixture.form(try assertion(server)))
            #expect(answer.status == 200)
            #expect(answer.json?["token_type"] == "Bearer")
            #expect(answer.json?["expires_in"] == 3_599)

            var client = client
            client.token = answer.json?["access_token"]?.string
            let status = try await client.get("\(users)/profile").status
            #expect(status == 200)
            server.setClockOffset(seconds: 3_600)
            let late = try await client.get("\(users)/profile")
            #expect(late.status == 401)
            #expect(late.reason == "authError")
            #expect(server.requests.map(\.method) == ["token", "gmail.users.getProfile", "gmail.users.getProfile"])
        }
    }

    @Test func `given a token, when a resource server asks about it, then user and scope are told while it is good`()
        async throws
    {
        try await withSandbox { server, client in
            let target = "/oauth2/v3/tokeninfo?access_token="
            let token = server.accessToken(mailbox: server.mailbox, scopes: [SandboxConfiguration.fullMailScope])
            let good = try await client.get(target + token)
            #expect(good.status == 200)
            #expect(good.json?["email"]?.string == server.mailbox)
            #expect(good.json?["scope"] == "https://mail.google.com/")
            let unknown = try await client.get(target + "x")
            #expect(unknown.status == 400)
            #expect(unknown.json == ["error": "invalid_token", "error_description": "Invalid Value"])
            server.revokeTokens()
            #expect(try await client.get(target + token).status == 400)
            #expect(server.requests.map(\.method) == ["tokeninfo", "tokeninfo", "tokeninfo"])
            #expect(server.violations == [])
        }
    }

    @Test func `given a clock that differs, when an assertion is posted, then it is refused and Date shows why`()
        async throws
    {
        try await withSandbox { server, client in
            server.setClockOffset(seconds: 7_200)
            let body = AssertionFixture.form(try assertion(server))
            let answer = try await client.exchange("POST", "/token", contentType: formType, body: body)
            #expect(answer.status == 400)
            #expect(
                answer.json == [
                    "error": "invalid_grant",
                    "error_description":
                        "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
                ])
            let formatter = DateFormatter()
            formatter.locale = Locale(identifier: "en_US_POSIX")
            formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            formatter.timeZone = .gmt
            let date = try #require(answer.headers["date"].flatMap { formatter.date(from: $0) })
            #expect(abs(date.timeIntervalSinceNow - 7_200) < 60)
        }
    }

    @Test(arguments: [
        ("application/json", "urn:ietf:params:oauth:grant-type:jwt-bearer", "Invalid grant_type: "),
        ("application/x-www-form-urlencoded", "password", "Invalid grant_type: password"),
    ])
    func `given a form that is none or another grant, when it is posted, then it is refused`(
        _ contentType: String, _ grantType: String, _ description: String
    ) async throws {
        try await withSandbox { server, client in
            let answer = try await client.exchange(
                "POST", "/token", contentType: contentType,
                body: AssertionFixture.form(try assertion(server), grantType: grantType))
            #expect(answer.status == 400)
            #expect(answer.json?["error"] == "unsupported_grant_type")
            #expect(answer.json?["error_description"]?.string == description)
        }
    }

    @Test func `given a scope that was not authorised, when it is asked for, then the client is unauthorized`()
        async throws
    {
        var configuration = SandboxConfiguration()
        configuration.authorizedScopes = [SandboxConfiguration.fullMailScope]
        try await withSandbox(configuration) { server, client in
            let answer = try await client.exchange(
                "POST", "/token", contentType: formType, body: AssertionFixture.form(try assertion(server)))
            #expect(answer.status == 401)
            #expect(answer.json?["error"] == "unauthorized_client")
        }
    }

    @Test func `given a credentials file to write, when it is written, then only its owner can read it`() async throws {
        try await withSandbox { server, _ in
            let path = NSTemporaryDirectory() + "gmail-sandbox-\(UUID().uuidString).json"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try server.writeCredentials(to: path)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let json = try #require(JSONValue.parse(Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
            #expect(json["type"] == "service_account")
            #expect(json["token_uri"]?.string == server.api + "/token")
            #expect(json["private_key"]?.string?.hasPrefix("-----BEGIN PRIVATE KEY-----") == true)
        }
    }
}
