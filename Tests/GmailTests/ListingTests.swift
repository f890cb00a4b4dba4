import Foundation
import Mail
import TestSupport
import Testing
import Transport

@testable import Gmail

@Suite(.timeLimit(.minutes(1))) struct ListingTests {
    private static func page(_ ids: [String], next: String? = nil) -> ScriptedHTTPServer.Reply {
        let messages = ids.map { #"{"id":"\#($0)","threadId":"t\#($0)"}"# }.joined(separator: ",")
        let token = next.map { #","nextPageToken":"\#($0)""# } ?? ""
        return .json(200, #"{"messages":[\#(messages)],"resultSizeEstimate":201\#(token)}"#)
    }

    private func items(_ request: ScriptedHTTPServer.Request) -> [String] {
        request.query.map { "\($0.name)=\($0.value ?? "")" }
    }

    @Test func `7.1.1: given several pages, all are listed as served with query and label`() async throws {
        let fixture = try GmailFixture { request in
            switch request.query.first(where: { $0.name == "pageToken" })?.value {
            case nil: Self.page(["c", "b"], next: "p 2&")
            case "p 2&": Self.page([], next: "p3")
            case "p3": Self.page(["b", "a"])
            default: nil
            }
        }
        defer { fixture.stop() }
        let listed = try await fixture.list()
        #expect(listed.map(\.key.id) == ["c", "b", "a"])
        #expect(listed[0].key.description == "gmail:alice@example.com/c")
        #expect(listed[0].conversation == "tc")
        let requests = fixture.apiRequests
        #expect(requests.count == 3)
        #expect(requests[0].path == "/gmail/v1/users/me/messages")
        #expect(requests[0].headers["authorization"] == "Bearer ya29.t")
        #expect(
            items(requests[1]) == [
                "q=is:unread", "maxResults=500", "labelIds=UNREAD", "pageToken=p 2&",
                "fields=messages(id,threadId),nextPageToken,resultSizeEstimate", "prettyPrint=false",
            ])
        #expect(await fixture.mailbox.traffic.requests == 4)
    }

    @Test func `7.1.1: given a query with OR, no label goes with it`() async throws {
        let fixture = try GmailFixture(options: { $0.query = "is:unread OR label:x" }) { _ in Self.page(["a"]) }
        defer { fixture.stop() }
        _ = try await fixture.list()
        let sent = items(try #require(fixture.apiRequests.first))
        #expect(sent[0] == "q=is:unread OR label:x")
        #expect(!sent.contains("labelIds=UNREAD"))
    }

    @Test func `given nothing that matches, the list is empty`() async throws {
        let fixture = try GmailFixture { _ in .json(200, #"{"resultSizeEstimate":0}"#) }
        defer { fixture.stop() }
        #expect(try await fixture.list().isEmpty)
    }

    @Test func `given a limit, no page beyond it is asked for`() async throws {
        let fixture = try GmailFixture { _ in Self.page(["a", "b", "c"], next: "n") }
        defer { fixture.stop() }
        #expect(try await fixture.list(atMost: 2).map(\.key.id) == ["a", "b"])
        #expect(fixture.apiRequests.count == 1)
        #expect(items(fixture.apiRequests[0]).contains("maxResults=2"))
        #expect(try await fixture.list(atMost: 0).isEmpty)
    }

    @Test func `given a page token that leads to itself, the listing ends`() async throws {
        let fixture = try GmailFixture { _ in Self.page(["a"], next: "same") }
        defer { fixture.stop() }
        #expect(try await fixture.list().map(\.key.id) == ["a"])
        #expect(fixture.apiRequests.count == 2)
    }

    @Test func `given a page token that went stale, the listing begins anew and gives nothing twice`() async throws {
        let counter = Counter()
        let fixture = try GmailFixture { _ in
            switch counter.next() {
            case 1: Self.page(["a", "b"], next: "p2")
            case 2: GmailFixture.error(400, "invalidArgument", "Invalid pageToken")
            default: Self.page(["b", "c"])
            }
        }
        defer { fixture.stop() }
        #expect(try await fixture.list().map(\.key.id) == ["a", "b", "c"])
    }

    @Test func `given an end of reading, no further page is asked for`() async throws {
        let fixture = try GmailFixture { _ in Self.page(["a"], next: UUID().uuidString) }
        defer { fixture.stop() }
        for try await _ in fixture.mailbox.matches(atMost: 100) { break }
        #expect(fixture.apiRequests.count == 1)
    }
}
