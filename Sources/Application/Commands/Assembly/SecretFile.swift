import Foundation
import Observability

/// A secret in a file: its first line, without the line end.
enum SecretFile {
    static func read(_ path: String, option: String) throws -> Secret {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(
                .configuration, "\(option) \(path): the file cannot be read as UTF-8 text. Check path and rights.")
        }
        let line = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let secret = line.hasSuffix("\r") ? line.dropLast() : line
        guard !secret.isEmpty else { throw CommandFailure(.configuration, "\(option) \(path): the file is empty.") }
        return Secret(String(secret))
    }

    /// A secret that the environment holds: a variable, else a file that systemd hands over.
    static func fromEnvironment(
        _ variable: String, credential: String, _ environment: [String: String]
    ) throws -> Secret? {
        if let text = environment[variable], !text.isEmpty { return Secret(text) }
        guard let folder = environment["CREDENTIALS_DIRECTORY"],
            FileManager.default.fileExists(atPath: "\(folder)/\(credential)")
        else { return nil }
        return try read("\(folder)/\(credential)", option: "CREDENTIALS_DIRECTORY")
    }
}
