import ArgumentParser
import Foundation

/// The options that one command declares: read from its declarations, so that no second list can drift.
struct OptionTable {
    struct Entry {
        /// The name that words are written with: the first long one.
        let name: String
        let isFlag: Bool
        let isRepeatable: Bool
    }

    /// By every long name, without its dashes.
    private(set) var entries: [String: Entry] = [:]
    /// The command's words: `receive`, `gmail`.
    let path: [String]

    /// The table of the command that `words` begin with; of its group where the command is not named yet.
    init(of root: any ParsableCommand.Type, for words: [String]) throws {
        var type = root
        var path: [String] = []
        for word in words {
            guard let next = type.configuration.subcommands.first(where: { $0.configuration.commandName == word })
            else { break }
            type = next
            path.append(word)
        }
        self.path = path
        let command = try JSONDecoder().decode(Tool.self, from: Data(type._dumpHelp().utf8)).command
        for argument in command.arguments ?? [] where argument.kind != "positional" {
            let names = (argument.names ?? []).filter { $0.kind == "long" }.map(\.name)
            guard let first = names.first, first != "help" else { continue }
            let entry = Entry(name: first, isFlag: argument.kind == "flag", isRepeatable: argument.isRepeating)
            for name in names { entries[name] = entry }
        }
    }

    /// The tables of all commands.
    static func all(of root: any ParsableCommand.Type) throws -> [OptionTable] {
        try paths(of: root).map { try OptionTable(of: root, for: $0) }
    }

    private static func paths(of type: any ParsableCommand.Type) -> [[String]] {
        let children = type.configuration.subcommands
        guard !children.isEmpty else { return [[]] }
        return children.flatMap { child in
            paths(of: child).map { [child.configuration.commandName ?? ""] + $0 }
        }
    }

    /// The option that a name of the environment, a file or a rake word means: any case, `_` or `-`.
    func entry(_ name: String) -> Entry? {
        entries[name.lowercased().replacingOccurrences(of: "_", with: "-")]
    }

    /// What ArgumentParser tells of itself; only what is needed here.
    private struct Tool: Decodable {
        struct Command: Decodable {
            var arguments: [Argument]?
        }
        struct Argument: Decodable {
            struct Name: Decodable {
                var kind: String
                var name: String
            }
            var kind: String
            var names: [Name]?
            var isRepeating: Bool
        }
        var command: Command
    }
}
