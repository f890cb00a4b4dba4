import ArgumentParser
import Foundation
import Mail
import SQLiteLedger
import Transport
import Worker

/// `receive stdin`: one mail from a pipe, as mail servers deliver to programs.
struct ReceiveStdin: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stdin", abstract: "Handles one raw mail on standard input.",
        discussion: """
            Ends with 0 (taken, or nothing to bounce about), 65 (rejected: the mail server bounces) or 75 (try again \
            later), whatever else is wrong: mail servers bounce on anything else.
            """)

    @Flag(help: "End with the exit codes of the other commands.")
    var exitClasses = false
    @Option(help: "Seconds to wait for another delivery in progress.")
    var lockTimeout: Seconds = Seconds(60)
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let printer = RunPrinter(output.output)
        let assembly = Assembly(logger: output.logger())
        let command = self
        return try await assembly.serve(grace: run.shutdownGrace.duration, exitOnTimeout: .temporary) { stop in
            do {
                let session = try await command.session(assembly, surroundings)
                let result = await session.run(stop, printer)
                var exit = ExitClass(result)
                // The sender hears of a rejection once: by our report, or by the mail server's bounce.
                let isTold = result.summary.reportsSent > 0
                if exit == .done, result.summary.rejected > 0, !isTold { exit = .rejected }
                await printer.show(result, exit: exit)
                return exit
            } catch {
                return await printer.show(failure: error)
            }
        }
    }

    /// Whether reports leave by themselves; else the mail server's bounce takes them from standard error.
    private var sendsReports: Bool { get throws { try handler.report.way(isGmail: false) == .smtp } }

    private func session(_ assembly: Assembly, _ surroundings: Surroundings) async throws -> Session {
        let name = MailboxName("stdin")
        let access = try StateAccess(state, run, surroundings, assembly)
        let memory = try await access.memory(keepRawDays: run.keepRaw) {
            try await waitingLock(name, access.folder, assembly)
        }
        let context = try access.handlerContext(memory, mailboxAddress: nil)
        let target = try await assembly.target(handler, context)
        return Session(
            mailbox: StandardInputMailbox(
                name: name, spool: access.spool, limitBytes: handler.limits.maxMailSize.bytes),
            handler: try sendsReports ? target.handler : StderrReports(target.handler),
            parser: assembly.parser(access.spool), spool: access.spool,
            postbox: try assembly.postbox(
                handler, connection, gmail: nil, sender: target.mailFrom, context, surroundings),
            memory: memory,
            options: WorkerOptions(
                maximumMails: 1, listLimit: 1, maximumMailBytes: handler.limits.maxMailSize.bytes, inFlight: 1,
                putBackAfter: .seconds(1_000_000_000),
                policy: RetryPolicy(maximumAttempts: run.maxAttempts.number, rejectedStaysUnread: false, waits: false),
                reportsPerSender: handler.rules.reportsPerSender.number,
                reportsPerRun: handler.report.reportsPerRun.number),
            logger: assembly.logger, clockwork: assembly.clockwork, end: {})
    }

    /// Deliveries wait for each other, unlike runs over other sources.
    private func waitingLock(
        _ name: MailboxName, _ folder: StateFolder, _ assembly: Assembly
    ) async throws -> MailboxLock {
        let deadline = ContinuousClock.now + lockTimeout.duration
        while true {
            do {
                return try MailboxLock(name, in: folder)
            } catch let held as MailboxLock.Held {
                guard ContinuousClock.now < deadline else { throw held }
                try await assembly.clockwork.sleep(.milliseconds(50))
            }
        }
    }
}
