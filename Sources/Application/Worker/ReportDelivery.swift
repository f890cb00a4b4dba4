import Foundation
import Logging
import Mail

/// Sends the reports that are due, one per mail however often it is tried; never changes an outcome.
///
/// A run sends only so many: a wave of mails that are all wrong for one reason must not become a wave of ours. The others
/// stay due.
///
/// `sending` is on disk before the report leaves. After a crash in between, the postbox is asked whether it left; where
/// that cannot be found out the report counts as sent, for a second one would be worse than none.
struct ReportDelivery: Sendable {
    /// A search index may lag that long behind what was sent.
    private static let searchLag: TimeInterval = 15 * 60

    let parts: WorkerParts
    let options: WorkerOptions
    let stop: StopSignal
    let logger: Logger
    let now: @Sendable () -> Date

    func run(_ tally: Tally) async {
        var skipped: Set<MessageKey> = []
        var sent = 0
        do {
            guard let postbox = parts.postbox else { return try await giveUp(tally) }
            while !stop.isStopped, !Task.isCancelled,
                let report = try await parts.ledger.nextReport(parts.mailbox.name, besides: skipped)
            {
                guard sent < options.reportsPerRun else { return warnOfLimit() }
                switch try await deliver(report, through: postbox, tally) {
                case .sent: sent += 1
                case .settled: break
                case .later: skipped.insert(report.key)
                case .outage: return
                }
            }
        } catch {
            await tally.fail(Task.isCancelled ? .stopped : WorkerRun.failure(error))
        }
    }

    /// No way out is configured: a report that waited for one would leave days later.
    private func giveUp(_ tally: Tally) async throws {
        while let report = try await parts.ledger.nextReport(parts.mailbox.name, besides: []) {
            logger.warning(
                "no report to the sender: there is no way to send it; give --smtp-url, or --report-through none",
                metadata: ["key": "\(report.key)"])
            await tally.countReport(wasSent: false)
            _ = try await settle(report, .none)
        }
    }

    /// What came of one report.
    private enum Delivered {
        case sent
        /// Nothing more is to be done about it.
        case settled
        /// Left for a later run.
        case later
        /// The way out is closed, for this report and those behind it.
        case outage
    }

    private func deliver(_ report: DueReport, through postbox: any Postbox, _ tally: Tally) async throws -> Delivered {
        do {
            if report.state == .sending {
                switch try await postbox.hasSent(key: report.idempotencyKey) {
                case true?: return try await settle(report, .sent)
                case nil: return try await settle(report, .sentUnknown)
                case false?:
                    guard now().timeIntervalSince(report.updated) > Self.searchLag else { return .later }
                }
            } else if try await isOverLimit(report) {
                return try await settle(report, .none)
            }
            _ = try await settle(report, .sending)
            CrashPoint.reportSending.pass()
            try await postbox.send(report.message, key: report.idempotencyKey)
            CrashPoint.reportSent.pass()
            await tally.countReport(wasSent: true)
            _ = try await settle(report, .sent)
            return .sent
        } catch let error as SourceFailure {
            return try await failed(report, error, tally)
        }
    }

    private func failed(_ report: DueReport, _ error: SourceFailure, _ tally: Tally) async throws -> Delivered {
        logger.error(
            "a report to the sender could not be sent",
            metadata: ["key": "\(report.key)", "error": "\(error.text)"])
        await tally.countReport(wasSent: false)
        switch error.kind {
        case .unavailable(_?):
            // The server said when to come back, so it did not take the report.
            _ = try await settle(report, .due)
            return .outage
        case .cancelled, .unavailable:
            // The answer may have been lost, not the report: it stays `sending`, and the next run looks.
            return .outage
        case .credentials, .configuration:
            if report.state == .due { _ = try await settle(report, .due) }
            return .outage
        case .refused:
            return try await settle(report, report.state == .sending ? .sentUnknown : .refused)
        }
    }

    private func isOverLimit(_ report: DueReport) async throws -> Bool {
        let count = try await parts.ledger.reports(to: report.message.to, since: now().addingTimeInterval(-3600))
        guard count >= options.reportsPerSender else { return false }
        logger.warning(
            "no report: this sender had enough in the last hour",
            metadata: ["key": "\(report.key)", "limit": "\(options.reportsPerSender)"])
        return true
    }

    private func warnOfLimit() {
        logger.warning(
            "enough reports for one run; the others stay due and are sent by the next runs (--reports-per-run)",
            metadata: ["limit": "\(options.reportsPerRun)"])
    }

    private func settle(_ report: DueReport, _ state: ReportState) async throws -> Delivered {
        try await parts.ledger.setReport(report.key, state, now: now())
        return .settled
    }
}
