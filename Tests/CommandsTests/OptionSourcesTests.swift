import ArgumentParser
import Testing

@testable import Commands

/// 3.4: sources of options, merged into one list of words.
@Suite
struct OptionSourcesTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var typed: [String] = []
        var environment: [String: String] = [:]
        var file: [String: [String]] = [:]
        var words: [String]

        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(name: "nothing", words: []),
        Case(name: "an option", typed: ["--query", "is:unread"], words: ["--query=is:unread"]),
        Case(name: "an option with =", typed: ["--query=a=b"], words: ["--query=a=b"]),
        Case(
            name: "the rake task's way", typed: ["max_emails=7", "tracker=Bug"],
            words: ["--max-emails=7", "--type=Bug"]),
        Case(name: "an alias", typed: ["user_id=a@example.org"], words: ["--username=a@example.org"]),
        Case(name: "rake words in any case", typed: ["Project=demo"], words: ["--project=demo"]),
        Case(
            name: "an empty value is absent", typed: ["project="], environment: ["GMAIL_ATTR_PROJECT": "demo"],
            words: ["--project=demo"]),
        Case(name: "the last one counts", typed: ["--query", "a", "query=b"], words: ["--query=b"]),
        Case(
            name: "repetitions add up in one source", typed: ["--body-delimiter", "a", "--body-delimiter=b"],
            words: ["--body-delimiter=a", "--body-delimiter=b"]),
        Case(
            name: "a source replaces the whole list of a lower one", typed: ["--body-delimiter", "a"],
            environment: ["MAILWORKER_BODY_DELIMITER": "b"], file: ["body-delimiter": ["c", "d"]],
            words: ["--body-delimiter=a"]),
        Case(
            name: "environment before file", environment: ["MAILWORKER_QUERY": "b"], file: ["query": ["c"]],
            words: ["--query=b"]),
        Case(
            name: "a list in the file", file: ["own-address": ["a@b.org", "c@d.org"]],
            words: ["--own-address=a@b.org", "--own-address=c@d.org"]),
        Case(
            name: "program variables before container variables",
            environment: ["GMAIL_QUERY": "a", "MAILWORKER_QUERY": "b"], words: ["--query=b"]),
        Case(
            name: "an empty variable is absent", environment: ["MAILWORKER_QUERY": "", "GMAIL_QUERY": "a"],
            words: ["--query=a"]),
        Case(name: "true means all", environment: ["GMAIL_ALLOW_OVERRIDE": "true"], words: ["--allow-override=all"]),
        Case(
            name: "names of the container", environment: ["GMAIL_ATTR_ASSIGNED_TO": "mia"], words: ["--assigned-to=mia"]
        ),
        Case(name: "variables of another source", environment: ["OTHER_ATTR_PROJECT": "demo"], words: []),
        Case(
            name: "OpenProject's own variable", environment: ["OPENPROJECT_REPORT__INCOMING__EMAIL__ERRORS": "false"],
            words: ["--report-incoming-email-errors=false"]),
        Case(name: "a flag", typed: ["--dry-run"], words: ["--dry-run"]),
        Case(name: "a flag of the rake task", typed: ["no_permission_check=1"], words: ["--no-permission-check"]),
        Case(
            name: "words of Redmine's task",
            typed: [
                "project_from_subaddress=in@example.org", "default_group=A,B", "no_account_notice=1",
                "no_notification=1",
            ],
            words: [
                "--default-group=A,B", "--no-account-notice", "--no-notification",
                "--project-from-subaddress=in@example.org",
            ]),
        Case(name: "the private flag", typed: ["private=1"], words: ["--private"]),
        Case(name: "the private flag by Redmine's name", typed: ["is_private=1"], words: ["--private"]),
        Case(
            name: "the private flag of the environment", environment: ["MAILWORKER_IS_PRIVATE": "true"],
            words: ["--private"]),
        Case(name: "a flag that is false", typed: ["no_permission_check=0"], words: []),
        Case(
            name: "a false value takes a flag away", typed: ["no_permission_check=off"],
            environment: ["MAILWORKER_NO_PERMISSION_CHECK": "yes"], words: []),
        Case(
            name: "what follows -- is left alone", typed: ["--dry-run", "--", "handler", "--query", "project=x"],
            words: ["--dry-run", "--", "handler", "--query", "project=x"]),
        Case(name: "unknown words are the parser's to tell", typed: ["--colour", "red"], words: ["--colour", "red"]),
        Case(name: "switches of tests are no options", environment: ["MAILWORKER_KILL_AT": "claimed"], words: []),
    ]

    @Test(arguments: cases)
    func `3_4 given sources of options, when they are merged, then one list of words says the same`(row: Case) throws {
        let sources = OptionSources(
            table: try OptionTable(of: Mailworker.self, for: ["receive", "gmail"]), environment: row.environment,
            mailSources: ["gmail"], file: row.file.map { (name: $0.key, values: $0.value) })
        let merged = try sources.merged(["receive", "gmail"] + row.typed)
        #expect(merged.words == ["receive", "gmail"] + row.words)
    }

    @Test func `3_4 given a flag that is neither true nor false, when it is merged, then the source is named`() throws {
        let sources = OptionSources(
            table: try OptionTable(of: Mailworker.self, for: ["receive", "gmail"]),
            environment: ["GMAIL_NO_PERMISSION_CHECK": "maybe"], mailSources: ["gmail"])
        #expect(
            throws: CommandFailure(
                .usage,
                "GMAIL_NO_PERMISSION_CHECK: 'maybe' is neither true nor false. Give true/false, yes/no, on/off or 1/0.")
        ) { try sources.merged(["receive", "gmail"]) }
    }

    @Test func `given options that were not typed, when they are merged, then it is known where they came from`() throws
    {
        let sources = OptionSources(
            table: try OptionTable(of: Mailworker.self, for: ["receive", "gmail"]),
            environment: ["GMAIL_QUERY": "a", "MAILWORKER_PROJECT": "b"], mailSources: ["gmail"],
            file: [(name: "type", values: ["Bug"])])
        let merged = try sources.merged(["receive", "gmail", "--project", "c"])
        #expect(merged.origins == ["query": "GMAIL_QUERY", "type": "'type' of the configuration file"])
    }

    @Test(
        arguments: [
            ([], [:], .gmail), (["--host", "h"], [:], .imap), (["host=h"], [:], .imap), ([], ["IMAP_HOST": "h"], .imap),
            ([], ["IMAP_ENABLED": "false"], .imap), ([], ["IMAP_ENABLED": ""], .gmail),
            ([], ["IMAP_ENABLED": "false", "GMAIL_CREDENTIALS": "k"], .gmail),
            (["--credentials", "k"], ["IMAP_ENABLED": "false"], .gmail),
            (["credentials=k"], ["IMAP_ENABLED": "true"], .gmail),
            (["--credentials", "k"], ["IMAP_HOST": "h"], .imap), (["--source", "gmail"], ["IMAP_HOST": "h"], .gmail),
        ] as [([String], [String: String], MailSource)])
    func `given poll without a file, when its source is not named, then the host or the key tells (4)`(
        words: [String], environment: [String: String], source: MailSource
    ) {
        #expect(MailSource.polled(["poll"] + words, environment) == source)
    }

    @Test func `given misspelled variables, when the environment is looked at, then they are named and no others`()
        throws
    {
        let environment = [
            "MAILWORKER_PROJEKT": "demo", "MAILWORKER_PROJECT": "demo", "MAILWORKER_INTERVAL": "5",
            "MAILWORKER_OLDER_THAN": "5", "MAILWORKER_EMPTY": "", "MAILWORKER_KILL_AT": "applied",
            "MAILWORKER_IDEMPOTENCY_KEY": "k", "IMAP_PROJEKT": "demo", "MAILWORKER_MAX_MAILS": "1",
        ]
        let tables = { try OptionTable.all(of: Mailworker.self) }
        #expect(
            try EnvironmentNames.strangers(in: environment, tables) == ["MAILWORKER_MAX_MAILS", "MAILWORKER_PROJEKT"])
    }

    @Test(arguments: ["ftp://x", "smtp://user:secret@mail.example.org", "mail.example.org"])
    func `given what is no submission server, when the way of reports is asked for, then it is wrong usage`(
        url: String
    ) throws {
        let options = try ReportOptions.parse(["--smtp-url", url])
        #expect {
            try options.way(isGmail: true)
        } throws: { error in
            (error as? CommandFailure).map { $0.exit == .usage && $0.text.hasPrefix("--smtp-url: ") } ?? false
        }
    }
}
