package import Foundation
package import Logging
import Mail
import Observability

/// One run over one mailbox: what is left from before, then what matches and is due, oldest first; each mail is claimed,
/// fetched, handled, recorded, acknowledged.
///
/// The process must hold the lock of the mailbox. What a mail does wrong is its outcome; what goes wrong with the source,
/// the target or the ledger ends the run: nothing more is taken up, what is in hand lets go without an attempt counted.
package struct WorkerRun: Sendable {
    let parts: WorkerParts
    let options: WorkerOptions
    let stop: StopSignal
    let logger: Logger
    let now: @Sendable () -> Date
    /// Uniform in -0.5 ... 0.5.
    let jitter: @Sendable () -> Double
    let onEvent: @Sendable (MailEvent) async -> Void

    package init(
        parts: WorkerParts, options: WorkerOptions, stop: StopSignal, logger: Logger,
        now: @escaping @Sendable () -> Date, jitter: @escaping @Sendable () -> Double,
        onEvent: @escaping @Sendable (MailEvent) async -> Void
    ) {
        self.parts = parts
        self.options = options
        self.stop = stop
        self.logger = logger
        self.now = now
        self.jitter = jitter
        self.onEvent = onEvent
    }

    /// Runs once; never throws, so that a summary is always there.
    package func run() async -> RunResult {
        let clock = ContinuousClock()
        let start = clock.now
        let before = await parts.mailbox.traffic
        let tally = Tally()
        let acknowledger = Acknowledger(parts.mailbox, parts.ledger, now: now)
        do {
            try await work(tally, acknowledger)
        } catch {
            await tally.fail(Task.isCancelled ? .stopped : Self.failure(error))
        }
        var result = await tally.result
        result.summary.acknowledged = await acknowledger.acknowledged
        if result.failure == nil { result.failure = await acknowledger.failure }
        if let counts = try? await parts.ledger.counts(parts.mailbox.name, now: now()) {
            result.summary.waiting = counts.waiting
            result.summary.inQuarantine = counts.quarantined
        }
        let traffic = await parts.mailbox.traffic
        result.summary.requests = traffic.requests - before.requests
        result.summary.bytesReceived = traffic.bytesReceived - before.bytesReceived
        result.summary.duration = clock.now - start
        return result
    }

    private func work(_ tally: Tally, _ acknowledger: Acknowledger) async throws {
        let name = parts.mailbox.name
        for entry in try await parts.ledger.recover(name, policy: options.policy, now: now()) {
            await show(entry, as: .quarantined, entry.reason, tally)
        }
        let lost = try await parts.ledger.pendingAcknowledgements(name)
        if !lost.isEmpty {
            logger.notice("acknowledging what an earlier run could not", metadata: ["mails": "\(lost.count)"])
            await acknowledger.add(lost)
            await acknowledger.flush()
        }
        var listed: [ListedMessage] = []
        for try await page in parts.mailbox.matches(atMost: options.listLimit) { listed += page }
        listed.reverse()
        let selection = try await parts.ledger.select(
            name, matching: listed, atMost: options.maximumMails, onlyListed: !options.policy.waits,
            putBackAfter: options.putBackAfter, now: now())
        await report(selection.known, tally)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await acknowledger.flushEveryMinute() }
            await takeUp(selection.work, tally, acknowledger)
            group.cancelAll()
        }
        if Task.isCancelled { throw CancellationError() }
        await acknowledger.flush()
        await ReportDelivery(parts: parts, options: options, stop: stop, logger: logger, now: now).run(tally)
        if stop.isStopped, await tally.leftOver { throw RunFailure.stopped }
    }

    /// Matches that are settled: a source that hands over one mail at a time wants to hear what became of it.
    private func report(_ known: [LedgerEntry], _ tally: Tally) async {
        for entry in known {
            let repetition = Repetition(of: entry)
            await show(entry, as: repetition.outcome, repetition.reason, tally)
        }
    }

    private func show(_ entry: LedgerEntry, as outcome: OutcomeName, _ reason: Reason?, _ tally: Tally) async {
        await tally.take()
        await tally.count(outcome)
        await onEvent(MailEvent(entry, outcome, reason))
    }

    /// Conversations side by side, each in its own order; first, one at a time, those that a suspect belongs to.
    private func takeUp(_ work: [Work], _ tally: Tally, _ acknowledger: Acknowledger) async {
        let desk = MailDesk(run: self, tally: tally, acknowledger: acknowledger)
        let all = Self.chains(work)
        for chain in all where Self.hasSuspect(chain) { await desk.handle(chain) }
        let chains = all.filter { !Self.hasSuspect($0) }
        let window = max(1, options.inFlight)
        await withTaskGroup(of: Void.self) { group in
            for (number, chain) in chains.enumerated() {
                if number >= window { await group.next() }
                group.addTask { await desk.handle(chain) }
            }
        }
    }

    /// Mails of one conversation in one chain. A mail that is only looked at has a chain of its own: it waits for nobody.
    private static func chains(_ work: [Work]) -> [[(position: Int, work: Work)]] {
        var chains: [[(position: Int, work: Work)]] = []
        var chainOf: [String: Int] = [:]
        for (position, item) in work.enumerated() {
            let conversation = item.finishedAs == nil ? item.conversation : nil
            if let conversation, let chain = chainOf[conversation] {
                chains[chain].append((position, item))
            } else {
                if let conversation { chainOf[conversation] = chains.count }
                chains.append([(position, item)])
            }
        }
        return chains
    }

    private static func hasSuspect(_ chain: [(position: Int, work: Work)]) -> Bool {
        chain.contains { $0.work.before.isSuspect }
    }

    static func failure(_ error: any Error) -> RunFailure {
        switch error {
        case let failure as RunFailure: failure
        case let failure as SourceFailure: failure.kind == .cancelled ? .stopped : .source(failure)
        case let failure as TargetFailure: .target(failure)
        case let failure as LedgerFailure: .ledger(failure)
        case let failure as SpoolFailure: .ledger(LedgerFailure(isTemporary: true, text: failure.description))
        case is CancellationError: .stopped
        default: .source(SourceFailure(.unavailable(retryAfter: nil), "\(error)"))
        }
    }
}

/// The counts of a run while it goes on, and its first failure.
actor Tally {
    private var summary = RunSummary()
    private var failure: RunFailure?
    private(set) var leftOver = false

    var result: RunResult { RunResult(summary: summary, failure: failure) }
    var hasFailed: Bool { failure != nil }

    func take() { summary.found += 1 }
    func count(_ outcome: OutcomeName) { summary.count(outcome) }
    func fail(_ failure: RunFailure) { self.failure = self.failure ?? failure }
    func leave() { leftOver = true }
    func countReport(wasSent: Bool) {
        if wasSent { summary.reportsSent += 1 } else { summary.reportsFailed += 1 }
    }
}
