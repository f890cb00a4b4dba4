import Foundation
import GmailSandbox
import Testing

@Suite(.timeLimit(.minutes(1))) struct FaultTests {
    private let read: JSONValue = ["removeLabelIds": ["UNREAD"]]

    @Test(arguments: [(Fault.Drop.before, true), (.after, false)])
    func `given a dropped connection, when a mail is modified, then no byte is answered and the effect is known`(
        _ drop: Fault.Drop, _ staysUnread: Bool
    ) async throws {
        try await withSandbox(mails: ["a"]) { server, client in
            let id = server.mailIDs[0]
            server.install([Fault("messages.modify").with { $0.drop = drop }])
            let answer = try await client.post("\(users)/messages/\(id)/modify", json: read)
            #expect(answer.status == 0)
            #expect(server.isUnread(id) == staysUnread)
            #expect(server.requests.map(\.status) == [0])
            let status = try await client.post("\(users)/messages/\(id)/modify", json: read).status
            #expect(status == 200)
        }
    }

    @Test(arguments: ["/messages", "/messages/ID?format=raw"])
    func `given a truncation, when an answer is read, then it breaks off after so many bytes`(_ target: String)
        async throws
    {
        try await withSandbox(mails: ["a"]) { server, client in
            server.install([Fault("*").with { $0.truncateBytes = 20 }])
            let target = users + target.replacing("ID", with: server.mailIDs[0])
            let broken = try await client.get(target)
            #expect(broken.status == 200)
            #expect(broken.body.count == 20)
            #expect(!broken.isComplete)
            let whole = try await client.get(target)
            #expect(whole.isComplete)
        }
    }

    @Test func `given a status with headers, when it meets requests, then as often as ordered and without effect`()
        async throws
    {
        try await withSandbox(mails: ["a"]) { server, client in
            let id = server.mailIDs[0]
            server.install([
                Fault("gmail.users.messages.modify", times: 2).with {
                    $0.status = 429
                    $0.headers = ["Retry-After": "7"]
                }
            ])
            for _ in 1...2 {
                let answer = try await client.post("\(users)/messages/\(id)/modify", json: read)
                #expect(answer.status == 429)
                #expect(answer.headers["retry-after"] == "7")
                #expect(answer.message == "Too many concurrent requests for user.")
                #expect(server.isUnread(id))
            }
            let status = try await client.post("\(users)/messages/\(id)/modify", json: read).status
            #expect(status == 200)
            #expect(server.requests.map(\.isFault) == [true, true, false])
        }
    }

    @Test func `given faults for the token endpoint, when tokens are asked for, then it answers in its own form`()
        async throws
    {
        try await withSandbox { server, client in
            server.install([
                Fault("token").with { $0.status = 401 },
                Fault("token").with {
                    $0.status = 502
                    $0.isHTML = true
                },
            ])
            let refused = try await client.exchange("POST", "/token")
            #expect(refused.json?["error"] == "unauthorized_client")
            let page = try await client.exchange("POST", "/token")
            #expect(page.status == 502)
            #expect(page.text.contains("That’s an error."))
        }
    }

    @Test func `given a delay, when a request meets it, then it is answered later and performed`() async throws {
        try await withSandbox { server, client in
            server.install([Fault("getProfile").with { $0.delayMilliseconds = 50 }])
            let clock = ContinuousClock()
            let start = clock.now
            let status = try await client.get("\(users)/profile").status
            #expect(status == 200)
            #expect(clock.now - start >= .milliseconds(50))
        }
    }

    @Test func `given revoked tokens, when the API is called, then they are invalid`() async throws {
        try await withSandbox { server, client in
            server.revokeTokens()
            let status = try await client.get("\(users)/profile").status
            #expect(status == 401)
        }
    }
}
