import Mail
import SMTP
import Transport

/// The step `reports`: the submission server that the options name takes our login. Nothing is sent.
struct ReportsCheck: Sendable {
    let report: ReportOptions
    let connection: ConnectionOptions

    /// nil where no submission server is wanted.
    func step(_ assembly: Assembly, _ surroundings: Surroundings) async -> SetupStep? {
        do {
            guard try report.way(isGmail: true) == .smtp else { return nil }
            let server = try report.server
            try await assembly.submission(report, connection, surroundings).check()
            return SetupStep("reports", .pass, seen: "\(server) takes reports\(server.user.map { " of \($0)" } ?? "")")
        } catch let failure as SMTPFailure {
            return SetupStep("reports", .fail, seen: failure.description, failure: failure.sourceKind)
        } catch {
            return TargetCheck.failed("reports", error)
        }
    }
}
