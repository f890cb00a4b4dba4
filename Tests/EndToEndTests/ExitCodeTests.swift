import Foundation
import GmailSandbox
import TestSupport
import Testing

/// Bad input from outside: one clear sentence and the exit code of the design.
@Suite(.timeLimit(.minutes(3)))
struct ExitCodeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var exit: Int
        /// A piece of the sentence.
        var says: String
        var credentials: String? = nil
        var words: [String] = []
        var fault: Fault? = nil

        var testDescription: String { name }
    }

    private static let cases: [Case] = [
        Case(name: "no JSON", exit: 78, says: "JSON", credentials: "this is no JSON"),
        Case(
            name: "a user's own credentials", exit: 78, says: "authorized_user",
            credentials: #"{"type":"authorized_user","client_id":"x","client_secret":"y","refresh_token":"z"}"#),
        Case(
            name: "workload identity", exit: 78, says: "external_account",
            credentials: #"{"type":"external_account","audience":"x"}"#),
        Case(
            name: "unknown mailbox", exit: 77, says: "nobody@example.org", words: ["--username", "nobody@example.org"]),
        Case(name: "bad query", exit: 78, says: "--query", words: ["--query", "(is:unread"]),
        Case(name: "unknown project", exit: 78, says: "--project nowhere", words: ["--project", "nowhere"]),
        Case(
            name: "unknown type", exit: 78, says: "--type Wish",
            words: ["--project", "demo-project", "--type", "Wish"]),
        Case(
            name: "unknown person", exit: 78, says: "--assigned-to",
            words: ["--project", "demo-project", "--assigned-to", "nobody"]),
        Case(name: "unknown target", exit: 64, says: "--deliver-to", words: ["--deliver-to", "pigeon:coo"]),
        Case(name: "http to another host", exit: 64, says: "https", words: ["--api-endpoint", "http://192.0.2.1"]),
        Case(
            name: "regular expression that does not compile", exit: 78, says: "--body-delimiter-regex",
            words: ["--body-delimiter-regex", "(a"]),
        Case(
            name: "no mail address", exit: 64, says: "--mail-from nonsense: this is no mail address",
            words: ["--mail-from", "nonsense"]),
        Case(name: "missing CA file", exit: 78, says: "--ca-file", words: ["--ca-file", "/nonexistent/ca.pem"]),
        Case(
            name: "delegation missing", exit: 77, says: "https://www.googleapis.com/auth/gmail.modify",
            fault: Fault("token", times: 9).with {
                $0.status = 401
                $0.body = [
                    "error": "unauthorized_client",
                    "error_description":
                        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
                ]
            }),
        Case(
            name: "list answers with HTML", exit: 69, says: "not the Gmail API's",
            fault: Fault("messages.list", times: 99).with {
                $0.status = 200
                $0.isHTML = true
            }),
    ]

    @Test(arguments: cases)
    func `7_2_2 given bad input, when a run is asked for, then it ends with the code and a sentence that says what`(
        row: Case
    ) async throws {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            if let credentials = row.credentials {
                try Data(credentials.utf8).write(to: URL(fileURLWithPath: world.keyFile))
            }
            if let fault = row.fault { world.sandbox.install([fault]) }
            let ending = try await world.receive(row.words)
            #expect(ending.status == row.exit, "\(ending.output)\(ending.errors)")
            #expect((ending.errors + ending.output).contains(row.says), "\(ending.output)\(ending.errors)")
            #expect(!(ending.errors + ending.output).contains("PRIVATE KEY"))
            // No mail was touched.
            #expect(world.sandbox.mailIDs.allSatisfy { world.sandbox.isUnread($0) })
        }
    }

    @Test func `given no credentials, when a run is asked for, then it is 64 and names the option`() async throws {
        let ending = try await Program().run(["receive", "gmail", "--username", "support@example.org"])
        #expect(ending.status == 64)
        #expect(
            ending.errors
                == "mailworker: --credentials FILE is missing: the service-account key file that Google gave (JSON).\n")
    }

    @Test(arguments: [[], ["receive"], ["mails"]])
    func `given no command, when the program is started, then it is 64 and names the commands`(
        words: [String]
    ) async throws {
        let ending = try await Program().run(words)
        #expect(ending.status == 64)
        #expect(ending.output.isEmpty)
        #expect(
            ending.errors.hasPrefix(
                "mailworker: No command after `\((["mailworker"] + words).joined(separator: " "))`. "))
    }

    @Test func `7_7_2 given a data file with an error, when it is imported first, then no tracker is made`()
        async throws
    {
        let scratch = try ScratchFolder()
        let file = try scratch.write(Array("people: [{login: a, colour: red}]\n".utf8), to: "team.yaml")
        let state = scratch.file("state").path
        let ending = try await Program().run(["tracker", "import", file, "--state", state])
        #expect(ending.status == 78)
        #expect(ending.errors.contains("people[0] a: unknown key \"colour\""))
        #expect(!FileManager.default.fileExists(atPath: state))
    }

    @Test func `given the example credentials, when a run is asked for, then it says that they are the example`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().appending(path: "credentials.example.json").path
            let ending = try await world.receive(["--credentials", example])
            #expect(ending.status == 78)
            #expect((ending.errors + ending.output).contains("example"))
        }
    }

    @Test func `given a run without a tracker, when it begins, then it is 78 and says how to make one`() async throws {
        try await World.with(mails: [plainMail(1)]) { world in
            let ending = try await world.receive()
            #expect(ending.status == 78)
            #expect((ending.errors + ending.output).contains("mailworker tracker init"), "\(ending.errors)")
        }
    }

    @Test func `given a state folder that is a file, when a run begins, then it is 78 and names the folder`()
        async throws
    {
        try await World.with { world in
            try Data().write(to: URL(fileURLWithPath: world.state))
            let ending = try await world.receive()
            #expect(ending.status == 78)
            #expect((ending.errors + ending.output).contains(world.state))
        }
    }

    @Test func `given a server that fails for a while, when a run meets it, then it tries again and succeeds`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            world.sandbox.install([
                Fault("messages.get").with { $0.status = 503 }, Fault("messages.list").with { $0.drop = .before },
                Fault("messages.modify").with { $0.drop = .after },
            ])
            let ending = try await world.receive(["--project", "demo-project"])
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.count("accepted") == 1)
            #expect(ending.count("acknowledged") == 1)
        }
    }

    @Test
    func `given a server that keeps failing, when the time to give up has come, then it is 75 and the mail untouched`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            world.sandbox.install([Fault("messages.get", times: 1_000).with { $0.status = 503 }])
            let ending = try await world.receive(["--project", "demo-project", "--give-up-after", "1"])
            #expect(ending.status == 75, "\(ending.errors)")
            #expect(world.sandbox.mailIDs.allSatisfy { world.sandbox.isUnread($0) })
            world.sandbox.removeFaults()
            #expect(try await world.receive(["--project", "demo-project"]).count("accepted") == 1)
        }
    }
}
