import Mail

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
