import Foundation
import GmailSandbox
import Subprocess
import SystemPackage
import TestSupport
import Testing
import Worker

/// The built program over a real Dovecot.
@Suite(.enabled(if: DovecotServer.path != nil, "the package dovecot-imapd is missing"), .timeLimit(.minutes(3)))
struct IMAPTests {
    /// A Dovecot with mails, and a state folder with the sample tracker.
    private struct Account {
        let server: DovecotServer
        let scratch: ScratchFolder
        let state: String

        init(mails: [LoadedMail], settings: String = "") async throws {
            server = try DovecotServer(settings: settings)
            scratch = try ScratchFolder()
            state = scratch.file("state").path
            for mail in mails { try server.deliver(Array(mail.content)) }
            let file = LoadedMail.samplesFolder.appending(path: "tracker.yaml").path
            let ending = try await Program().run(["tracker", "import", file, "--state", state])
            try #require(ending.status == 0, "\(ending.errors)")
        }

        var words: [String] {
            [
                "--host", "localhost", "--port", "\(server.securePort)", "--username", DovecotServer.user,
                "--ca-file", server.authority.caFile, "--state", state, "--output", "json",
            ]
        }

        let environment = ["IMAP_PASSWORD": DovecotServer.password]

        func receive(_ more: [String] = [], environment: [String: String]? = nil) async throws -> Program.Ending {
            try await Program().run(
                ["receive", "imap"] + words + more, environment: environment ?? self.environment)
        }

        func workPackageSubjects() async throws -> [String] {
            let ending = try await Program().run(["tracker", "list", "--state", state, "--output", "json"])
            return ending.objects.compactMap { $0["subject"] as? String }
        }
    }

