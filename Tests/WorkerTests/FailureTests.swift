import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing
import Worker

@Suite struct FailureTests {
    private static let outage = TargetFailure(.unavailable(retryAfter: nil), "the tracker is down")

    @Test(.timeLimit(.minutes(1)))
    func `given a target that is down, when a run ends, then mails stand as before and no attempt counts (3.1)`()
        async throws
    {
        let scene = try WorkerScene((1...20).map(String.init)) { _ in throw Self.outage }
        let result = await scene.run()
        #expect(result.failure == .target(Self.outage))
        #expect(result.summary.acknowledged == 0)
        #expect(scene.handler.calls.count <= scene.options.inFlight)
        #expect(try await scene.ledger.entries(.init(mailbox: nil, state: nil, outcome: nil, limit: 99)).isEmpty)
        #expect(scene.mailbox.unread.count == 20)
    }

    @Test func `given a deferred mail, when the target is down, then its attempts and time are as before`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { delivery in
            guard delivery.attempt == 1 else { throw Self.outage }
            return .deferred
        }
        await scene.run()
        let before = try #require(try await scene.entry("1")?.lifecycle)
        scene.clock.move(60)
        #expect(await scene.run().failure == .target(Self.outage))
        #expect(try await scene.entry("1")?.lifecycle == before)
    }

    @Test func `given a source that fails at one mail, when the run ends, then its other mails keep their outcome`()
        async throws
    {
        let failure = SourceFailure(.unavailable(retryAfter: nil), "500")
        var scene = try WorkerScene(["1", "2", "3"]) { _ in .accepted }
        scene.options.inFlight = 1
        scene.mailbox.with { $0.onFetch = { if $0 == "2" { throw failure } } }
        let result = await scene.run()
        #expect(result.failure == .source(failure))
        #expect((result.summary.accepted, result.summary.acknowledged) == (1, 1))
        #expect(try await scene.entry("2") == nil)
        scene.mailbox.with { $0.onFetch = nil }
        #expect(await scene.run().summary.accepted == 2)
        #expect(scene.handler.ids == ["1", "2", "3"])
    }

    @Test func `given a listing that fails, when the run ends, then nothing was taken up`() async throws {
        let failure = SourceFailure(.credentials, "invalid_grant")
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        scene.mailbox.with { $0.listFailure = failure }
        #expect(await scene.run().failure == .source(failure))
        #expect(scene.handler.calls.isEmpty)
    }

    @Test func `given an acknowledgement that fails, when the next run comes, then it is repeated and nothing else`()
        async throws
    {
        let failure = SourceFailure(.unavailable(retryAfter: nil), "503")
        let scene = try WorkerScene(["1", "2"]) { _ in .accepted }
        scene.mailbox.with { $0.acknowledgeFailure = failure }
        let first = await scene.run()
        #expect(first.failure == .acknowledgement(failure))
        #expect((first.summary.accepted, first.summary.acknowledged) == (2, 0))
        #expect(try await scene.entry("1")?.lifecycle.state == .recorded)
        scene.mailbox.with { $0.acknowledgeFailure = nil }
        let second = await scene.run()
        #expect(second.failure == nil)
        #expect((second.summary.found, second.summary.acknowledged) == (0, 2))
        #expect(scene.handler.calls.count == 2)
        #expect(try await scene.entry("1")?.lifecycle.state == .finished)
    }

    @Test func `given an acknowledgement whose answer is lost, when the next run comes, then it is made again`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        scene.mailbox.with { $0.losesAcknowledgements = true }
        let first = await scene.run()
        #expect(
            first.failure
                == .acknowledgement(SourceFailure(.unavailable(retryAfter: nil), "Marking mails: the answer was lost")))
        #expect(scene.postbox.sent.isEmpty, "a report goes after the acknowledgement only")
        scene.mailbox.with { $0.losesAcknowledgements = false }
        #expect(await scene.run().failure == nil)
        #expect(scene.mailbox.with { $0.acknowledgements.count } == 2)
        #expect(scene.handler.calls.count == 1)
        #expect(scene.postbox.sent.count == 1)
    }

    @Test func `given mails in hand when the process died, when the next run comes, then they go one at a time`()
        async throws
    {
        let scene = try WorkerScene(["1", "2", "3", "4", "5"]) { _ in .accepted }
        try await scene.dieHolding(["2", "3"])
        #expect(await scene.run().summary.accepted == 5)
        #expect(scene.handler.ids.prefix(2) == ["2", "3"])
        #expect(scene.handler.calls.allSatisfy { $0.attempt == 1 })
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a poison mail among neighbours, when the process dies of it, then it alone is quarantined (3.3)`()
        async throws
    {
        var scene = try WorkerScene(["1", "poison", "3"]) { _ in .accepted }
        scene.options.policy.maximumAttempts = 3
        try await scene.dieHolding(["1", "poison", "3"])
        for _ in 1...3 {
            _ = try await scene.ledger.recover(scene.mailbox.name, policy: scene.options.policy, now: scene.clock.now)
            // Suspects pass one at a time; the poison mail kills the process each time its turn comes.
            scene.mailbox.with { $0.onFetch = { id in if id == "poison" { throw CancellationError() } } }
            await scene.run()
            scene.mailbox.with { $0.onFetch = nil }
            try await scene.dieHolding(["poison"])
        }
        let result = await scene.run()
        #expect(result.summary.quarantined == 1)
        #expect(scene.outcomes("poison") == [.quarantined])
        #expect(try await scene.entry("poison")?.lifecycle == Lifecycle(state: .quarantined, attempts: 3))
        #expect(try await scene.entry("poison")?.reason?.code == .crashed)
        #expect(scene.handler.ids.sorted() == ["1", "3"])
        #expect(scene.mailbox.unread.isEmpty)
    }

    @Test func `given a suspect, when it is taken up, then its bytes are on disk before the handler sees it`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in throw Self.outage }
        try await scene.dieHolding(["1"])
        await scene.run()
        #expect(try await scene.entry("1")?.keepsBytes == true)
    }

    @Test func `given a mail whose outcome is on disk, when the process died before the mark, then it is only marked`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        scene.mailbox.with { $0.acknowledgeFailure = SourceFailure(.unavailable(retryAfter: nil), "died") }
        await scene.run()
        scene.mailbox.with { $0.acknowledgeFailure = nil }
        await scene.run()
        #expect(scene.handler.calls.count == 1)
        #expect(scene.mailbox.acknowledged == [Acknowledgement(key: scene.mailbox.key("1"), mark: .accepted)])
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a request to stop, when mails are in hand, then they are finished and no more are taken up (7.1.5)`()
        async throws
    {
        let gate = Gate()
        let (entered, signal) = AsyncStream.makeStream(of: Void.self)
        var scene = try WorkerScene(["1", "2", "3", "4"]) { _ in
            signal.yield()
            await gate.pass()
            return .rejected
        }
        scene.options.inFlight = 2
        let run = Task { [scene] in await scene.run() }
        var arrivals = entered.makeAsyncIterator()
        await arrivals.next()
        await arrivals.next()
        scene.stop.stop()
        await gate.open()
        let result = await run.value
        #expect(result.failure == .stopped)
        #expect((result.summary.rejected, result.summary.acknowledged) == (2, 2))
        #expect(scene.handler.ids.sorted() == ["1", "2"])
        #expect(scene.postbox.sent.isEmpty)
        #expect(try await scene.entry("3") == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a run that is cancelled, when a mail is at its handler, then the claim is left to recovery (7.1.5)`()
        async throws
    {
        let (entered, signal) = AsyncStream.makeStream(of: Void.self)
        let scene = try WorkerScene(["1"]) { _ in
            signal.yield()
            try await untilCancelled()
            return .accepted
        }
        let run = Task { await scene.run() }
        var arrivals = entered.makeAsyncIterator()
        await arrivals.next()
        run.cancel()
        #expect(await run.value.failure == .stopped)
        #expect(try await scene.entry("1")?.lifecycle.state == .claimed)
        _ = try await scene.ledger.recover(scene.mailbox.name, policy: scene.options.policy, now: scene.clock.now)
        #expect(
            try await scene.entry("1")?.lifecycle
                == Lifecycle(state: .waiting, attempts: 1, due: scene.clock.now, isSuspect: true))
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a run that is cancelled, when a mail has not reached its handler, then it stands as before`()
        async throws
    {
        let (entered, signal) = AsyncStream.makeStream(of: Void.self)
        let scene = try WorkerScene(["1"]) { _ in .accepted }
        scene.mailbox.with { state in
            state.onFetch = { _ in
                signal.yield()
                try await untilCancelled()
            }
        }
        let run = Task { await scene.run() }
        var arrivals = entered.makeAsyncIterator()
        await arrivals.next()
        run.cancel()
        #expect(await run.value.failure == .stopped)
        #expect(try await scene.entry("1") == nil)
        #expect(scene.handler.calls.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a mail that waits for an earlier one, when the run is cancelled, then it does not hang`() async throws {
        let (entered, signal) = AsyncStream.makeStream(of: Void.self)
        let scene = try WorkerScene()
        scene.add("1")
        scene.add("2", references: "1@x")
        let handler = ScriptedHandler { _ in
            signal.yield()
            try await untilCancelled()
            return .accepted
        }
        let held = try WorkerScene(scene.mailbox, handler)
        held.mailbox.with { state in
            state.onFetch = { id in
                // The answer is fetched once the first mail is at its handler.
                guard id == "2" else { return }
                var arrivals = entered.makeAsyncIterator()
                await arrivals.next()
            }
        }
        let run = Task { await held.run() }
        while held.mailbox.with({ $0.fetches.count }) < 2 || handler.calls.isEmpty { await Task.yield() }
        run.cancel()
        #expect(await run.value.failure == .stopped)
        #expect(handler.ids == ["1"])
        #expect(try await held.entry("2") == nil)
    }
}
