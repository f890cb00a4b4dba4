import Foundation
import Logging
import Mail
import Observability
import Transport
import Worker

/// Runs over one mailbox again and again; the lock is held from the first run to the end.
struct Poller: Sendable {
    /// The longest pause between runs that fail for a reason a person must mend.
    private static let longestPause = Duration.seconds(3600)

    let mailbox: PolledMailbox
    /// The only mailbox of the process: what is wrong at its start ends the process.
    let isAlone: Bool
    let assembly: Assembly
    let surroundings: Surroundings
    let printer: RunPrinter

    func run(_ stop: StopSignal) async -> ExitClass {
        do {
            let http = try assembly.httpClient(mailbox.gmail.connection)
            defer { http.stop() }
            let session = try await assembly.session(mailbox.gmail, surroundings, http)
            return await run(session, stop)
        } catch {
            let failure = CommandFailure(error)
            StandardError.write("mailworker: \(failure.text)\n")
            return failure.exit
        }
    }

    private func run(_ session: Session, _ stop: StopSignal) async -> ExitClass {
        var failures = 0
        var isFirst = true
        while !stop.isStopped {
            let result = await session.run(stop, printer)
            let exit = ExitClass(result)
            await printer.show(result, exit: exit)
            if isFirst, isAlone, exit == .credentials || exit == .configuration { return exit }
            isFirst = false
            let needsPerson = exit == .credentials || exit == .configuration || exit == .refused
            failures = needsPerson ? failures + 1 : 0
            if let failure = result.failure, !stop.isStopped {
                assembly.logger.error(
                    "the run failed; the next one comes",
                    metadata: [
                        LogKey.mailbox: "\(session.mailbox.name)", LogKey.error: "\(failure.text)",
                        "exit": "\(exit.rawValue)",
                    ])
            }
            await pause(pauseLength(failures), stop)
        }
        return .done
    }

    private func pauseLength(_ failures: Int) -> Duration {
        var pause = mailbox.interval
        for _ in 0..<failures where pause < Self.longestPause { pause *= 2 }
        return failures > 0 ? max(mailbox.interval, min(pause, Self.longestPause)) : pause
    }

    /// Waits, but not when asked to stop.
    private func pause(_ length: Duration, _ stop: StopSignal) async {
        let end = ContinuousClock.now + length
        while !stop.isStopped, ContinuousClock.now < end {
            let rest = end - ContinuousClock.now
            do {
                try await assembly.clockwork.sleep(min(rest, .milliseconds(200)))
            } catch {
                return
            }
        }
    }
}
