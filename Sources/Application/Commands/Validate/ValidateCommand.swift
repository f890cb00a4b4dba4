import ArgumentParser
import Foundation
import Gmail
import Mail
import SQLiteLedger
import Transport

/// Checks credentials and set-up.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Tells which step of the set-up is wrong: one line per step.",
        subcommands: [ValidateGmail.self, ValidateTarget.self, ValidateConfig.self])
}

/// `validate gmail`: from the key file to the target.
struct ValidateGmail: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail", abstract: "Checks the Google set-up, the state folder and the target; changes no mail.")

    @OptionGroup(title: "Gmail") var gmail: GmailSourceOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        let plan = GmailPlan(gmail: gmail, connection: connection, run: run, handler: handler, state: state)
        try plan.checkUsage()
        let assembly = Assembly(logger: output.logger())
        let http = try assembly.httpClient(connection)
        defer { http.stop() }
        var printer = StepPrinter(output.output)
        for step in try await assembly.setupCheck(plan, http).run() { printer.show(step) }
        let target = TargetCheck(handler: handler, state: state, mailboxAddress: try plan.address)
        for step in await target.steps(assembly, surroundings) { printer.show(step) }
        return printer.exit
    }
}

/// `validate target`: what the receive options need at the target.
struct ValidateTarget: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "target", abstract: "Checks the target and what the options name there.")

    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        var printer = StepPrinter(output.output)
        let check = TargetCheck(handler: handler, state: state, mailboxAddress: nil)
        for step in await check.steps(Assembly(logger: output.logger()), surroundings) { printer.show(step) }
        return printer.exit
    }
}

/// The steps `state` and `target`.
struct TargetCheck: Sendable {
    let handler: HandlerOptions
    let state: StateOptions
    let mailboxAddress: String?

    func steps(_ assembly: Assembly, _ surroundings: Surroundings) async -> [SetupStep] {
        do {
            let folder = try state.create(surroundings.environment)
            let stateStep = SetupStep("state", .pass, seen: "\(folder.path) can be written to")
            do {
                let context = HandlerContext(
                    trackerPath: folder.tracker, spool: assembly.spool(folder.spool), mailboxAddress: mailboxAddress,
                    installationID: nil, isReadOnly: true)
                return [stateStep] + (await (try assembly.handler(handler, context)).setupSteps())
            } catch {
                return [stateStep, Self.failed("target", error)]
            }
        } catch {
            return [
                Self.failed("state", error),
                SetupStep("target", .skipped, seen: "needs the state folder"),
            ]
        }
    }

    private static func failed(_ step: String, _ error: any Error) -> SetupStep {
        let failure = CommandFailure(error)
        let kind: SourceFailure.Kind =
            switch failure.exit {
            case .credentials: .credentials
            case .refused: .refused
            case .temporary: .unavailable(retryAfter: nil)
            default: .configuration
            }
        return SetupStep(step, .fail, seen: failure.text, failure: kind)
    }
}

/// Shows steps as they come and keeps the class of the first that failed.
struct StepPrinter {
    private let format: OutputFormat
    private(set) var exit = ExitClass.done

    init(_ format: OutputFormat) { self.format = format }

    mutating func show(_ step: SetupStep) {
        if exit == .done, step.result == .fail { exit = step.failure.map { ExitClass($0) } ?? .configuration }
        switch format {
        case .json: try? JSONLines.write(StepObject(step))
        case .text:
            let mark = MailText.padded(step.result.rawValue, 8)
            var line = "\(mark)\(MailText.padded(step.step, 12)) \(MailText.oneLine(step.seen, 1_000))\n"
            if !step.remedy.isEmpty { line += String(repeating: " ", count: 21) + "→ \(step.remedy)\n" }
            StandardOutput.write(line)
        }
    }
}
