import GmailSandbox
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConformityTests {
    @Test(arguments: [
        (
            "/messages?query=x",
            "Invalid JSON payload received. Unknown name \"query\": Cannot bind query parameter. Field 'query' could not be found in request message."
        ),
        ("/messages?maxResults=many", "Invalid value at 'maxResults' (TYPE_UINT32), \"many\""),
        ("/messages?includeSpamTrash=yes", "Invalid value at 'includeSpamTrash' (TYPE_BOOL), \"yes\""),
        ("/messages?q=a&q=b", "Invalid JSON payload received. Parameter \"q\" is given more than once."),
        ("/messages/19f00000deadbeef?format=eml", "Invalid value at 'format' (TYPE_ENUM), \"eml\""),
        ("/messages?fields=messages(id,name)", "Invalid field selection name"),
        ("/messages?fields=messages(id", "Invalid field selection messages(id"),
        ("/messages?alt=xml", "Invalid value at 'alt' (TYPE_ENUM), \"xml\""),
    ])
    func
        `given a parameter that the discovery document does not have, when it is sent, then the request is a violation`(
            _ target: String, _ message: String
        ) async throws
    {
        try await withSandbox { server, client in
            let answer = try await client.get(users + target)
            #expect(answer.status == 400)
            #expect(answer.message == message)
            #expect(server.violations.count == 1)
        }
    }

    @Test(
        arguments: [
            (
                ["removeLabelIDs": ["UNREAD"]],
                "Invalid JSON payload received. Unknown name \"removeLabelIDs\": Cannot find field."
            ),
            (["removeLabelIds": "UNREAD"], "Invalid value at 'removeLabelIds' (TYPE_LIST), \"UNREAD\""),
            (["removeLabelIds": [1]], "Invalid value at 'removeLabelIds[0]' (TYPE_STRING), 1"),
            ([], "Invalid JSON payload received. Unexpected token."),
            ([:], "No label add or removes specified"),
        ] as [(JSONValue, String)])
    func `given a body that the schema does not have, when it is sent, then the request is a violation`(
        _ body: JSONValue, _ message: String
    ) async throws {
        try await withSandbox(mails: ["a"]) { server, client in
            let answer = try await client.post("\(users)/messages/\(server.mailIDs[0])/modify", json: body)
            #expect(answer.status == 400)
            #expect(answer.message == message)
            #expect(server.violations == ["gmail.users.messages.modify: \(message)"])
        }
    }

    @Test func `given a body without the JSON content type, when it is sent, then the request is a violation`()
        async throws
    {
        try await withSandbox(mails: ["a"]) { server, client in
            let answer = try await client.exchange(
                "POST", "\(users)/messages/\(server.mailIDs[0])/modify", contentType: "text/plain",
                body: Array("{}".utf8))
            #expect(answer.status == 400)
            #expect(server.violations.count == 1)
        }
    }

    @Test(arguments: [
        "/gmail/v1/users/me/mails", "/gmail/v2/users/me/messages", "/", "/upload/gmail/v1/users/me/profile",
    ])
    func `given a path that the API does not have, when it is asked, then a page says 404`(_ target: String)
        async throws
    {
        try await withSandbox { server, client in
            let answer = try await client.get(target)
            #expect(answer.status == 404)
            #expect(answer.headers["content-type"] == "text/html; charset=UTF-8")
            #expect(server.violations == ["unknown: There is no method GET \(target)"])
        }
    }

    @Test func `given global parameters, when they are sent, then they are honoured`() async throws {
        try await withSandbox { server, client in
            let answer = try await client.get(
                "\(users)/profile?alt=json&prettyPrint=false&quotaUser=a&fields=emailAddress")
            #expect(answer.text == "{\"emailAddress\":\"support@example.org\"}")
            #expect(server.violations.isEmpty)
        }
    }

    @Test func `given no token or a wrong one, when the API is called, then 401 says which`() async throws {
        try await withSandbox { server, client in
            var client = client
            client.token = "ya29.wrong"
            let wrong = try await client.get("\(users)/profile")
            #expect(wrong.status == 401)
            #expect(wrong.reason == "authError")
            client.token = nil
            let missing = try await client.get("\(users)/profile")
            #expect(missing.status == 401)
            #expect(missing.reason == "required")
        }
    }

    @Test func `given another user's address, when the API is called, then delegation is denied`() async throws {
        var configuration = SandboxConfiguration()
        configuration.otherMailboxes = ["sales@example.org"]
        try await withSandbox(configuration) { server, client in
            let denied = try await client.get("/gmail/v1/users/sales@example.org/profile")
            #expect(denied.status == 403)
            #expect(denied.message == "Delegation denied for support@example.org")
            let status = try await client.get("/gmail/v1/users/Support@example.org/profile").status
            #expect(status == 200)
            let sales = SandboxClient(server, token: server.accessToken(mailbox: "sales@example.org"))
            let salesStatus = try await sales.get("/gmail/v1/users/sales@example.org/profile").status
            #expect(salesStatus == 200)
        }
    }

    @Test func `given a token without a mailbox or a sufficient scope, when the API is called, then it is refused`()
        async throws
    {
        try await withSandbox { server, _ in
            let account = SandboxClient(server, token: server.accessToken(mailbox: nil))
            let none = try await account.get("\(users)/profile")
            #expect(none.status == 400)
            #expect(none.message == "Precondition check failed.")
            let scope: Set = ["https://www.googleapis.com/auth/gmail.readonly"]
            let reader = SandboxClient(server, token: server.accessToken(mailbox: server.mailbox, scopes: scope))
            let refused = try await reader.get("\(users)/profile")
            #expect(refused.status == 403)
            #expect(refused.message == "Request had insufficient authentication scopes.")
        }
    }
}
