import Foundation
import Logging
import Mail
import SQLiteLedger
import Transport
import Worker

/// One mailbox with everything that serves it: made once, run once or many times, closed at the end.
struct Session: Sendable {
    /// What a session remembers.
    enum Memory: Sendable {
        /// The ledger, and the lock that is held as long as the session lives.
        case ledger(LedgerDatabase, MailboxLock)
        /// A dry run: at most a look at what is there.
        case lookOnly(LedgerDatabase?)
    }

    let mailbox: any Mailbox
    let handler: any MessageHandler
    let parser: any MessageParser
    let spool: Spool
    let postbox: (any Postbox)?
    let memory: Memory
    let options: WorkerOptions
    let logger: Logger
    let clockwork: Clockwork
    /// Ends what the mailbox holds open at its source.
    let end: @Sendable () async -> Void

    /// Runs once. The handler is asked first, before any mail is touched.
    func run(_ stop: StopSignal, _ printer: RunPrinter) async -> RunResult {
        do throws(TargetFailure) {
            for warning in try await handler.check() {
                logger.warning("about the target", metadata: ["warning": "\(warning)"])
            }
        } catch {
            return RunResult(summary: RunSummary(), failure: .target(error))
        }
        let result =
            switch memory {
            case .ledger(let ledger, _): await run(ledger, stop, printer)
            case .lookOnly(let ledger): await look(ledger, printer)
            }
        for warning in await mailbox.traffic.warnings {
            logger.warning("about the source", metadata: ["warning": "\(warning)"])
        }
        if result.summary.inQuarantine > 0 {
            logger.warning(
                "mails are in quarantine; see `mailworker mails list --state-is quarantined`",
                metadata: ["count": "\(result.summary.inQuarantine)"])
        }
        return result
    }

    private func run(_ ledger: LedgerDatabase, _ stop: StopSignal, _ printer: RunPrinter) async -> RunResult {
        let random = clockwork.random
        let parts = WorkerParts(
            mailbox: mailbox, handler: handler, parser: parser, ledger: ledger, spool: spool, postbox: postbox)
        return await WorkerRun(
            parts: parts, options: options, stop: stop, logger: logger, now: clockwork.now,
            jitter: { random() - 0.5 }, onEvent: { await printer.show($0) }
        ).run()
    }

    private func look(_ ledger: LedgerDatabase?, _ printer: RunPrinter) async -> RunResult {
        await DryRun(
            mailbox: mailbox, handler: handler, parser: parser, spool: spool, ledger: ledger, options: options,
            now: clockwork.now, onEvent: { await printer.show($0) }
        ).run()
    }
}
