import Foundation
import Mail
import TestSupport
import Testing
import Worker

@Suite struct ConversationTests {
    @Test(.timeLimit(.minutes(1)))
    func `given a conversation among others, when a run is over, then its mails came in their order (3.1)`()
        async throws
    {
        let scene = try WorkerScene([]) { delivery in
            if delivery.key.id.hasSuffix("1") { await Task.yield() }
            return .accepted
        }
        for number in 1...5 {
            for conversation in ["a", "b", "c"] { scene.add("\(conversation)\(number)", in: conversation) }
        }
        await scene.run()
        for conversation in ["a", "b", "c"] {
            #expect(
                scene.handler.ids.filter { $0.hasPrefix(conversation) } == (1...5).map { "\(conversation)\($0)" })
        }
    }

    @Test func `given a deferred mail, when later ones of its conversation come, then they wait without an attempt`()
        async throws
    {
        let scene = try WorkerScene([]) { $0.key.id == "1" && $0.attempt == 1 ? .deferred : .accepted }
        scene.add("1", in: "t")
        scene.add("2", in: "t")
        scene.add("other")
        let first = await scene.run()
        #expect((first.summary.found, first.summary.deferred, first.summary.waiting) == (2, 1, 2))
        #expect(
            try await scene.entry("2")?.lifecycle
                == Lifecycle(state: .waiting, due: scene.clock.now.addingTimeInterval(60)))
        scene.add("3", in: "t")
        #expect(await scene.run().summary.found == 0)
        scene.clock.move(60)
        #expect(await scene.run().summary.accepted == 3)
        #expect(scene.handler.ids.filter { $0 != "other" } == ["1", "1", "2", "3"])
        #expect(scene.handler.calls.last?.attempt == 1)
    }

    @Test func `given a mail that is deferred again and again, when an hour is over, then later ones go on`()
        async throws
    {
        let scene = try WorkerScene([]) { $0.key.id == "1" ? .deferred : .accepted }
        scene.add("1", in: "t")
        scene.add("2", in: "t")
        let start = scene.clock.now
        while scene.mailbox.unread.contains("2") {
            await scene.run()
            try #require(scene.clock.now.timeIntervalSince(start) <= 3_600, "it waits for more than an hour")
            scene.clock.move(60)
        }
        #expect(scene.clock.now.timeIntervalSince(start) == 3_660)
        #expect(try await scene.entry("2")?.outcome == .accepted)
    }

    @Test func `given a mail deferred for an hour at a time, when the hour is over, then the next goes on at once`()
        async throws
    {
        let scene = try WorkerScene([]) { delivery in
            delivery.key.id == "1" ? .deferred(Reason(.stale, "busy"), retryAfter: .seconds(3_600)) : .accepted
        }
        scene.add("1", in: "t")
        scene.add("2", in: "t")
        await scene.run()
        scene.clock.move(3_600)
        let summary = await scene.run().summary
        #expect((summary.deferred, summary.accepted) == (1, 1))
    }

    @Test
    func `given an accepted mail of a conversation, when a later one is deferred, then a look does not wait for it`()
        async throws
    {
        let scene = try WorkerScene([]) { $0.key.id == "2" ? .deferred : .accepted }
        scene.mailbox.with { $0.listsRead = true }
        scene.add("1", in: "t")
        await scene.run()
        scene.clock.move(600)
        scene.add("2", in: "t")
        await scene.run()
        #expect(try await scene.entry("1")?.lifecycle == Lifecycle(state: .finished, attempts: 1))
        #expect(scene.handler.ids == ["1", "2"])
    }

    @Test func `given an answer to a deferred mail of another thread, when it comes, then it waits too`() async throws {
        let scene = try WorkerScene([]) { $0.key.id == "1" && $0.attempt == 1 ? .deferred : .accepted }
        scene.add("1", in: "t")
        await scene.run()
        scene.add("2", in: "u", references: "1@x")
        scene.add("3", in: "u")
        let held = await scene.run()
        #expect((held.summary.found, held.summary.waiting) == (0, 3))
        scene.clock.move(60)
        await scene.run()
        #expect(scene.handler.ids == ["1", "1", "2", "3"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `given two copies fetched in any order, when a run is over, then one is handled (7.2.6)`() async throws {
        for late in ["1", "2"] {
            let gate = Gate()
            let bytes = mailBytes(messageID: "same@x")
            let scene = try WorkerScene([]) { delivery in
                await gate.open()
                for _ in 0..<2_000 { await Task.yield() }
                return .accepted
            }
            scene.mailbox.add(.init("1", mailBytes(messageID: "same@x", received: "by one")))
            scene.mailbox.add(.init("2", bytes))
            scene.mailbox.with { $0.onFetch = { if $0 == late { await gate.pass() } } }
            let summary = await scene.run().summary
            #expect((summary.accepted, summary.alreadyHandled) == (1, 1), "late: \(late)")
            #expect(scene.handler.calls.count == 1)
            #expect(scene.mailbox.unread.isEmpty)
            #expect(Set(scene.mailbox.acknowledged.map(\.mark)) == [.accepted, .alreadyHandled])
        }
    }

    @Test func `given mails that only look like copies, when a run is over, then each is handled (7.2.5)`()
        async throws
    {
        let scene = try WorkerScene([]) { _ in .accepted }
        scene.mailbox.add(.init("1", mailBytes(messageID: "same@x")))
        scene.mailbox.add(.init("2", mailBytes(messageID: "same@x", body: "Another body.\r\n")))
        scene.mailbox.add(.init("3", mailBytes(messageID: "same@x", from: "bob@example.net")))
        scene.mailbox.add(.init("4", mailBytes(messageID: "same@x", subject: "Re: Printer")))
        scene.mailbox.add(.init("5", mailBytes(messageID: nil)))
        scene.mailbox.add(.init("6", mailBytes(messageID: nil, received: "elsewhere")))
        #expect(await scene.run().summary.accepted == 6)
    }

    @Test func `given the same bytes without a Message-ID, when a run is over, then one is handled`() async throws {
        let scene = try WorkerScene([]) { _ in .accepted }
        scene.mailbox.add(.init("1", mailBytes()))
        scene.mailbox.add(.init("2", mailBytes()))
        await scene.run()
        #expect(scene.handler.calls.count == 1)
        let copy = scene.shown.first { $0.outcome == .alreadyHandled }
        let (known, key) = copy?.key.id == "1" ? ("2", "1") : ("1", "2")
        let mailbox = scene.mailbox.name
        #expect(
            copy?.reason
                == Reason(
                    .copy,
                    "A copy of \(mailbox)/\(known), which was accepted. `mailworker mails forget \(mailbox)/\(known)` "
                        + "and `mailworker mails forget \(mailbox)/\(key)` make them new."))
        #expect(copy?.receipt == .testing)
    }

    @Test func `given a copy of a rejected mail, when it comes, then it is handled`() async throws {
        let scene = try WorkerScene([]) { _ in .rejected }
        scene.mailbox.add(.init("1", mailBytes(messageID: "same@x")))
        scene.mailbox.add(.init("2", mailBytes(messageID: "same@x")))
        #expect(await scene.run().summary.rejected == 2)
    }
}
