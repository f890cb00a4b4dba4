import Transport
import Worker

extension Assembly {
    /// One run over one mailbox, then the end.
    func receive(
        _ plan: any SourcePlan, _ surroundings: Surroundings, _ printer: RunPrinter
    ) async throws -> ExitClass {
        try plan.checkUsage()
        return try await serve(grace: plan.options.run.shutdownGrace.duration, exitOnTimeout: .temporary) { stop in
            do {
                let http = try httpClient(plan.options.connection)
                defer { http.stop() }
                let session = try await plan.session(self, surroundings, http)
                let result = await session.run(stop, printer)
                await session.end()
                let exit = ExitClass(result)
                await printer.show(result, exit: exit)
                return exit
            } catch {
                return await printer.show(failure: error)
            }
        }
    }
}
