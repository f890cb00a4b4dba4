import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing
import Threading
import Worker

/// Runs that end at random places, again and again, over the same ledger.
@Suite struct RandomRunTests {
    /// A generator that many tasks draw from.
    private final class Dice: Sendable {
        private let random: Locked<SeededRandom>

        init(seed: UInt64) { random = Locked(SeededRandom(seed: seed)) }

        func roll(_ sides: Int) -> Int { random.withLock { Int.random(in: 0..<sides, using: &$0) } }
    }

    private static let died = SourceFailure(.cancelled, "the process died here")

    @Test(.timeLimit(.minutes(2)), arguments: (0..<12).map { UInt64(20_261_001 + $0) })
    func `given outcomes, failures and deaths at random, when runs go on, then each mail is applied exactly once`(
        seed: UInt64
    ) async throws {
        let dice = Dice(seed: seed)
        let isChaos = Locked(true)
        let mailbox = ScriptedMailbox()
        let applying = Locked<[Delivery]>([])
        let handler = ScriptedHandler { delivery in
            for _ in 0..<dice.roll(4) { await Task.yield() }
            let isBad = delivery.key.id.hasSuffix("-4")
            guard isChaos.withLock({ $0 }) else { return isBad ? .rejected : .accepted }
            switch dice.roll(10) {
            case 0: throw TargetFailure(.unavailable(retryAfter: nil), "down")
            case 1, 2: return .deferred
            case 3:
                // Applied, and then the answer never comes.
                if isBad { return .rejected }
                applying.withLock { $0.append(delivery) }
                throw TargetFailure(.unavailable(retryAfter: nil), "the answer was lost")
            default: return isBad ? .rejected : .accepted
            }
        }
        var scene = try WorkerScene(mailbox, handler)
        scene.options.policy.maximumAttempts = 1_000
        scene.options.inFlight = 5
        scene.options.reportsPerSender = 1_000
        var ids: [String] = []
        var callsWhenSettled: [String: Int] = [:]
        for round in 1...14 {
            for number in 0..<5 {
                let id = "\(round)-\(number)"
                ids.append(id)
                scene.add(id, in: "t\(dice.roll(4))", references: dice.roll(3) == 0 ? "\(round)-0@x" : nil)
            }
            mailbox.with { state in
                let fails = dice.roll(3) == 0
                state.acknowledgeFailure = fails ? Self.died : nil
                state.losesAcknowledgements = dice.roll(4) == 0
                state.listFailure = dice.roll(8) == 0 ? Self.died : nil
                state.onFetch = { _ in if dice.roll(15) == 0 { throw Self.died } }
            }
            scene.postbox.with { $0.losesAnswers = dice.roll(3) == 0 }
            // SIGKILL at any place: whatever is in hand stays there.
            scene.mortal.live(for: dice.roll(2) == 0 ? dice.roll(120) : nil)
            let run = Task { [scene] in await scene.run() }
            if dice.roll(4) == 0 {
                // SIGTERM, and the grace is over.
                for _ in 0..<dice.roll(400) { await Task.yield() }
                run.cancel()
            }
            _ = await run.value
            for delivery in applying.withLock({ all in
                defer { all = [] }
                return all
            }) where handler.applied[delivery.idempotencyKey.text] == nil { handler.apply(delivery) }
            for id in ids where callsWhenSettled[id] == nil {
                let state = try await scene.entry(id)?.lifecycle.state
                guard state == .recorded || state == .finished else { continue }
                callsWhenSettled[id] = handler.ids.count { $0 == id }
            }
            scene.clock.move(Double(dice.roll(3_000)))
        }
        isChaos.withLock { $0 = false }
        scene.mortal.live(for: nil)
        mailbox.with { state in
            state.acknowledgeFailure = nil
            state.losesAcknowledgements = false
            state.listFailure = nil
            state.onFetch = nil
        }
        scene.postbox.with { $0.losesAnswers = false }
        for _ in 0..<4 {
            let result = await scene.run()
            #expect(result.failure == nil, "seed \(seed)")
            scene.clock.move(6 * 3_600 * 1.5)
        }
        let keys = { (isBad: Bool) in
            ids.filter { $0.hasSuffix("-4") == isBad }.map { "gmail:support@example.org/\($0)" }.sorted()
        }
        #expect(handler.applied.keys.sorted() == keys(false), "seed \(seed): lost or made up")
        #expect(handler.applied.values.allSatisfy { $0 == 1 }, "seed \(seed): applied twice")
        #expect(scene.postbox.sent.sorted() == keys(true), "seed \(seed): one report for each rejected mail")
        for (id, calls) in callsWhenSettled {
            #expect(handler.ids.count { $0 == id } == calls, "seed \(seed): \(id) was settled and handled again")
        }
        #expect(mailbox.unread.isEmpty, "seed \(seed): left unread")
        let entries = try await scene.ledger.entries(.init(mailbox: nil, state: nil, outcome: nil, limit: 1_000))
        #expect(entries.count == ids.count, "seed \(seed)")
        #expect(entries.allSatisfy { $0.lifecycle.state == .finished }, "seed \(seed)")
    }
}