    @Test func `given mails in a folder, when they are received, then accepted ones are moved and rejected ones seen`()
        async throws
    {
        let account = try await Account(mails: [plainMail(1), plainMail(2, text: "Project: nowhere\n\nWhere?")])
        defer { account.server.stop() }
        let ending = try await account.receive([
            "--project", "demo-project", "--allow-override", "all", "--move-on-success", "Done", "--move-on-failure",
            "Failed",
        ])
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.count("accepted") == 1)
        #expect(ending.count("rejected") == 1)
        #expect(try account.server.mails(in: "INBOX").isEmpty)
        #expect(try account.server.mails(in: "Done").count == 1)
        #expect(try account.server.mails(in: "Failed").count == 1)
        #expect(try await account.workPackageSubjects().contains("Mail 1"))
        #expect(try await account.receive(["--project", "demo-project"]).count("found") == 0)
    }

    @Test func `7_1_6 given a target folder with room for one mail, when two are accepted, then both outcomes stand`()
        async throws
    {
        let account = try await Account(
            mails: [plainMail(1, text: String(repeating: "More. ", count: 900)), plainMail(2)],
            settings: DovecotServer.archive(kilobytes: 4))
        defer { account.server.stop() }
        let words = ["--project", "demo-project", "--move-on-success", "Archive/Done"]
        for found in [2, 0] {
            let ending = try await account.receive(words)
            #expect(ending.status == 75, "\(ending.errors)")
            #expect(ending.count("found") == found)
            #expect((ending.errors + ending.output).contains("make room there, or move mail away"), "\(ending.output)")
            #expect(try account.server.mails() == ["1"])
            #expect(try account.server.mails(in: "Archive/Done").count == 1)
        }
        let subjects = try await account.workPackageSubjects().filter { $0.hasPrefix("Mail ") }
        #expect(subjects.sorted() == ["Mail 1", "Mail 2"])
    }

    @Test
    func `given the rake task's words and container variables, when a run is asked for, then they are understood`()
        async throws
    {
        let account = try await Account(mails: [plainMail(1)])
        defer { account.server.stop() }
        let environment = [
            "IMAP_PASSWORD": DovecotServer.password, "IMAP_ATTR_PROJECT": "demo-project", "IMAP_FOLDER": "",
            "IMAP_ALLOW_OVERRIDE": "true", "IMAP_SSL": "true",
        ]
        let ending = try await Program().run(
            [
                "receive", "imap", "host=localhost", "port=\(account.server.securePort)",
                "username=\(DovecotServer.user)",
                "ca_file=\(account.server.authority.caFile)", "state=\(account.state)", "output=json",
            ], environment: environment)
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.count("accepted") == 1)
    }

    @Test func `7_1_11 given a password among the words, when a run is asked for, then it is taken with a warning`()
        async throws
    {
        let account = try await Account(mails: [])
        defer { account.server.stop() }
        let ending = try await account.receive(["password=\(DovecotServer.password)"], environment: [:])
        #expect(ending.status == 0, "\(ending.errors)")
        #expect(ending.errors.contains("a password on the command line can be read by others"))
        #expect(!ending.errors.contains(DovecotServer.password))
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var name: String
        var exit: Int
        var words: [String] = []
        var password = DovecotServer.password

        var testDescription: String { name }
    }

    @Test(arguments: [
        Fault(name: "wrong password", exit: 77, password: "wrong"),
        Fault(name: "no password", exit: 64, password: ""),
        Fault(name: "no such folder", exit: 78, words: ["--folder", "Nowhere"]),
        Fault(
            name: "a certificate of an unknown authority", exit: 69,
            words: ["--ca-file", "/etc/ssl/certs/ca-certificates.crt"]),
        Fault(name: "an unknown host", exit: 75, words: ["--host", "nowhere.invalid", "--give-up-after", "1"]),
        Fault(name: "unknown project", exit: 78, words: ["--project", "nowhere"]),
    ])
    func `7_2_2 given bad input, when a run is asked for, then its exit code tells the class and no mail is touched`(
        row: Fault
    ) async throws {
        let account = try await Account(mails: [plainMail(1)])
        defer { account.server.stop() }
        let ending = try await account.receive(row.words, environment: ["IMAP_PASSWORD": row.password])
        #expect(ending.status == row.exit, "\(ending.errors)\(ending.output)")
        #expect(try account.server.mails(in: "INBOX").count == 1)
    }

    @Test func `given a working account, when it is validated, then every step passes`() async throws {
        let account = try await Account(mails: [plainMail(1)])
        defer { account.server.stop() }
        let ending = try await Program().run(
            ["validate", "imap"] + account.words, environment: account.environment)
        #expect(ending.status == 0, "\(ending.output)\(ending.errors)")
        #expect(
            ending.objects.compactMap { $0["step"] as? String } == [
                "resolve", "connect", "tls", "capability", "login", "folder", "rights", "query", "state", "target",
            ])
        #expect(ending.steps.values.allSatisfy { $0 == "pass" || $0 == "warn" }, "\(ending.output)")
    }

    @Test func `given a worker that idles, when mail arrives, then it is handled without waiting for the interval`()
        async throws
    {
        let account = try await Account(mails: [plainMail(1)])
        defer { account.server.stop() }
        let result = try await Subprocess.run(
            .path(Program().path),
            arguments: Arguments(["poll"] + account.words + ["--interval", "3600", "--project", "demo-project"]),
            environment: Program.environment(account.environment), input: .none, output: .sequence, error: .discarded
        ) { execution in
            var handled: [String] = []
            for try await line in execution.standardOutput.strings(separatedBy: .lineBreaks) {
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                if let subject = object?["subject"] as? String { handled.append(subject) }
                guard object?["event"] as? String == "summary" else { continue }
                // An hour lies between runs: only the server's word brings the second one.
                if handled.count == 1 { try account.server.deliver(Array(plainMail(2).content)) }
                if handled.count == 2 { try execution.send(signal: .terminate) }
            }
            #expect(handled == ["Mail 1", "Mail 2"])
        }
        #expect(result.terminationStatus == .exited(0))
        #expect(try account.server.mails(in: "INBOX").isEmpty)
    }

    /// Without a way for reports the last two crash points are not reached.
    @Test(arguments: CrashPoint.allCases.filter { $0 != .reportSending && $0 != .reportSent })
    func `3_3 given a death at a crash point, when the next run comes, then nothing is lost and nothing done twice`(
        point: CrashPoint
    ) async throws {
        let account = try await Account(mails: [plainMail(1), plainMail(2)])
        defer { account.server.stop() }
        let words = ["--project", "demo-project", "--move-on-success", "Done"]
        let first = try await account.receive(
            words, environment: account.environment.merging(["MAILWORKER_KILL_AT": point.rawValue]) { $1 })
        #expect(first.signal == 9, "the crash point was not reached: \(first.output) \(first.errors)")
        let second = try await account.receive(words)
        #expect(second.status == 0, "\(second.errors)")
        let subjects = try await account.workPackageSubjects().filter { $0.hasPrefix("Mail ") }
        #expect(subjects.sorted() == ["Mail 1", "Mail 2"])
        #expect(try account.server.mails(in: "Done").count == 2)
        #expect(try account.server.mails(in: "INBOX").isEmpty)
    }
}
