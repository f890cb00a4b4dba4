import ArgumentParser

/// Where mail comes from.
enum MailSource: String, ExpressibleByArgument, CaseIterable {
    case gmail, imap

    /// The sources whose container variables count for a command: the one it names or means.
    ///
    /// `poll` and `validate config` mean IMAP when a host is named anywhere, else Gmail.
    static func named(in arguments: [String], _ environment: [String: String]) -> [MailSource] {
        let path = arguments.prefix(2)
        for source in allCases where path.contains(source.rawValue) { return [source] }
        guard path.first == "poll" else { return [] }
        return [polled(arguments, environment)]
    }

    /// The source of a `poll` without a configuration file.
    static func polled(_ arguments: [String], _ environment: [String: String]) -> MailSource {
        for (position, word) in arguments.enumerated() {
            let pieces = word.split(separator: "=", maxSplits: 1).map(String.init)
            let name = pieces.first?.trimmingPrefix("--").lowercased()
            let value = pieces.count > 1 ? pieces[1] : arguments.dropFirst(position + 1).first
            if name == "source", let value, let source = MailSource(rawValue: value) { return source }
        }
        let typed = arguments.contains {
            $0 == "--host" || $0.hasPrefix("--host=") || $0.lowercased().hasPrefix("host=")
        }
        if typed { return .imap }
        if let named = environment["MAILWORKER_SOURCE"].flatMap(MailSource.init) { return named }
        func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
        if isSet("MAILWORKER_HOST") || isSet("IMAP_HOST") { return .imap }
        // The container's switch alone says that no IMAP server was named; a key says that Gmail is meant.
        let hasKey =
            isSet("GMAIL_CREDENTIALS") || isSet("MAILWORKER_CREDENTIALS") || isSet("CREDENTIALS_DIRECTORY")
            || arguments.contains { $0.lowercased().trimmingPrefix("--").hasPrefix("credentials") }
        return isSet("IMAP_ENABLED") && !hasKey ? .imap : .gmail
    }
}
