import Testing

@testable import GmailSandbox

@Suite(.timeLimit(.minutes(1))) struct QuotaTests {
    @Test func `given a full window, when calls get a minute old, then their units can be spent again`() {
        var window = QuotaWindow()
        let calls = [(60, 0), (40, 30), (1, 59.9), (60, 60), (1, 89.9), (40, 90)]
        let charged = calls.map { window.charge($0.0, at: $0.1, limit: 100) }
        #expect(charged == [true, true, false, true, false, true])
    }

    @Test func `given a quota, when it is spent, then the API answers as Google does and charges nothing`() async throws
    {
        var configuration = SandboxConfiguration()
        configuration.quotaUnitsPerMinute = 45
        try await withSandbox(configuration, mails: ["a"]) { server, client in
            let target = "\(users)/messages/\(server.mailIDs[0])?format=minimal"
            let status = try await client.get(target).status
            #expect(status == 200)
            let second = try await client.get(target).status
            #expect(second == 200)
            let refused = try await client.get(target)
            #expect(refused.status == 403)
            #expect(refused.reason == "rateLimitExceeded")
            #expect(
                refused.message
                    == "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute per user' of service 'gmail.googleapis.com' for consumer 'project_number:424242424242'."
            )
            let listed = try await client.get("\(users)/messages").status
            #expect(listed == 200)
            #expect(server.requests.map(\.units) == [20, 20, 0, 5])
            #expect(server.mostUnitsPerMinute == 45)
        }
    }
}
