import Foundation
import Mail
import SQLiteLedger

/// The steps `state`, `target` and, where a submission server is named, `reports`.
struct TargetCheck: Sendable {
    let handler: HandlerOptions
    let connection: ConnectionOptions
    let state: StateOptions
    let mailboxAddress: String?

    func steps(_ assembly: Assembly, _ surroundings: Surroundings) async -> [SetupStep] {
        let reports = ReportsCheck(report: handler.report, connection: connection)
        return await targetSteps(assembly, surroundings)
            + [await reports.step(assembly, surroundings)].compactMap { $0 }
    }

    private func targetSteps(_ assembly: Assembly, _ surroundings: Surroundings) async -> [SetupStep] {
        do {
            let folder = try state.create(surroundings.environment)
            // One that is damaged, held by another program or from a newer version would stop every run.
            if FileManager.default.fileExists(atPath: folder.ledger) { _ = try LedgerDatabase(folder, keepRawDays: 0) }
            let stateStep = SetupStep("state", .pass, seen: "\(folder.path) can be written to")
            do {
                let context = HandlerContext(
                    trackerPath: folder.tracker, spool: assembly.spool(folder.spool), mailboxAddress: mailboxAddress,
                    installationID: nil, isReadOnly: true)
                return [stateStep] + (await (try assembly.target(handler, context)).handler.setupSteps())
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

    static func failed(_ step: String, _ error: any Error) -> SetupStep {
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
