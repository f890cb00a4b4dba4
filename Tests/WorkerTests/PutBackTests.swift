import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing
import Worker

@Suite struct PutBackTests {
    @Test func `given an accepted mail, when a person marks it unread, then it is marked again and no more (7.2.6)`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        await scene.run()
        scene.mailbox.mark("1", unread: true)
        scene.clock.move(599)
        #expect(await scene.run().summary.found == 0, "the index may lag")
        scene.clock.move(1)
        let result = await scene.run()
        #expect((result.summary.alreadyHandled, result.summary.acknowledged) == (1, 1))
        #expect(scene.handler.calls.count == 1)
        #expect(scene.mailbox.acknowledged.map(\.mark) == [.accepted, .alreadyHandled])
        #expect(scene.mailbox.unread.isEmpty)
        let event = scene.shown.last
        #expect(
            event?.reason
                == Reason(
                    .putBack,
                    "An accepted mail was marked unread again; it is not handled twice. "
                        + "`mailworker mails forget gmail:support@example.org/1` makes it new."))
        #expect(event?.receipt == .testing)
        #expect(try await scene.entry("1")?.receipt == .testing)
        scene.mailbox.add(.init("copy", mailBytes(messageID: "1@x")))
        #expect(await scene.run().summary.alreadyHandled == 1, "copies are still known")
    }

    @Test
    func `given a copy that is put back, when a run meets it, then it names the first and what came of it (7.2.6)`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        await scene.run()
        scene.mailbox.add(.init("copy", mailBytes(messageID: "1@x")))
        await scene.run()
        #expect(scene.shown.last?.receipt == .testing)
        scene.mailbox.mark("copy", unread: true)
        scene.clock.move(600)
        #expect(await scene.run().summary.alreadyHandled == 1)
        let event = scene.shown.last
        #expect(event?.receipt == .testing)
        #expect(
            event?.reason
                == Reason(
                    .putBack,
                    "A copy of gmail:support@example.org/1, which was accepted, was marked unread again; it is not "
                        + "handled twice. `mailworker mails forget gmail:support@example.org/1` and "
                        + "`mailworker mails forget gmail:support@example.org/copy` make them new."))
    }

    @Test(arguments: [HandlingOutcome.rejected, .ignored])
    func `given a mail that was not applied, when a person marks it unread, then it is handled anew, reported once`(
        _ outcome: HandlingOutcome
    ) async throws {
        let scene = try WorkerScene(["1"]) { _ in outcome }
        await scene.run()
        let reports = scene.postbox.sent.count
        scene.mailbox.mark("1", unread: true)
        scene.clock.move(600)
        #expect(await scene.run().summary.found == 1)
        #expect(scene.handler.calls.map(\.attempt) == [1, 1])
        #expect(scene.postbox.sent.count == reports)
        #expect(try await scene.entry("1")?.lifecycle == Lifecycle(state: .finished, attempts: 1))
    }

    @Test func `given a quarantined mail, when a person marks it unread, then it is handled anew`() async throws {
        var scene = try WorkerScene(["1"]) { _ in .deferred }
        scene.options.policy.maximumAttempts = 1
        await scene.run()
        scene.mailbox.mark("1", unread: true)
        scene.clock.move(600)
        #expect(await scene.run().summary.quarantined == 1)
        #expect(scene.handler.calls.map(\.attempt) == [1, 1])
    }

    @Test func `given a query for read mails too, when handled mails match for ever, then each costs one get (7.1.1)`()
        async throws
    {
        let scene = try WorkerScene(["1", "2"]) { $0.key.id == "1" ? .accepted : .rejected }
        scene.mailbox.with { $0.listsRead = true }
        for _ in 1...4 {
            await scene.run()
            scene.clock.move(86_400)
        }
        #expect(scene.handler.calls.count == 2)
        #expect(scene.mailbox.with { $0.fetches.count } == 4)
    }

    @Test func `given an index that lags, when a mail is put back later, then that is still seen`() async throws {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        await scene.run()
        scene.mailbox.with { $0.listing = ["1"] }
        scene.clock.move(600)
        #expect(await scene.run().summary.found == 0)
        scene.mailbox.mark("1", unread: true)
        #expect(await scene.run().summary.found == 1)
    }

    @Test func `given a look at an accepted mail, when the process dies of it, then the mail stays accepted`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        scene.mailbox.with { $0.listsRead = true }
        await scene.run()
        scene.clock.move(600)
        scene.mailbox.with { $0.onFetch = { _ in throw SourceFailure(.unavailable(retryAfter: nil), "died") } }
        await scene.run()
        #expect(try await scene.entry("1")?.lifecycle.state == .finished)
        scene.mailbox.with { $0.onFetch = nil }
        await scene.run()
        #expect(scene.handler.calls.count == 1)
    }

    @Test func `given an accepted mail that was trashed, when it is looked at, then it stays accepted`() async throws {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        await scene.run()
        scene.mailbox.remove("1")
        scene.mailbox.with { $0.listing = ["1"] }
        scene.clock.move(600)
        #expect(await scene.run().summary.gone == 0)
        #expect(try await scene.entry("1")?.outcome == .accepted)
    }

    @Test func `given a deferred mail that was trashed, when it is dragged back, then it is handled`() async throws {
        let scene = try WorkerScene(["1"]) { $0.attempt == 1 ? .deferred : .accepted }
        await scene.run()
        let hash = try #require(try await scene.entry("1")?.hash)
        try FileManager.default.removeItem(atPath: "\(scene.ledgerFolder)/raw/\(hash).eml")
        scene.mailbox.remove("1")
        scene.clock.move(60)
        #expect(await scene.run().summary.gone == 1)
        scene.add("1")
        #expect(await scene.run().summary.found == 1)
    }

    @Test func `given a forgotten mail, when it matches, then it is handled with another key (7.2.12)`() async throws {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        await scene.run()
        let entry = try #require(try await scene.entry("1"))
        try await scene.ledger.forget(entry, now: scene.clock.now)
        #expect(await scene.run().summary.found == 0, "it does not match")
        scene.mailbox.mark("1", unread: true)
        #expect(await scene.run().summary.accepted == 1)
        #expect(scene.handler.calls.map(\.key) == ["gmail:support@example.org/1", "gmail:support@example.org/1#1"])
    }
}
