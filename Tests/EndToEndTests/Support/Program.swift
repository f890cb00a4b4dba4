import Foundation
import Subprocess
import SystemPackage
import TestSupport

/// The built program, run as a child process.
struct Program: Sendable {
    /// What a finished program left.
    struct Ending: Sendable {
        /// nil when a signal ended it.
        var status: Int?
        var signal: Int?
        var output: String
        var errors: String

        /// The lines of standard output as JSON objects.
        var objects: [[String: Any]] {
            output.split(separator: "\n").compactMap { line in
                (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
            }
        }

        var mails: [[String: Any]] { objects.filter { $0["event"] as? String == "mail" } }
        var summary: [String: Any] { objects.last { $0["event"] as? String == "summary" } ?? [:] }
        /// Step name → result.
        var steps: [String: String] {
            var steps: [String: String] = [:]
            for object in objects where object["event"] as? String == "step" {
                if let name = object["step"] as? String { steps[name] = object["result"] as? String }
            }
            return steps
        }

        func count(_ key: String) -> Int? { summary[key] as? Int }
    }

    /// Where the products of this build lie: beside the test bundle.
    static let products = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    let name: String

    init(_ name: String = "mailworker") { self.name = name }

    var path: FilePath { FilePath(Self.products.appending(path: name).path) }

    /// Variables that keep the tests apart from the machine they run on.
    static func environment(_ changes: [String: String]) -> Environment {
        var variables = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent",
        ]
        variables["SWIFT_BACKTRACE"] = "enable=no"
        variables.merge(changes) { $1 }
        var keyed: [Environment.Key: String] = [:]
        for (name, value) in variables { keyed[Environment.Key(stringLiteral: name)] = value }
        return .custom(keyed)
    }

    /// Runs it to its end.
    func run(_ arguments: [String], environment: [String: String] = [:], input: [UInt8] = []) async throws -> Ending {
        let scratch = try ScratchFolder()
        let path = try scratch.write(input, to: "input")
        let file = try FileDescriptor.open(FilePath(path), .readOnly)
        let result = try await Subprocess.run(
            .path(self.path), arguments: Arguments(arguments), environment: Self.environment(environment),
            input: .fileDescriptor(file, closeAfterSpawningProcess: true),
            output: .string(limit: 64 * 1024 * 1024), error: .string(limit: 16 * 1024 * 1024))
        var ending = Ending(status: nil, signal: nil, output: result.standardOutput, errors: result.standardError)
        switch result.terminationStatus {
        case .exited(let status): ending.status = Int(status)
        case .signaled(let signal): ending.signal = Int(signal)
        }
        return ending
    }
}
