import Foundation
import TestSupport
import Testing

@testable import Mail

@Suite struct LifecycleTests {
    private static let now = Date(timeIntervalSince1970: 1_000_000)
    private static let reading = RetryPolicy(maximumAttempts: 12, rejectedStaysUnread: false)
    private static let leaving = RetryPolicy(maximumAttempts: 12, rejectedStaysUnread: true)
    private static let piped = RetryPolicy(maximumAttempts: 12, rejectedStaysUnread: false, waits: false)
    private static let reason = Reason(.noProject, "none")

    struct OutcomeRow: Sendable, CustomTestStringConvertible {
        var name: String
        var attempts = 0
        var outcome: HandlingOutcome
        var policy = reading
        var state: MailState
        var attemptsAfter: Int
        var dueIn: Double?
        var shown: OutcomeName
        var mark: Acknowledgement.Mark?
        var keeps = false
        var testDescription: String { name }
    }

    static let outcomes: [OutcomeRow] = [
        .init(
            name: "accepted", outcome: .accepted(.testing), state: .recorded, attemptsAfter: 1, shown: .accepted,
            mark: .accepted),
        .init(
            name: "ignored", outcome: .ignored(reason), state: .recorded, attemptsAfter: 1, shown: .ignored,
            mark: .failed),
        .init(
            name: "ignored, left unread: finished all the same (7.2.5)", outcome: .ignored(reason), policy: leaving,
            state: .recorded, attemptsAfter: 1, shown: .ignored, mark: .failed),
        .init(
            name: "rejected", outcome: .rejected(reason, report: nil), state: .recorded, attemptsAfter: 1,
            shown: .rejected, mark: .failed),
        .init(
            name: "rejected, left unread: again after 10 minutes", outcome: .rejected(reason, report: nil),
            policy: leaving, state: .waiting, attemptsAfter: 1, dueIn: 600, shown: .rejected, keeps: true),
        .init(
            name: "rejected as too large, left unread: no bytes",
            outcome: .rejected(Reason(.tooLarge, ""), report: nil), policy: leaving, state: .waiting, attemptsAfter: 1,
            dueIn: 600, shown: .rejected),
        .init(
            name: "rejected for the twelfth time, left unread", attempts: 11,
            outcome: .rejected(reason, report: nil), policy: leaving, state: .quarantined, attemptsAfter: 12,
            shown: .quarantined, mark: .quarantined, keeps: true),
        .init(
            name: "rejected late, left unread: at most 24 hours", attempts: 10,
            outcome: .rejected(reason, report: nil), policy: leaving, state: .waiting, attemptsAfter: 11,
            dueIn: 86_400, shown: .rejected, keeps: true),
        .init(
            name: "deferred: again after a minute", outcome: .deferred(reason, retryAfter: nil), state: .waiting,
            attemptsAfter: 1, dueIn: 60, shown: .deferred, keeps: true),
        .init(
            name: "deferred again: twice as long", attempts: 1, outcome: .deferred(reason, retryAfter: nil),
            state: .waiting, attemptsAfter: 2, dueIn: 120, shown: .deferred, keeps: true),
        .init(
            name: "deferred late: at most 6 hours", attempts: 10, outcome: .deferred(reason, retryAfter: nil),
            state: .waiting, attemptsAfter: 11, dueIn: 21_600, shown: .deferred, keeps: true),
        .init(
            name: "deferred with a longer wish", outcome: .deferred(reason, retryAfter: .seconds(900)),
            state: .waiting, attemptsAfter: 1, dueIn: 900, shown: .deferred, keeps: true),
        .init(
            name: "deferred with a shorter wish", outcome: .deferred(reason, retryAfter: .seconds(5)),
            state: .waiting, attemptsAfter: 1, dueIn: 60, shown: .deferred, keeps: true),
        .init(
            name: "deferred with a wish of years", outcome: .deferred(reason, retryAfter: .seconds(1 << 40)),
            state: .waiting, attemptsAfter: 1, dueIn: 21_600, shown: .deferred, keeps: true),
        .init(
            name: "deferred for the twelfth time", attempts: 11, outcome: .deferred(reason, retryAfter: nil),
            state: .quarantined, attemptsAfter: 12, shown: .quarantined, mark: .quarantined, keeps: true),
        .init(
            name: "deferred in a pipe: the caller waits (7.1.10)",
            outcome: .deferred(reason, retryAfter: .seconds(900)), policy: piped, state: .waiting, attemptsAfter: 1,
            dueIn: 0, shown: .deferred, keeps: true),
    ]

