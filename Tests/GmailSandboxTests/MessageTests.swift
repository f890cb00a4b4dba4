import Foundation
import GmailSandbox
import Signing
import Testing

@Suite(.timeLimit(.minutes(1))) struct MessageTests {
    @Test func `given a mail, when its raw form is fetched, then it is the mail in padded base64url`() async throws {
        try await withSandbox(mails: ["Grüße"]) { server, client in
            let answer = try await client.get("\(users)/messages/\(server.mailIDs[0])?format=raw")
            let raw = try #require(answer.json?["raw"]?.string)
            #expect(raw.utf8.count % 4 == 0)
            #expect(Base64URL.decode(raw) == Array(mailText("Grüße").utf8))
            #expect(answer.json?["labelIds"] == ["INBOX", "UNREAD"])
            #expect(answer.json?["sizeEstimate"]?.integer == mailText("Grüße").utf8.count)
        }
    }

    @Test func `given a mail of several chunks, when its raw form is fetched, then no byte is lost`() async throws {
        let large = Data((0..<300_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try await withSandbox { server, client in
            let id = server.add(LoadedMail(content: large))
            let answer = try await client.get("\(users)/messages/\(id)?format=raw&fields=raw&prettyPrint=false")
            #expect(answer.isComplete)
            #expect(answer.headers["transfer-encoding"] == "chunked")
            #expect(answer.json?["raw"]?.string.flatMap { Base64URL.decode($0) } == Array(large))
        }
    }

    @Test func `given fields, when a mail is fetched, then only they come, and an unknown one is refused`() async throws
    {
        try await withSandbox(mails: ["a"]) { server, client in
            let id = server.mailIDs[0]
            let answer = try await client.get(
                "\(users)/messages/\(id)?format=metadata&metadataHeaders=Subject&prettyPrint=false"
                    + "&fields=labelIds,payload(headers/value)")
            #expect(answer.text == #"{"labelIds":["INBOX","UNREAD"],"payload":{"headers":[{"value":"a"}]}}"#)
            let refused = try await client.get("\(users)/messages/\(id)?format=raw&fields=body")
            #expect(refused.message == "Invalid field selection body")
        }
    }

    @Test func `given no such mail, when it is fetched, then it is not found`() async throws {
        try await withSandbox { server, client in
            let gone = try await client.get("\(users)/messages/19f00000deadbeef?format=raw")
            #expect(gone.status == 404)
            #expect(gone.message == "Requested entity was not found.")
            #expect(gone.reason == "notFound")
            #expect(server.violations.isEmpty)
            let invalid = try await client.get("\(users)/messages/HELLO?format=raw")
            #expect(invalid.message == "Invalid id value")
        }
    }

    @Test func `given a label that does not exist, when a mail is modified, then nothing changes`() async throws {
        try await withSandbox(mails: ["a"]) { server, client in
            let id = server.mailIDs[0]
            let body: JSONValue = ["addLabelIds": ["Label_7"], "removeLabelIds": ["UNREAD"]]
            let answer = try await client.post("\(users)/messages/\(id)/modify", json: body)
            #expect(answer.message == "Invalid label: Label_7")
            #expect(server.isUnread(id))
        }
    }

    @Test func `given unknown ids among others, when a batch is modified, then they pass in silence`() async throws {
        try await withSandbox(mails: ["a", "b"]) { server, client in
            let body: JSONValue = [
                "ids": .strings(server.mailIDs + ["19f00000deadbeef"]), "removeLabelIds": ["UNREAD"],
            ]
            let answer = try await client.post("\(users)/messages/batchModify", json: body)
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
            #expect(server.mailIDs.allSatisfy { !server.isUnread($0) })
            let ids = JSONValue.strings((0...1_000).map { String(0x19f0_0000_0000_0000 + $0, radix: 16) })
            let tooMany = try await client.post(
                "\(users)/messages/batchModify", json: ["ids": ids, "removeLabelIds": ["UNREAD"]])
            #expect(tooMany.message == "Too many message ids: 1001, at most 1000.")
        }
    }

    @Test func `given a sent mail, when its Message-ID is searched, then it is found in SENT`() async throws {
        try await withSandbox { server, client in
            let mail = mailText("Re: a", "Message-ID: <op.x@example.org>\r\n")
            let sent = try await client.post(
                "\(users)/messages/send", json: ["raw": .string(Base64URL.encode(Array(mail.utf8)))])
            #expect(sent.status == 200)
            #expect(sent.json?["labelIds"] == ["SENT"])
            #expect(server.sent == [Data(mail.utf8)])
            let found = try await client.get("\(users)/messages?q=rfc822msgid:%3Cop.x@example.org%3E")
            #expect(found.json?["messages"]?.array?.count == 1)
            let upload = try await client.exchange(
                "POST", "/upload\(users)/messages/send?uploadType=media", contentType: "message/rfc822",
                body: Array(mail.utf8))
            #expect(upload.status == 200)
            #expect(server.sent.count == 2)
        }
    }

    @Test func `given a label name, when it is created twice, then the second time conflicts`() async throws {
        try await withSandbox { _, client in
            let made = try await client.post("\(users)/labels", json: ["name": "Help Desk/Done"])
            #expect(made.json?["id"] == "Label_1")
            let again = try await client.post("\(users)/labels", json: ["name": "help desk/done"])
            #expect(again.status == 409)
            #expect(again.message == "Label name exists or conflicts")
            let labels = try await client.get("\(users)/labels").json?["labels"]?.array ?? []
            #expect(labels.count { $0["type"] == "user" } == 1)
            let found = try await client.get("\(users)/labels/Label_1").json?["messagesTotal"]
            #expect(found == 0)
            let status = try await client.get("\(users)/labels/Label_2").status
            #expect(status == 404)
        }
    }
}
