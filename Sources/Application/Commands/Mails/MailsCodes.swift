import ArgumentParser
import Mail

/// Lists the reason codes.
struct MailsCodes: RunnableCommand {
    static let configuration = CommandConfiguration(commandName: "codes", abstract: "Lists the reason codes.")

    @OptionGroup var output: OutputOptions

    private struct Code: Encodable {
        var code: String
        var meaning: String
    }

    mutating func run(_ surroundings: Surroundings) async throws -> ExitClass {
        for code in ReasonCode.allCases {
            switch output.output {
            case .json: try JSONLines.write(Code(code: code.rawValue, meaning: code.meaning))
            case .text: StandardOutput.write("\(MailText.padded(code.rawValue, 20)) \(code.meaning)\n")
            }
        }
        return .done
    }
}
