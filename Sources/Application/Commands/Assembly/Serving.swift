import Dispatch
import Foundation
import Logging
import ServiceLifecycle
import UnixSignals
import Worker

extension Assembly {
    /// Runs `body` until it ends, or until SIGTERM or SIGINT end it: no new mails from then on, `grace` for those in
    /// hand, then they are cancelled; two seconds later the process ends whatever still runs.
    func serve(
        grace: Duration, exitOnTimeout: ExitClass, _ body: @escaping @Sendable (StopSignal) async -> ExitClass
    ) async throws -> ExitClass {
        let work = Work(grace: grace, exitOnTimeout: exitOnTimeout, body: body)
        var configuration = ServiceGroupConfiguration(
            services: [.init(service: work, successTerminationBehavior: .gracefullyShutdownGroup)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "mailworker.service") { _ in SwiftLogNoOpLogHandler() })
        configuration.maximumGracefulShutdownDuration = grace
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            // The group tells that it had to cancel; the exit below says how the work came out.
            logger.debug("ended by cancellation", metadata: ["error": "\(error)"])
        }
        return await work.result.exit ?? exitOnTimeout
    }

    private struct Work: Service {
        let grace: Duration
        let exitOnTimeout: ExitClass
        let body: @Sendable (StopSignal) async -> ExitClass
        let result = Outcome()

        func run() async throws {
            let stop = StopSignal()
            let exit = await withGracefulShutdownHandler {
                await body(stop)
            } onGracefulShutdown: {
                stop.stop()
                let milliseconds = Int(grace.inSeconds * 1000) + 1_800
                DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
                    _exit(exitOnTimeout.rawValue)
                }
            }
            await result.set(exit)
        }
    }

    private actor Outcome {
        private(set) var exit: ExitClass?

        func set(_ exit: ExitClass) { self.exit = exit }
    }
}
