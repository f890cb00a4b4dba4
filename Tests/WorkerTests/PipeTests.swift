import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing
import Worker

/// `receive stdin`: one mail, whose caller decides when to try again.
@Suite struct PipeTests {
    private func scene(_ answer: @escaping @Sendable (Delivery) async throws -> HandlingOutcome) throws -> WorkerScene {
        var scene = try WorkerScene(ScriptedMailbox("stdin"), ScriptedHandler(answer))
        scene.options.policy.waits = false
        scene.options.maximumMails = 1
        scene.options.putBackAfter = .seconds(1_000_000_000)
        scene.mailbox.with { $0.readsOnFailure = false }
        return scene
    }

    /// What a mail server does: the mail is there, and there alone.
    private func pipe(_ id: String, into scene: WorkerScene) async -> RunResult {
        scene.mailbox.with { $0.letters = [.init(id, mailBytes(messageID: "\(id)@x"))] }
        return await scene.run()
    }

    @Test func `given a deferred mail, when it is piped again at once, then it is tried at once (7.1.10)`()
        async throws
    {
        let scene = try scene { $0.attempt < 3 ? .deferred : .accepted }
        #expect(await pipe("1", into: scene).summary.deferred == 1)
        #expect(await pipe("1", into: scene).summary.deferred == 1)
        scene.clock.move(-5_000)
        #expect(await pipe("1", into: scene).summary.accepted == 1)
        #expect(scene.handler.calls.map(\.attempt) == [1, 2, 3])
    }

    @Test func `given a deferred mail, when another is piped, then that is handled alone`() async throws {
        let scene = try scene { $0.key.id == "1" ? .deferred : .accepted }
        _ = await pipe("1", into: scene)
        scene.clock.move(100_000)
        let summary = await pipe("2", into: scene).summary
        #expect((summary.found, summary.accepted) == (1, 1))
        #expect(scene.handler.ids == ["1", "2"])
    }

    @Test func `given an answer to a deferred mail, when it is piped, then it does not wait`() async throws {
        let scene = try scene { $0.key.id == "1" ? .deferred : .accepted }
        _ = await pipe("1", into: scene)
        scene.clock.move(-60)
        scene.mailbox.with { $0.letters = [.init("2", mailBytes(messageID: "2@x", references: "1@x"))] }
        #expect(await scene.run().summary.accepted == 1)
    }

    @Test(arguments: [(HandlingOutcome.accepted, "accepted"), (.ignored, "ignored")])
    func `given a mail that is settled, when the same bytes are piped, then they were handled already (7.2.5)`(
        _ outcome: HandlingOutcome, _ word: String
    ) async throws {
        let scene = try scene { _ in outcome }
        _ = await pipe("1", into: scene)
        let again = await pipe("1", into: scene)
        #expect((again.summary.found, again.summary.alreadyHandled, again.failure) == (1, 1, nil))
        #expect(scene.handler.calls.count == 1)
        #expect(
            scene.shown.last?.reason
                == Reason(
                    .copy, "The same bytes were \(word) before. `mailworker mails forget stdin/1` makes them new."))
        #expect(scene.shown.last?.receipt == scene.shown.first?.receipt)
    }

    @Test func `given a copy with other bytes, when it is piped twice, then both name the first mail (7.2.5)`()
        async throws
    {
        let scene = try scene { _ in .accepted }
        _ = await pipe("1", into: scene)
        for _ in 1...2 {
            scene.mailbox.with { $0.letters = [.init("2", mailBytes(messageID: "1@x"))] }
            #expect(await scene.run().summary.alreadyHandled == 1)
            #expect(
                scene.shown.last?.reason?.text
                    == "A copy of stdin/1, which was accepted. `mailworker mails forget stdin/1` and "
                    + "`mailworker mails forget stdin/2` make them new.")
            #expect(scene.shown.last?.receipt == .testing)
        }
    }

    @Test func `given a rejected mail, when the same bytes are piped, then they are tried anew, as often as wanted`()
        async throws
    {
        let scene = try scene { _ in .rejected }
        for _ in 1...14 { #expect(await pipe("1", into: scene).summary.rejected == 1) }
        #expect(scene.handler.calls.allSatisfy { $0.attempt == 1 })
        #expect(scene.postbox.sent.count == 1)
    }

    @Test func `given a mail deferred too often, when it is piped again, then it is in quarantine (7.2.8)`()
        async throws
    {
        var scene = try scene { _ in .deferred }
        scene.options.policy.maximumAttempts = 2
        _ = await pipe("1", into: scene)
        #expect(await pipe("1", into: scene).summary.quarantined == 1)
        #expect(await pipe("1", into: scene).summary.quarantined == 1)
        #expect(scene.handler.calls.count == 2)
        #expect(
            scene.shown.last?.reason
                == Reason(
                    .copy,
                    "These bytes are in quarantine: down. `mailworker mails retry stdin/1` lets them be tried again."))
        let entry = try #require(try await scene.entry("1"))
        #expect(try await scene.ledger.retry(entry, now: scene.clock.now))
        #expect(await pipe("1", into: scene).summary.deferred == 1)
    }

    @Test func `given a mail in hand when the process died, when it is piped again, then it is handled`() async throws {
        let scene = try scene { _ in .accepted }
        try await scene.dieHolding(["1"])
        #expect(await pipe("1", into: scene).summary.accepted == 1)
        #expect(scene.handler.calls.map(\.attempt) == [2])
    }
}
