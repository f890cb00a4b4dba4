import ArgumentParser
import Foundation

/// Brings the sources of options into one list of words, which then is parsed once.
///
/// The command line goes before the environment, the environment before a configuration file. A source replaces the whole
/// list of a lower one; inside one source repetitions add up. An empty value is an absent option. A flag becomes its word
/// or nothing; a false value of a higher source takes it away from a lower one.
struct OptionSources {
    /// One option with its values, in the order of its source.
    private struct Given {
        var values: [String]
        /// Where it came from, for texts about it.
        var origin: String
    }

    let table: OptionTable
    let environment: [String: String]
    /// Sources of mail whose container names count: `gmail`, `imap`.
    let mailSources: [String]
    /// Options of a configuration file, lowest of all.
    let file: [(name: String, values: [String])]

    init(
        table: OptionTable, environment: [String: String], mailSources: [String],
        file: [(name: String, values: [String])] = []
    ) {
        self.table = table
        self.environment = environment
        self.mailSources = mailSources
        self.file = file
    }

    /// All sources in one.
    struct Merged {
        /// What is to be parsed in the place of the command line.
        var words: [String]
        /// Where options came from that were not typed: `GMAIL_QUERY` for `query`.
        var origins: [String: String]
    }

    /// Merges all sources with `arguments` (the command line without the program's name).
    func merged(_ arguments: [String]) throws -> Merged {
        var commandLine: [String: Given] = [:]
        var others: [String] = []
        var rest = arguments.dropFirst(table.path.count)[...]
        while let word = rest.popFirst() {
            if word == "--" {
                others.append(word)
                others += rest
                break
            }
            guard let (entry, value, origin) = try option(word, &rest) else {
                others.append(word)
                continue
            }
            add(value, entry, origin, to: &commandLine)
        }
        var merged = try fileWords()
        for (name, given) in environmentWords() { merged[name] = given }
        let origins = merged.filter { commandLine[$0.key] == nil }.mapValues(\.origin)
        for (name, given) in commandLine { merged[name] = given }

        var words = table.path
        for (name, given) in merged.sorted(by: { $0.key < $1.key }) {
            guard let entry = table.entry(name) else { continue }
            words += try self.words(for: entry, given)
        }
        return Merged(words: words + others, origins: origins)
    }

    /// Reads one word as an option: `--name value`, `--name=value`, `--flag`, `name=value`. nil: it is something else.
    private func option(
        _ word: String, _ rest: inout ArraySlice<String>
    ) throws -> (OptionTable.Entry, String, String)? {
        if word.hasPrefix("--") {
            let pieces = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let first = pieces.first, let entry = table.entries[String(first)] else { return nil }
            if entry.isFlag { return pieces.count == 1 ? (entry, "true", word) : (entry, String(pieces[1]), word) }
            if pieces.count == 2 { return (entry, String(pieces[1]), "--\(first)") }
            // A missing value is the parser's to tell.
            guard let value = rest.popFirst() else { return nil }
            return (entry, value, "--\(first)")
        }
        // The rake task's way: name=value.
        let pieces = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard pieces.count == 2, let entry = table.entry(String(pieces[0])) else { return nil }
        return (entry, String(pieces[1]), "\(pieces[0])=")
    }

    private func add(_ value: String, _ entry: OptionTable.Entry, _ origin: String, to given: inout [String: Given]) {
        guard !value.isEmpty else { return }
        if entry.isRepeatable, !entry.isFlag {
            given[entry.name, default: Given(values: [], origin: origin)].values.append(value)
        } else {
            given[entry.name] = Given(values: [value], origin: origin)
        }
    }

    private func environmentWords() -> [String: Given] {
        var found: [String: (rank: Int, given: Given)] = [:]
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            guard let (name, rank) = EnvironmentNames.option(variable, sources: mailSources),
                let entry = table.entry(name)
            else { continue }
            if let known = found[entry.name], known.rank <= rank { continue }
            // The container's daemon says `true` for all attributes.
            let meansAll = entry.name == "allow-override" && Toggle(argument: value)?.isOn == true
            found[entry.name] = (rank, Given(values: [meansAll ? "all" : value], origin: variable))
        }
        var given = found.mapValues(\.given)
        // systemd hands secrets over as files.
        if given["credentials"] == nil, table.entry("credentials") != nil,
            let folder = environment["CREDENTIALS_DIRECTORY"],
            FileManager.default.fileExists(atPath: "\(folder)/gmail-credentials")
        {
            given["credentials"] = Given(values: ["\(folder)/gmail-credentials"], origin: "CREDENTIALS_DIRECTORY")
        }
        return given
    }

    private func fileWords() throws -> [String: Given] {
        var given: [String: Given] = [:]
        for (name, values) in file {
            guard let entry = table.entry(name) else {
                throw CommandFailure(.configuration, "The configuration file: unknown option '\(name)'.")
            }
            let values = values.filter { !$0.isEmpty }
            if !values.isEmpty {
                given[entry.name] = Given(values: values, origin: "'\(name)' of the configuration file")
            }
        }
        return given
    }

    private func words(for entry: OptionTable.Entry, _ given: Given) throws -> [String] {
        guard entry.isFlag else { return given.values.flatMap { ["--\(entry.name)=\($0)"] } }
        let value = given.values.last ?? ""
        guard let toggle = Toggle(argument: value) else {
            throw CommandFailure(
                .usage, "\(given.origin): '\(value)' is neither true nor false. Give true/false, yes/no, on/off or 1/0."
            )
        }
        return toggle.isOn ? ["--\(entry.name)"] : []
    }
}
