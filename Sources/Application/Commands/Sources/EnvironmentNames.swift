/// Which environment variables stand for which options.
enum EnvironmentNames {
    /// Names that mean something else than the option of the same spelling.
    private static let containerNames = [
        "CHECK_INTERVAL": "interval",
        "ATTR_PROJECT": "project",
        "ATTR_CATEGORY": "category",
        "ATTR_PRIORITY": "priority",
        "ATTR_STATUS": "status",
        "ATTR_VERSION": "version",
        "ATTR_TYPE": "type",
        "ATTR_ASSIGNED_TO": "assigned-to",
    ]

    /// Secrets and switches that no option takes; they are read where they are needed.
    private static let others: Set<String> = [
        "MAILWORKER_KILL_AT", "IMAP_PASSWORD", "IMAP_ENABLED", "MAILWORKER_STRICT", "MAILWORKER_POSTGRESQL",
        "MAILWORKER_TRY_DIR",
    ]

    /// What a handler command finds in its environment, which may start the program itself.
    private static let ofHandlers: Set<String> = [
        "MAILWORKER_IDEMPOTENCY_KEY", "MAILWORKER_MAILBOX", "MAILWORKER_KEY", "MAILWORKER_MESSAGE_ID",
        "MAILWORKER_SENDER", "MAILWORKER_ATTEMPT",
    ]

    /// Variables with the program's prefix that stand for no option of `tables`: a typing error, which else would change
    /// nothing in silence.
    static func strangers(in environment: [String: String], _ tables: () throws -> [OptionTable]) rethrows -> [String] {
        let named = environment.filter { variable, value in
            !value.isEmpty && suffix(of: variable, after: "MAILWORKER_") != nil && !others.contains(variable)
                && !ofHandlers.contains(variable)
        }
        // Reading every command's options takes its time; it is seldom needed.
        guard !named.isEmpty else { return [] }
        let tables = try tables()
        return named.keys.sorted().filter { variable in
            guard let name = suffix(of: variable, after: "MAILWORKER_") else { return false }
            return !tables.contains { $0.entry(name) != nil }
        }
    }

    /// The option of a variable, for the sources a command reads; nil when the variable is not ours.
    ///
    /// `rank`: lower goes before higher.
    static func option(_ variable: String, sources: [String]) -> (name: String, rank: Int)? {
        guard !others.contains(variable) else { return nil }
        if variable == "OPENPROJECT_REPORT__INCOMING__EMAIL__ERRORS" { return ("report-incoming-email-errors", 2) }
        if let rest = suffix(of: variable, after: "MAILWORKER_") { return (optionName(rest), 0) }
        for source in sources {
            if let rest = suffix(of: variable, after: source.uppercased() + "_") {
                return (containerNames[rest] ?? optionName(rest), 1)
            }
        }
        return nil
    }

    private static func suffix(of variable: String, after prefix: String) -> String? {
        variable.hasPrefix(prefix) ? String(variable.dropFirst(prefix.count)) : nil
    }

    private static func optionName(_ name: String) -> String {
        name.lowercased().replacing("_", with: "-")
    }
}
