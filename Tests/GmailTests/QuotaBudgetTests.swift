import Foundation
import TestSupport
import Testing
import Transport

@testable import Gmail

@Suite(.timeLimit(.minutes(1))) struct QuotaBudgetTests {
    @Test func `7.1.2: the whole minute's budget may go at once, then it is waited for`() async throws {
        let clock = SkippingClock()
        let budget = QuotaBudget(unitsPerMinute: 100, clockwork: clock.clockwork)
        for _ in 0..<5 {
            try await budget.spend(20)
            await budget.settle(20)
        }
        #expect(clock.sleeps.isEmpty)
        try await budget.spend(1)
        #expect(clock.sleeps.count == 1)
        #expect(clock.sleeps[0] >= .seconds(60))
        #expect(clock.sleeps[0] < .milliseconds(60_010))
    }

    @Test func `7.1.2: never more than the limit in any 60 seconds`() async throws {
        let clock = SkippingClock()
        let start = clock.now
        let budget = QuotaBudget(unitsPerMinute: 100, clockwork: clock.clockwork)
        var spent: [(time: Double, units: Int)] = []
        for number in 0..<60 {
            let units = [20, 5, 50, 1][number % 4]
            try await budget.spend(units)
            spent.append((clock.now.timeIntervalSince(start), units))
            // The answer takes a while.
            clock.advance(by: .milliseconds(number * 70 % 900))
            await budget.settle(units)
        }
        for first in spent {
            let within = spent.filter { $0.time >= first.time && $0.time < first.time + 60 }
            #expect(within.reduce(0) { $0 + $1.units } <= 100)
        }
        #expect(spent.last.map { $0.time > 60 * 10 } == true)
    }

    @Test func `given a slow answer, its units count until a minute after it`() async throws {
        let clock = SkippingClock()
        let budget = QuotaBudget(unitsPerMinute: 20, clockwork: clock.clockwork)
        try await budget.spend(20)
        clock.advance(by: .seconds(59))
        await budget.settle(20)
        try await budget.spend(20)
        #expect(clock.sleeps[0] > .seconds(59))
    }

    @Test func `given a call that costs more than the limit, it takes the whole minute`() async throws {
        let clock = SkippingClock()
        let budget = QuotaBudget(unitsPerMinute: 10, clockwork: clock.clockwork)
        try await budget.spend(50)
        await budget.settle(50)
        try await budget.spend(5)
        #expect(clock.sleeps.count == 1)
    }

    @Test func `given no limit, nothing waits but for a pause`() async throws {
        let clock = SkippingClock()
        let budget = QuotaBudget(unitsPerMinute: nil, clockwork: clock.clockwork)
        for _ in 0..<1000 { try await budget.spend(50) }
        #expect(clock.sleeps.isEmpty)
        await budget.pause(.seconds(30))
        await budget.pause(.seconds(10))
        try await budget.spend(1)
        #expect(clock.sleeps == [.seconds(30)])
    }
}

@Suite(.timeLimit(.minutes(1))) struct RequestWindowTests {
    @Test func `7.1.2: the window halves once for a round of complaints and comes back slowly`() async throws {
        let window = RequestWindow(maximum: 8)
        var tickets: [RequestWindow.Ticket] = []
        for _ in 0..<8 { tickets.append(try await window.enter()) }
        for ticket in tickets.dropLast() { window.leave(ticket, .crowded) }
        #expect(window.limit == 4)
        window.leave(tickets[7], .failed)
        #expect(window.limit == 4)
        var answers = 0
        while window.limit < 5 {
            window.leave(try await window.enter(), .answered)
            answers += 1
        }
        #expect(answers == 5)
        for _ in 0..<5 { window.leave(try await window.enter(), .crowded) }
        #expect(window.limit == 1)
        for _ in 0..<200 { window.leave(try await window.enter(), .answered) }
        #expect(window.limit == 8)
    }

    @Test func `given a full window, the next waits for a place, and a cancelled one leaves the queue`() async throws {
        let window = RequestWindow(maximum: 1)
        let first = try await window.enter()
        let cancelled = Task { try await window.enter() }
        cancelled.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        let second = Task { try await window.enter() }
        window.leave(first, .answered)
        window.leave(try await second.value, .answered)
        window.leave(try await window.enter(), .answered)
    }
}
