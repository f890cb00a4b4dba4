import GmailSandbox
import Testing

@Suite(.timeLimit(.minutes(1))) struct MessageListTests {
    private func ids(_ exchange: SandboxClient.Exchange) -> [String] {
        exchange.json?["messages"]?.array?.compactMap { $0["id"]?.string } ?? []
    }

    @Test func `given more mails than a page holds, when pages are read, then every mail comes once, newest first`()
        async throws
    {
        try await withSandbox(mails: (1...7).map { "mail \($0)" }) { server, client in
            var listed: [String] = []
            var token = ""
            repeat {
                let page = try await client.get("\(users)/messages?q=is:unread&maxResults=3&pageToken=\(token)")
                #expect(page.status == 200)
                listed += ids(page)
                token = page.json?["nextPageToken"]?.string ?? ""
            } while !token.isEmpty
            #expect(listed == server.mailIDs.reversed())
        }
    }

    @Test func `given a page token of another query, when it is used, then it is invalid`() async throws {
        try await withSandbox(mails: ["a", "b"]) { _, client in
            let page = try await client.get("\(users)/messages?maxResults=1")
            let token = try #require(page.json?["nextPageToken"]?.string)
            let other = try await client.get("\(users)/messages?q=is:unread&maxResults=1&pageToken=\(token)")
            #expect(other.status == 400)
            #expect(other.message == "Invalid pageToken")
        }
    }

    @Test func `given nothing that matches, when mails are listed, then the answer has no messages key`() async throws {
        try await withSandbox { _, client in
            let page = try await client.get("\(users)/messages?prettyPrint=false")
            #expect(page.text == "{\"resultSizeEstimate\":0}")
        }
    }

    @Test func `given labels, when mails are listed by them, then all must be on a mail`() async throws {
        try await withSandbox(mails: ["a", "b"]) { server, client in
            let first = server.mailIDs[0]
            server.relabel(first, adding: ["STARRED"])
            let page = try await client.get("\(users)/messages?labelIds=UNREAD&labelIds=STARRED")
            #expect(ids(page) == [first])
            let unknown = try await client.get("\(users)/messages?labelIds=Label_99")
            #expect(unknown.status == 400)
            #expect(unknown.message == "Invalid label: Label_99")
        }
    }

    @Test func `given spam, when mails are listed, then it shows only when asked for`() async throws {
        try await withSandbox(mails: ["a"]) { server, client in
            server.relabel(server.mailIDs[0], adding: ["SPAM"], removing: ["INBOX"])
            let page = try await client.get("\(users)/messages")
            #expect(ids(page).isEmpty)
            let withSpam = try await client.get("\(users)/messages?includeSpamTrash=true")
            #expect(ids(withSpam).count == 1)
            let everywhere = try await client.get("\(users)/messages?q=in:anywhere")
            #expect(ids(everywhere).count == 1)
        }
    }

    @Test func `given an index that lags by a list, when a mail was read, then it is listed once more`() async throws {
        try await withSandbox(mails: ["a"]) { server, client in
            server.setIndexLag(lists: 1)
            let id = server.mailIDs[0]
            let body: JSONValue = ["removeLabelIds": ["UNREAD"]]
            let status = try await client.post("\(users)/messages/\(id)/modify", json: body).status
            #expect(status == 200)
            #expect(server.isUnread(id) == false)
            let page = try await client.get("\(users)/messages?q=is:unread&labelIds=UNREAD")
            #expect(ids(page) == [id])
            let caughtUp = try await client.get("\(users)/messages?q=is:unread&labelIds=UNREAD")
            #expect(ids(caughtUp).isEmpty)
        }
    }

    @Test func `given an answer to an earlier mail, when it arrives, then it joins its thread`() async throws {
        try await withSandbox { server, client in
            let first = server.add(.init(content: .init(mailText("a", "Message-ID: <a@example.org>\r\n").utf8)))
            server.add(.init(content: .init(mailText("b", "In-Reply-To: <a@example.org>\r\n").utf8)))
            server.add(.init(content: .init(mailText("c").utf8)))
            let page = try await client.get("\(users)/messages")
            let threads = page.json?["messages"]?.array?.compactMap { $0["threadId"]?.string } ?? []
            #expect(threads.filter { $0 == first }.count == 2)
            #expect(Set(threads).count == 2)
        }
    }
}
