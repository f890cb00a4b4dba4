import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing
import Threading
import Worker

@Suite struct DryRunTests {
    private let events = Locked<[MailEvent]>([])

    /// `withoutLedger`: there is none yet.
    private func look(_ scene: WorkerScene, withoutLedger: Bool = false) async -> RunResult {
        let events = events
        let clock = scene.clock
        return await DryRun(
            mailbox: scene.mailbox, handler: scene.handler, parser: LineParser(), spool: .testing,
            ledger: withoutLedger ? nil : scene.ledger, options: scene.options, now: { clock.now },
            onEvent: { event in events.withLock { $0.append(event) } }
        ).run()
    }

    private var shown: [MailEvent] { events.withLock { $0 } }

    /// Everything that the ledger holds.
    private func rows(_ scene: WorkerScene) async throws -> [LedgerEntry] {
        try await scene.ledger.entries(.init(mailbox: nil, state: nil, outcome: nil, limit: 99))
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
        let entries = try await rows(scene)
        let marks = scene.mailbox.acknowledged
        let result = await look(scene)
        #expect(result.failure == nil)
        let summary = result.summary
        #expect((summary.found, summary.accepted, summary.ignored, summary.rejected) == (5, 1, 1, 1))
        #expect((summary.deferred, summary.gone, summary.acknowledged, summary.requests) == (1, 1, 0, 5))
        #expect(events.withLock { $0.map(\.outcome) } == [.accepted, .ignored, .rejected, .deferred])
        #expect(events.withLock { $0.first?.steps } == [DecisionStep("script", "mail", "as told")])
        #expect(try await rows(scene) == entries)
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

    @Test func `given no ledger yet, when a dry run looks, then every match is new`() async throws {
        let scene = try WorkerScene(["1", "2"]) { _ in .accepted }
        await scene.run()
        for id in ["1", "2"] { scene.mailbox.mark(id, unread: true) }
        #expect(await look(scene, withoutLedger: true).summary.accepted == 2)
    }

    @Test func `7_2_6 given a copy of an accepted mail, when a dry run looks, then it was handled already`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        await scene.run()
        scene.mailbox.add(.init("copy", mailBytes(messageID: "1@x")))
        let entries = try await rows(scene)
        let summary = await look(scene).summary
        #expect((summary.found, summary.alreadyHandled, summary.accepted) == (1, 1, 0))
        #expect(
            shown.map(\.reason) == [
                Reason(
                    .copy,
                    "A copy of gmail:support@example.org/1, which was accepted. "
                        + "`mailworker mails forget gmail:support@example.org/1` and "
                        + "`mailworker mails forget gmail:support@example.org/copy` make them new.")
            ])
        #expect(shown.map(\.receipt) == [.testing])
        #expect(try await rows(scene) == entries)
        #expect(scene.mailbox.unread == ["copy"])
    }

    @Test func `7_2_6 given two copies in one dry run, when the first would be accepted, then the second is its copy`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        scene.mailbox.add(.init("copy", mailBytes(messageID: "1@x")))
        _ = await look(scene)
        #expect(shown.map(\.outcome) == [.accepted, .alreadyHandled])
        await scene.run()
        #expect(scene.shown.map(\.outcome) == shown.map(\.outcome))
        #expect(scene.shown.map(\.reason?.code) == shown.map(\.reason?.code))
    }

    @Test func `7_2_6 given mails put back, when a dry run looks, then it says what a run would do`() async throws {
        let scene = try WorkerScene(["a", "r", "read"]) { $0.key.id == "r" ? .rejected : .accepted }
        await scene.run()
        for id in ["a", "r"] { scene.mailbox.mark(id, unread: true) }
        scene.mailbox.with { $0.listing = ["a", "r", "read"] }
        #expect(await look(scene).summary.found == 0, "the index may lag")
        scene.clock.move(600)
        let entries = try await rows(scene)
        let summary = await look(scene).summary
        #expect((summary.found, summary.alreadyHandled, summary.rejected, summary.gone) == (2, 1, 1, 0))
        #expect(shown.map(\.reason?.code) == [.putBack, .noProject])
        #expect(shown.map(\.receipt) == [.testing, nil])
        #expect(try await rows(scene) == entries)
        #expect(scene.mailbox.unread == ["a", "r"])
    }

    @Test(arguments: [
        (HandlingOutcome.accepted, OutcomeName.alreadyHandled), (.ignored, .alreadyHandled), (.rejected, .rejected),
        (.deferred, .deferred),
    ])
    func `7_2_5 7_2_10 given bytes that were piped, when a dry run gets them again, then it says what a run would`(
        _ first: HandlingOutcome, _ then: OutcomeName
    ) async throws {
        var scene = try WorkerScene(ScriptedMailbox("stdin"), ScriptedHandler { _ in first })
        scene.options.policy.waits = false
        scene.options.putBackAfter = .seconds(1_000_000_000)
        scene.mailbox.with { $0.readsOnFailure = false }
        scene.add("1")
        await scene.run()
        scene.mailbox.mark("1", unread: true)
        #expect(await look(scene).summary.found == 1)
        #expect(shown.map(\.outcome) == [then])
        await scene.run()
        #expect(scene.shown.last?.outcome == then)
        #expect(scene.shown.last?.reason == shown.last?.reason)
        #expect(scene.shown.last?.receipt == shown.last?.receipt)
    }

    @Test func `given waiting mails, when a dry run looks, then it takes those that are due, from kept bytes`()
        async throws
    {
        let scene = try WorkerScene(["1", "2"]) { $0.attempt == 1 ? .deferred : .accepted }
        await scene.run()
        #expect(await look(scene).summary.waiting == 2)
        #expect(shown.isEmpty)
        scene.clock.move(60)
        scene.mailbox.remove("1")
        #expect(await look(scene).summary.accepted == 2)
    }

    @Test func `given a mail at its last attempt, when a dry run looks, then it says quarantine`() async throws {
        var scene = try WorkerScene(["1"]) { _ in .deferred }
        scene.options.policy.maximumAttempts = 1
        #expect(await look(scene).summary.quarantined == 1)
    }

    @Test func `given an answer to a deferred mail, when a dry run looks, then it waits as in a run`() async throws {
        let scene = try WorkerScene(["1"]) { _ in .deferred }
        await scene.run()
        scene.add("2", references: "1@x")
        #expect(await look(scene).summary.found == 0)
        await scene.run()
        #expect(scene.outcomes("2").isEmpty)
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
