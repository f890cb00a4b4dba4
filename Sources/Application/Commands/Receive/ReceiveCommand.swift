import ArgumentParser
import Transport

/// One run, then the end.
struct ReceiveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receive", abstract: "Handles what matches now, and ends.",
        subcommands: [ReceiveGmail.self, ReceiveStdin.self])
}

/// `receive gmail`: the one-shot run over a Gmail mailbox.
struct ReceiveGmail: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail", abstract: "Handles the mails of a Gmail search.",
        discussion: """
            The rake task's words are understood as well: \
            mailworker receive gmail credentials=key.json user_id=support@example.org query='is:unread'
            """)

    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = GmailPlan(gmail: gmail, connection: connection, run: run, handler: handler, state: state)
        try plan.checkUsage()
        let printer = RunPrinter(output.output)
        let assembly = Assembly(logger: output.logger())
        return try await assembly.serve(grace: run.shutdownGrace.duration, exitOnTimeout: .temporary) { stop in
            do {
                let http = try assembly.httpClient(plan.connection)
                defer { http.stop() }
                let session = try await assembly.session(plan, surroundings, http)
                let result = await session.run(stop, printer)
                let exit = ExitClass(result)
                await printer.show(result, exit: exit)
                return exit
            } catch {
                return await printer.show(failure: error)
            }
        }
    }
}
