import GmailSandbox
import Testing

@Suite(.timeLimit(.minutes(1))) struct ControlTests {
    @Test
    func `given a running sandbox, when a mail is posted, then it is listed and can be read, put back and deleted`()
        async throws
    {
        var configuration = SandboxConfiguration()
        configuration.labels = ["openproject"]
        try await withSandbox(configuration) { server, client in
            let posted = try await client.exchange(
                "POST", "/sandbox/messages", body: Array(mailText("=?utf-8?q?Gr=C3=BC=C3=9Fe?=").utf8))
            let id = try #require(posted.json?["id"]?.string)
            let summary: JSONValue = [
                "id": .string(id), "subject": "Grüße", "labels": ["INBOX", "UNREAD", "openproject"],
                "labelIds": ["INBOX", "UNREAD", "Label_1"],
            ]
            let listed = try await client.get("/sandbox/messages")
            #expect(listed.json == [summary])
            let read = try await client.post("/sandbox/messages/\(id)", json: ["removeLabelIds": ["UNREAD"]])
            #expect(read.json?["labelIds"] == ["INBOX", "Label_1"])
            _ = try await client.post("/sandbox/messages/\(id)", json: ["addLabelIds": ["UNREAD"]])
            #expect(server.isUnread(id))
            let status = try await client.exchange("DELETE", "/sandbox/messages/\(id)").status
            #expect(status == 204)
            let repeated = try await client.exchange("DELETE", "/sandbox/messages/\(id)").status
            #expect(repeated == 404)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `given faults in JSON, when they are posted, then they are installed, listed and removed`() async throws
    {
        try await withSandbox { server, client in
            let fault: JSONValue = [
                "method": "messages.list", "times": 2, "status": 503, "headers": ["Retry-After": "3"],
                "body": ["error": "busy"],
            ]
            let found = try await client.post("/sandbox/faults", json: [fault]).json
            #expect(found == ["installed": 1])
            let expected = Fault("messages.list", times: 2).with {
                $0.status = 503
                $0.headers = ["Retry-After": "3"]
                $0.body = ["error": "busy"]
            }
            #expect(server.faults == [expected])
            let met = try await client.get("\(users)/messages")
            #expect(met.status == 503)
            #expect(met.json == ["error": "busy"])
            let left = try await client.get("/sandbox/faults").json?.array?.first?["times"]
            #expect(left == 1)
            let status = try await client.exchange("DELETE", "/sandbox/faults").status
            #expect(status == 204)
            let recovered = try await client.get("\(users)/messages").status
            #expect(recovered == 200)
        }
    }

    @Test(
        arguments: [
            ([["method": "token", "time": 1]], "a fault has no member \"time\" with the value 1"),
            ([["status": 500]], "a fault is an object with a text member \"method\""),
            ([["method": "token", "drop": "never"]], "\"drop\" is \"before\" or \"after\""),
            ([:], "the body is a list of faults"),
        ] as [(JSONValue, String)])
    func `given a fault that cannot be understood, when it is posted, then the answer says why`(
        _ body: JSONValue, _ reason: String
    ) async throws {
        try await withSandbox { server, client in
            let answer = try await client.post("/sandbox/faults", json: body)
            #expect(answer.status == 400)
            #expect(answer.json?["error"]?.string == reason)
            #expect(server.faults.isEmpty)
        }
    }

    @Test func `given requests with and without violations, when they are asked for, then each names its own`()
        async throws
    {
        try await withSandbox { _, client in
            _ = try await client.get("\(users)/labels")
            _ = try await client.get("\(users)/labels?page=1")
            let requests = try await client.get("/sandbox/requests").json?.array ?? []
            #expect(requests.map { $0["method"] } == ["gmail.users.labels.list", "gmail.users.labels.list"])
            #expect(requests.map { $0["units"] } == [1, 0])
            #expect(requests.map { $0["violation"] == nil } == [true, false])
        }
    }

    @Test func `given control requests, when clock, index and tokens are set, then they take effect`() async throws {
        try await withSandbox(mails: ["a"]) { server, client in
            let status = try await client.post("/sandbox/index", json: ["lagLists": 1]).status
            #expect(status == 204)
            server.relabel(server.mailIDs[0], removing: ["UNREAD"])
            let stale = try await client.get("\(users)/messages?q=is:unread")
            #expect(stale.json?["messages"]?.array?.count == 1)
            let shifted = try await client.post("/sandbox/clock", json: ["offsetSeconds": 4_000]).status
            #expect(shifted == 204)
            let expired = try await client.get("\(users)/profile").status
            #expect(expired == 401)
            let restored = try await client.post("/sandbox/clock", json: ["offsetSeconds": 0]).status
            #expect(restored == 204)
            let valid = try await client.get("\(users)/profile").status
            #expect(valid == 200)
            let revoked = try await client.exchange("DELETE", "/sandbox/tokens").status
            #expect(revoked == 204)
            let unauthorized = try await client.get("\(users)/profile").status
            #expect(unauthorized == 401)
            let nothing = try await client.get("/sandbox/nothing").status
            #expect(nothing == 404)
        }
    }
}
