import Mail

/// Writes the report of a rejected mail to standard error instead of sending it: there the mail server's bounce takes it.
struct StderrReports: MessageHandler {
    private let handler: any MessageHandler

    init(_ handler: any MessageHandler) { self.handler = handler }

    func check() async throws(TargetFailure) -> [String] { try await handler.check() }

    func setupSteps() async -> [SetupStep] { await handler.setupSteps() }

    func preview(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> Preview {
        try await handler.preview(mail, delivery)
    }

    func deliver(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome {
        let outcome = try await handler.deliver(mail, delivery)
        switch outcome {
        case .rejected(let reason, let report?):
            StandardError.write(report.text + "\n")
            return .rejected(reason, report: nil)
        // A pipe has no way to the sender but the bounce, and accepted mail does not bounce.
        case .accepted(let receipt, _?): return .accepted(receipt)
        default: return outcome
        }
    }
}
