import Foundation
import Observability

/// A secret in a file: its first line, without the line end.
enum SecretFile {
    /// A larger file is no secret, but the wrong file.
    private static let maximumBytes = 64 * 1024

    /// Pipes can be read as well, as `<(command)` of a shell gives them.
    static func read(_ path: String, option: String) throws -> Secret {
        guard let file = FileHandle(forReadingAtPath: path),
            let text = try? String(data: file.read(upToCount: maximumBytes) ?? Data(), encoding: .utf8)
        else {
            throw CommandFailure(
                .configuration, "\(option) \(path): the file cannot be read as UTF-8 text. Check path and rights.")
        }
        // CRLF is one character.
        let secret = text.prefix { $0 != "\n" && $0 != "\r\n" }
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