    @Test(arguments: outcomes)
    func `given a mail in hand, when an outcome comes, then 3.3 and 7.2.4 say where it goes`(_ row: OutcomeRow) {
        let step = Lifecycle(state: .claimed, attempts: row.attempts)
            .after(row.outcome, policy: row.policy, now: Self.now, jitter: 0)
        let due = row.dueIn.map { Self.now.addingTimeInterval($0) }
        let lifecycle = Lifecycle(state: row.state, attempts: row.attemptsAfter, due: due)
        #expect(step == .init(lifecycle: lifecycle, outcome: row.shown, mark: row.mark, keepsBytes: row.keeps))
    }

    @Test(arguments: [(-0.5, 30.0), (0.0, 60.0), (0.5, 90.0)])
    func `given jitter, when a mail is deferred, then its pause is half to one and a half times as long (7.2.4)`(
        _ jitter: Double, _ pause: Double
    ) {
        let step = Lifecycle(state: .claimed)
            .after(.deferred(Self.reason, retryAfter: nil), policy: Self.reading, now: Self.now, jitter: jitter)
        #expect(step.lifecycle.due == Self.now.addingTimeInterval(pause))
    }

    @Test func `given a suspect, when it passes, then it is one no longer`() {
        let suspect = Lifecycle(state: .claimed, attempts: 1, isSuspect: true)
        let step = suspect.after(
            .deferred(Self.reason, retryAfter: nil), policy: Self.reading, now: Self.now, jitter: 0)
        #expect(!step.lifecycle.isSuspect)
    }

    @Test func `given a mail that was handled before, when it is repeated, then it is marked without an attempt`() {
        let step = Lifecycle(state: .claimed, attempts: 3).afterRepetition()
        #expect(
            step
                == .init(
                    lifecycle: Lifecycle(state: .recorded, attempts: 3), outcome: .alreadyHandled,
                    mark: .alreadyHandled, keepsBytes: false))
    }

    @Test(arguments: [(MailState.new, 0), (.waiting, 5), (.finished, 0), (.quarantined, 0), (.recorded, 5)])
    func `given a mail in any state, when it is claimed, then settled ones begin anew and others go on counting`(
        _ state: MailState, _ attempts: Int
    ) {
        let before = Lifecycle(state: state, attempts: state == .new ? 0 : 5, due: Self.now, isSuspect: true)
        #expect(before.taken == Lifecycle(state: .claimed, attempts: attempts, isSuspect: true))
    }

    @Test(arguments: [
        (0, false, MailState.waiting, 0), (0, true, .waiting, 1), (10, true, .waiting, 11), (11, false, .waiting, 11),
        (11, true, .quarantined, 12),
    ])
    func `given a mail in hand, when the process dies, then only the death of a mail alone counts (3.3)`(
        _ attempts: Int, _ wasAlone: Bool, _ state: MailState, _ after: Int
    ) {
        let next = Lifecycle(state: .claimed, attempts: attempts)
            .afterDeath(wasAlone: wasAlone, policy: Self.reading, now: Self.now)
        let isWaiting = state == .waiting
        #expect(next == Lifecycle(state: state, attempts: after, due: isWaiting ? Self.now : nil, isSuspect: isWaiting))
    }

    @Test(arguments: MailState.allCases, [nil] + OutcomeName.allCases.map(Optional.some))
    func `given any standing, when a person asks for a retry, then 3.3 and 7.2.12 say whether it is due`(
        _ state: MailState, _ outcome: OutcomeName?
    ) {
        let next = Lifecycle(state: state, attempts: 7, isSuspect: true).afterRetry(lastOutcome: outcome, now: Self.now)
        switch (state, outcome) {
        case (.new, _), (.claimed, _), (.recorded, _), (.finished, .accepted), (.finished, .alreadyHandled):
            #expect(next == nil)
        case (.waiting, _):
            #expect(next == Lifecycle(state: .waiting, attempts: 7, due: Self.now, isSuspect: true))
        case (.quarantined, _), (.finished, _):
            #expect(next == Lifecycle(state: .waiting, attempts: 0, due: Self.now))
        }
    }

    @Test func `given a mail that is gone, when it ends, then its attempts are kept`() {
        #expect(
            Lifecycle(state: .waiting, attempts: 4, due: Self.now).afterVanishing()
                == Lifecycle(state: .finished, attempts: 4))
    }
}
