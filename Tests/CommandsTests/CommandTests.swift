import ArgumentParser
import Testing

@testable import Commands

/// The commands as they are declared.
@Suite
struct CommandTests {
    private static func leaves(
        of type: any ParsableCommand.Type, _ path: [String]
    ) -> [(path: [String], type: any ParsableCommand.Type)] {
        let children = type.configuration.subcommands
        guard !children.isEmpty else { return [(path, type)] }
        return children.flatMap { leaves(of: $0, path + [$0.configuration.commandName ?? ""]) }
    }

    @Test func `given the design's command line, when commands are listed, then they are these`() {
        let paths = Self.leaves(of: Mailworker.self, []).map { $0.path.joined(separator: " ") }
        #expect(
            paths.sorted() == [
                "explain", "mails codes", "mails forget", "mails list", "mails prune", "mails raw", "mails retry",
                "mails show", "poll", "receive gmail", "receive imap", "receive stdin", "tracker add-user",
                "tracker export",
                "tracker import", "tracker init", "tracker list", "tracker show", "validate config", "validate gmail",
                "validate imap", "validate target",
            ])
    }

    @Test func `given every command, when it is asked for help, then it says what it is for and has a body`() {
        for (path, type) in Self.leaves(of: Mailworker.self, []) {
            #expect(type is any RunnableCommand.Type, "\(path)")
            #expect(!type.configuration.abstract.isEmpty, "\(path)")
            let usage = "USAGE: mailworker \(path.joined(separator: " "))"
            #expect(Mailworker.helpMessage(for: type).contains(usage), "\(path)")
        }
    }

    @Test(arguments: [
        "credentials", "username", "user-id", "query", "read-on-failure", "max-emails", "project", "type", "tracker",
        "category", "priority", "status", "version", "assigned-to", "unknown-user", "no-permission-check",
        "allow-override", "project-from-subaddress", "default-group", "no-account-notice", "no-notification",
        "preferred-part", "mail-from", "mail-suffix-separators", "body-delimiter", "body-delimiter-regex",
        "ignore-filenames", "report-incoming-email-errors", "deliver-to", "state", "api-endpoint", "ca-file", "dry-run",
        "output", "log-level", "log-format", "list-limit", "quota-units-per-minute", "max-in-flight", "timeout",
        "handler-timeout", "max-attempts", "max-mail-size", "max-decoded-size", "max-parts", "max-depth",
        "max-header-size", "max-header-lines", "max-text", "give-up-after", "keep-raw", "quarantine-label",
        "strict-permissions", "shutdown-grace", "own-address", "keywords", "default-language", "strip-quote",
        "match-subject", "watchers-on-reply", "automatic", "command-exit", "reports-per-sender",
        "reports-per-run", "private", "is-private",
    ])
    func `given an option of the design, when the receiving commands are looked at, then they have it`(
        name: String
    ) throws {
        for path in [["receive", "gmail"], ["poll"]] {
            #expect(try OptionTable(of: Mailworker.self, for: path).entries[name] != nil, "\(path)")
        }
    }
}
