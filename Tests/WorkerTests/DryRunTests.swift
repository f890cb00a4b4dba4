import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing
import Threading
import Worker

@Suite struct DryRunTests {
    private let events = Locked<[MailEvent]>([])

    private func look(_ scene: WorkerScene) async -> RunResult {
        let events = events
        return await DryRun(
            mailbox: scene.mailbox, handler: scene.handler, parser: LineParser(),
            isKnown: { key in (try? await scene.ledger.entry(key))?.lifecycle.state == .finished },
            options: scene.options, onEvent: { event in events.withLock { $0.append(event) } }
        ).run()
    }

    @Test func `given mails of every kind, when a dry run looks, then it decides and touches nothing`() async throws {
        let scene = try WorkerScene(["known"]) { delivery in
            switch delivery.key.id {
            case "i": .ignored
            case "r": .rejected
            case "d": .deferred
            default: .accepted
            }
        }
        await scene.run()
        scene.mailbox.mark("known", unread: true)
        for id in ["a", "i", "r", "d", "read"] { scene.add(id) }
        scene.mailbox.with { $0.listing = ["known", "a", "i", "r", "d", "read"] }
        scene.mailbox.mark("read", unread: false)
        let entries = try await scene.ledger.entries(.init(mailbox: nil, state: nil, outcome: nil, limit: 99))
        let marks = scene.mailbox.acknowledged
        let result = await look(scene)
        #expect(result.failure == nil)
        let summary = result.summary
        #expect((summary.found, summary.accepted, summary.ignored, summary.rejected) == (5, 1, 1, 1))
        #expect((summary.deferred, summary.gone, summary.acknowledged, summary.requests) == (1, 1, 0, 5))
        #expect(events.withLock { $0.map(\.outcome) } == [.accepted, .ignored, .rejected, .deferred])
        #expect(events.withLock { $0.first?.steps } == [DecisionStep("script", "mail", "as told")])
        #expect(try await scene.ledger.entries(.init(mailbox: nil, state: nil, outcome: nil, limit: 99)) == entries)
        #expect(scene.mailbox.acknowledged == marks)
        #expect(scene.handler.ids == ["known"])
        #expect(scene.postbox.sent.isEmpty)
    }

    @Test func `given a limit, when a dry run looks, then it takes the oldest`() async throws {
        var scene = try WorkerScene(["1", "2", "3"]) { _ in .accepted }
        scene.options.maximumMails = 2
        #expect(await look(scene).summary.accepted == 2)
        #expect(events.withLock { $0.map(\.key.id) } == ["1", "2"])
    }

    @Test func `given a source that fails, when a dry run looks, then the failure is that of a run (7.2.10)`()
        async throws
    {
        let failure = SourceFailure(.configuration, "invalid query")
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        scene.mailbox.with { $0.listFailure = failure }
        #expect(await look(scene).failure == .source(failure))
    }
}
