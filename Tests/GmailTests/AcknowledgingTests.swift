import Foundation
import Mail
import TestSupport
import Testing
import Threading

@testable import Gmail

@Suite(.timeLimit(.minutes(1))) struct AcknowledgingTests {
    private typealias Mark = Acknowledgement.Mark

    private func acknowledge(_ fixture: GmailFixture, _ marks: [(String, Acknowledgement.Mark)]) async throws -> Set<
        String
    > {
        let keys = try await fixture.mailbox.acknowledge(
            marks.map { Acknowledgement(key: fixture.key($0.0), mark: $0.1) })
        return Set(keys.map(\.id))
    }

    private static func modified(_ request: ScriptedHTTPServer.Request) -> ScriptedHTTPServer.Reply? {
        request.path.hasSuffix("/modify") ? .json(200, #"{"id":"x"}"#) : nil
    }

    private func bodies(_ fixture: GmailFixture) -> [String: String] {
        Dictionary(
            fixture.apiRequests.map { ($0.path.replacing("/gmail/v1/users/me/", with: ""), $0.bodyText) },
            uniquingKeysWith: { first, _ in first })
    }

    private static let remove = #"{"addLabelIds":[],"removeLabelIds":["UNREAD"]}"#

    @Test(arguments: [
        (Acknowledgement.Mark.accepted, true), (.alreadyHandled, true), (.failed, false), (.quarantined, false),
    ])
    func `given read-on-failure false, only what was handled is marked read`(mark: Acknowledgement.Mark, isMarked: Bool)
        async throws
    {
        let fixture = try GmailFixture(options: { $0.readOnFailure = false }, Self.modified)
        defer { fixture.stop() }
        #expect(try await acknowledge(fixture, [("a", mark)]) == ["a"])
        #expect(bodies(fixture) == (isMarked ? ["messages/a/modify": Self.remove] : [:]))
        #expect(fixture.mailbox.marksRead(mark) == isMarked)
    }

    @Test(arguments: [Acknowledgement.Mark.accepted, .alreadyHandled, .failed, .quarantined])
    func `given read-on-failure, every mail is marked read`(mark: Acknowledgement.Mark) async throws {
        let fixture = try GmailFixture(Self.modified)
        defer { fixture.stop() }
        #expect(try await acknowledge(fixture, [("a", mark)]) == ["a"])
        #expect(bodies(fixture) == ["messages/a/modify": Self.remove])
        #expect(fixture.mailbox.marksRead(mark))
    }

    @Test func `given ten mails, each is marked by itself, from eleven on they go in batches of a thousand`()
        async throws
    {
        let fixture = try GmailFixture { request in
            request.path.hasSuffix("batchModify") ? .answer(204) : Self.modified(request)
        }
        defer { fixture.stop() }
        let ten = (0..<10).map { ("m\($0)", Mark.accepted) }
        #expect(try await acknowledge(fixture, ten).count == 10)
        #expect(fixture.apiRequests.count == 10)
        let many = (0..<2005).map { ("m\($0)", Mark.accepted) }
        #expect(try await acknowledge(fixture, many).count == 2005)
        let later = fixture.apiRequests.dropFirst(10)
        #expect(later.count == 7)
        let batches = later.filter { $0.path.hasSuffix("batchModify") }
        let ids = try batches.map { try JSONDecoder().decode(Batch.self, from: Data($0.body)) }
        #expect(ids.map(\.ids.count) == [1000, 1000])
        #expect(ids.allSatisfy { $0.removeLabelIds == ["UNREAD"] && $0.addLabelIds.isEmpty })
    }

    private struct Batch: Decodable {
        let ids: [String]
        let addLabelIds: [String]
        let removeLabelIds: [String]
    }

    @Test func `given mails that are gone, they count as marked`() async throws {
        let fixture = try GmailFixture { request in request.path.contains("/gone/") ? nil : Self.modified(request) }
        defer { fixture.stop() }
        #expect(try await acknowledge(fixture, [("gone", .accepted), ("a", .accepted)]) == ["gone", "a"])
    }

    @Test func `given a batch that is refused for one that is gone, the others are marked by themselves`() async throws
    {
        let fixture = try GmailFixture { request in request.path.contains("/m3/") ? nil : Self.modified(request) }
        defer { fixture.stop() }
        let marks = (0..<12).map { ("m\($0)", Mark.accepted) }
        #expect(try await acknowledge(fixture, marks).count == 12)
        #expect(fixture.apiRequests.count == 13)
    }

    @Test
    func `7.2.13: a quarantine label that is missing is made, once, and added whether or not mail is marked read`()
        async throws
    {
        let made = Locked(false)
        let fixture = try GmailFixture(options: {
            $0.quarantineLabel = "Needs help"
            $0.readOnFailure = false
        }) { request in
            switch (request.method, request.path) {
            case ("GET", "/gmail/v1/users/me/labels"):
                return .json(200, #"{"labels":[{"id":"INBOX","name":"INBOX"}]}"#)
            case ("POST", "/gmail/v1/users/me/labels"):
                made.withLock { $0 = true }
                return .json(200, #"{"id":"Label_7","name":"Needs help"}"#)
            default:
                return Self.modified(request)
            }
        }
        defer { fixture.stop() }
        #expect(
            try await acknowledge(fixture, [("a", .quarantined), ("b", .accepted), ("c", .failed)]) == ["a", "b", "c"])
        #expect(try await acknowledge(fixture, [("d", .quarantined)]) == ["d"])
        let sent = bodies(fixture)
        #expect(sent["messages/a/modify"] == #"{"addLabelIds":["Label_7"],"removeLabelIds":[]}"#)
        #expect(sent["messages/b/modify"] == Self.remove)
        #expect(sent["messages/c/modify"] == nil)
        #expect(made.withLock { $0 })
        #expect(fixture.apiRequests.filter { $0.path.hasSuffix("/labels") }.count == 2)
    }

    @Test func `given a label that exists, whatever its case, or that appears meanwhile, it is used`() async throws {
        let lists = Counter()
        let fixture = try GmailFixture(options: { $0.quarantineLabel = "Help" }) { request in
            switch (request.method, request.path) {
            case ("GET", "/gmail/v1/users/me/labels"):
                lists.next() == 1
                    ? .json(200, "{}") : .json(200, #"{"labels":[{"id":"Label_9","name":"HELP"}]}"#)
            case ("POST", "/gmail/v1/users/me/labels"):
                GmailFixture.error(409, "aborted", "Label name exists or conflicts")
            default: Self.modified(request)
            }
        }
        defer { fixture.stop() }
        _ = try await acknowledge(fixture, [("a", .quarantined)])
        #expect(bodies(fixture)["messages/a/modify"] == #"{"addLabelIds":["Label_9"],"removeLabelIds":["UNREAD"]}"#)
    }

    @Test func `given a label that was deleted meanwhile, the next time it is looked up anew`() async throws {
        let fixture = try GmailFixture(options: { $0.quarantineLabel = "Help" }) { request in
            request.path.hasSuffix("/labels")
                ? .json(200, #"{"labels":[{"id":"Label_9","name":"Help"}]}"#)
                : GmailFixture.error(400, "invalidArgument", "Invalid label: Label_9")
        }
        defer { fixture.stop() }
        for _ in 0..<2 {
            let failure = await fixture.failure { _ = try await acknowledge(fixture, [("a", .quarantined)]) }
            #expect(
                failure
                    == SourceFailure(
                        .configuration,
                        "cannot mark the mail gmail:alice@example.com/a: Gmail calls the request invalid (Invalid label: Label_9); "
                            + "check --quarantine-label"))
        }
        #expect(fixture.apiRequests.filter { $0.path.hasSuffix("/labels") }.count == 2)
    }

    @Test func `given a page in place of an answer, no mail counts as marked`() async throws {
        let fixture = try GmailFixture { _ in .answer(200, body: Array("<html>".utf8)) }
        defer { fixture.stop() }
        for count in [1, 12] {
            let marks = (0..<count).map { ("m\($0)", Mark.accepted) }
            let failure = await fixture.failure { _ = try await acknowledge(fixture, marks) }
            #expect(failure?.kind == .refused)
        }
    }

    @Test func `given nothing, nothing is sent`() async throws {
        let fixture = try GmailFixture { _ in nil }
        defer { fixture.stop() }
        #expect(try await acknowledge(fixture, []).isEmpty)
        #expect(fixture.server.requests.isEmpty)
    }
}
