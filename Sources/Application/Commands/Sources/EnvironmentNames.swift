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
    ]

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
