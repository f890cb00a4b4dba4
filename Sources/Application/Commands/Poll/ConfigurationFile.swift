import ArgumentParser
import Foundation
import Yams

/// The YAML file of `poll --config`: many mailboxes, each with its source, options and target.
///
///     state: /var/lib/mailworker
///     interval: 600
///     log-level: info
///     defaults: {max-emails: 500}
///     mailboxes:
///       - name: support
///         source: gmail
///         username: support@example.org
///         credentials: /etc/mailworker/key.json
///         project: demo-project
///         deliver-to: tracker
struct ConfigurationFile {
    private static let topLevel: Set<String> = ["state", "interval", "log-level", "defaults", "mailboxes"]

    private let path: String
    private let root: Node.Mapping
    private let table: OptionTable

    init(path: String) throws {
        self.path = path
        table = try OptionTable(of: Mailworker.self, for: ["poll"])
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(
                .configuration, "Reading the configuration file \(path): it cannot be read. Check path and rights.")
        }
        do {
            guard case .mapping(let root)? = try Yams.compose(yaml: text) else {
                throw CommandFailure(
                    .configuration, "Reading the configuration file \(path): it must be a mapping with 'mailboxes'.")
            }
            self.root = root
        } catch let error as YamlError {
            throw CommandFailure(.configuration, "Reading the configuration file \(path): \(error)")
        }
    }

    /// The mailboxes, each parsed as if its options stood on the command line of `poll`.
    func mailboxes(_ surroundings: Surroundings) throws -> [PolledMailbox] {
        for (key, _) in root where !Self.topLevel.contains(key.string ?? "") {
            throw unknown(key)
        }
        var common = try options(root["defaults"], besides: [])
        for name in ["state", "interval", "log-level"] {
            if let value = root[name] { common.append((name, [try text(value)])) }
        }
        guard let list = root["mailboxes"], case .sequence(let nodes) = list, !nodes.isEmpty else {
            throw CommandFailure(
                .configuration, "The configuration file \(path): 'mailboxes' must be a list with one mailbox or more.")
        }
        let mailboxes = try nodes.map { try mailbox($0, common, surroundings) }
        var names: Set<String> = []
        for (mailbox, node) in zip(mailboxes, nodes) {
            let name = try mailbox.plan.displayedName
            guard names.insert(name).inserted else {
                throw CommandFailure(
                    .configuration,
                    "The configuration file \(path)\(place(node)): \(name) is there twice. One mailbox is served once.")
            }
        }
        return mailboxes
    }

    private func mailbox(
        _ node: Node, _ common: [(name: String, values: [String])], _ surroundings: Surroundings
    ) throws -> PolledMailbox {
        let own = try options(node, besides: ["name"])
        let named = Set(own.map(\.name))
        let sources = OptionSources(
            table: table, environment: Self.programLevel(surroundings.environment), mailSources: [],
            file: common.filter { !named.contains($0.name) } + own)
        let typed = withoutConfig(surroundings.arguments)
        do {
            guard let poll = try Mailworker.parseAsRoot(sources.merged(typed).words) as? PollCommand else {
                throw CommandFailure(.configuration, "The configuration file \(path): no mailbox to poll.")
            }
            let mailbox = try poll.polled(surroundings, ofFile: true)
            try mailbox.plan.checkUsage()
            return mailbox
        } catch {
            let text = (error as? CommandFailure)?.text ?? Mailworker.message(for: error)
            throw CommandFailure(.configuration, "The configuration file \(path)\(place(node)): \(text)")
        }
    }

    /// The options of one mapping; lists are repeated options.
    private func options(_ node: Node?, besides: Set<String>) throws -> [(name: String, values: [String])] {
        guard let node else { return [] }
        guard case .mapping(let mapping) = node else {
            throw CommandFailure(
                .configuration,
                "The configuration file \(path)\(place(node)): options are a mapping of names to values.")
        }
        return try mapping.compactMap { key, value in
            let name = try text(key)
            if besides.contains(name) { return nil }
            guard name != "config", let entry = table.entry(name) else { throw unknown(key) }
            if case .sequence(let values) = value {
                guard entry.isRepeatable || values.count < 2 else {
                    throw CommandFailure(
                        .configuration,
                        "The configuration file \(path)\(place(value)): '\(name)' takes one value, not a list.")
                }
                return (name, try values.map(text))
            }
            return (name, [try text(value)])
        }
    }

    private func text(_ node: Node) throws -> String {
        guard case .scalar(let scalar) = node else {
            throw CommandFailure(
                .configuration, "The configuration file \(path)\(place(node)): a single value is expected.")
        }
        return node.null == nil ? scalar.string : ""
    }

    private func unknown(_ key: Node) -> CommandFailure {
        CommandFailure(
            .configuration,
            "The configuration file \(path)\(place(key)): unknown key '\(key.string ?? "")'. Keys are the option names of "
                + "`mailworker poll --help`.")
    }

    private func place(_ node: Node) -> String {
        node.mark.map { ", line \($0.line), column \($0.column)" } ?? ""
    }

    /// With a file the environment gives program-level options only: any other would mean all mailboxes.
    static let programLevelNames: Set<String> = [
        "MAILWORKER_STATE", "MAILWORKER_INTERVAL", "MAILWORKER_LOG_LEVEL", "MAILWORKER_LOG_FORMAT", "MAILWORKER_OUTPUT",
    ]

    private static func programLevel(_ environment: [String: String]) -> [String: String] {
        environment.filter { programLevelNames.contains($0.key) }
    }

    /// Variables that would name an option and are not heard beside a file.
    static func ignoredVariables(_ environment: [String: String]) throws -> [String] {
        let table = try OptionTable(of: Mailworker.self, for: ["poll"])
        return environment.keys.sorted().filter { variable in
            if variable == "IMAP_ENABLED" { return true }
            guard variable != "MAILWORKER_CONFIG", !programLevelNames.contains(variable),
                let (name, _) = EnvironmentNames.option(variable, sources: MailSource.allCases.map(\.rawValue))
            else { return false }
            return table.entry(name) != nil
        }
    }

    /// The typed words without `--config FILE`.
    private func withoutConfig(_ arguments: [String]) -> [String] {
        var words: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--config" {
                _ = rest.popFirst()
            } else if !word.hasPrefix("--config="), !word.hasPrefix("config=") {
                words.append(word)
            }
        }
        return words
    }
}
