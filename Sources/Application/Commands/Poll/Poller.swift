import Foundation
import Logging
import Mail
import Observability
import Synchronization
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
        guard mailbox.isEnabled else {
            assembly.logger.notice("IMAP_ENABLED is false: nothing is done until the process is stopped")
            while !stop.isStopped { await pause(.seconds(3600), stop, Arrival()) }
            return .done
        }
        var failures = 0
        while !stop.isStopped {
            do {
                return try await serve(stop)
            } catch {
                let failure = CommandFailure(error)
                guard !isAlone else {
                    StandardError.write("mailworker: \(failure.text)\n")
                    return failure.exit
                }
                // The others go on, so nothing restarts this one: it has to ask again by itself.
                log("the mailbox cannot be served", failure.text, failure.exit)
                failures = Self.needsPerson(failure.exit) ? failures + 1 : 0
                await pause(pauseLength(failures), stop, Arrival())
            }
        }
        return .done
    }

    private func serve(_ stop: StopSignal) async throws -> ExitClass {
        let http = try assembly.httpClient(mailbox.plan.options.connection)
        defer { http.stop() }
        let session = try await mailbox.plan.session(assembly, surroundings, http)
        let arrived = Arrival()
        let exit = await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in session.mailbox.arrivals() { arrived.note() } }
            let exit = await run(session, stop, arrived)
            group.cancelAll()
            return exit
        }
        await session.end()
        return exit
    }

    private func run(_ session: Session, _ stop: StopSignal, _ arrived: Arrival) async -> ExitClass {
        var failures = 0
        var isFirst = true
        while !stop.isStopped {
            let result = await session.run(stop, printer)
            let exit = ExitClass(result)
            await printer.show(result, exit: exit)
            if isFirst, isAlone, exit == .credentials || exit == .configuration { return exit }
            isFirst = false
            failures = Self.needsPerson(exit) ? failures + 1 : 0
            if let failure = result.failure, !stop.isStopped {
                log("the run failed; the next one comes", failure.text, exit)
            }
            await pause(pauseLength(failures), stop, arrived)
        }
        return .done
    }

    private func log(_ what: Logger.Message, _ error: String, _ exit: ExitClass) {
        let name = (try? mailbox.plan.displayedName) ?? ""
        assembly.logger.error(
            what,
            metadata: [LogKey.mailbox: "\(name)", LogKey.error: "\(error)", "exit": "\(exit.rawValue)"])
    }

    /// Asking again soon would not help.
    private static func needsPerson(_ exit: ExitClass) -> Bool {
        exit == .credentials || exit == .configuration || exit == .refused
    }

    private func pauseLength(_ failures: Int) -> Duration {
        var pause = mailbox.interval
        for _ in 0..<failures where pause < Self.longestPause { pause *= 2 }
        return failures > 0 ? max(mailbox.interval, min(pause, Self.longestPause)) : pause
    }

    /// Waits, but not when asked to stop, nor when mail has arrived.
    private func pause(_ length: Duration, _ stop: StopSignal, _ arrived: Arrival) async {
        let end = ContinuousClock.now + length
        while !stop.isStopped, !arrived.take(), ContinuousClock.now < end {
            let rest = end - ContinuousClock.now
            do {
                try await assembly.clockwork.sleep(min(rest, .milliseconds(200)))
            } catch {
                return
            }
        }
    }
}

/// Whether the source told that mail may have arrived since it was last asked.
private final class Arrival: Sendable {
    private let flag = Atomic(false)

    func note() { flag.store(true, ordering: .releasing) }
    func take() -> Bool { flag.exchange(false, ordering: .acquiringAndReleasing) }
}
