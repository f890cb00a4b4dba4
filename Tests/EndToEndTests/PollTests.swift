import Foundation
import GmailSandbox
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// The scheduled worker as a child process.
@Suite(.timeLimit(.minutes(3)))
struct PollTests {
    @Test
    func `7_1_5 given a worker, when mail arrives and SIGTERM follows, then it is handled and the worker ends with 0`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            let result = try await Subprocess.run(
                .path(Program().path),
                arguments: Arguments(["poll"] + world.source + ["--interval", "1", "--project", "demo-project"]),
                environment: Program.environment([:]), input: .none, output: .sequence, error: .discarded
            ) { execution in
                var handled: [String] = []
                var summaries = 0
                for try await line in execution.standardOutput.strings(separatedBy: .lineBreaks) {
                    guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                        continue
                    }
                    if object["event"] as? String == "mail" {
                        handled.append(object["subject"] as? String ?? "")
                        if handled.count == 1 { _ = world.sandbox.add(plainMail(2)) }
                    }
                    if object["event"] as? String == "summary" { summaries += 1 }
                    if handled.count == 2, object["event"] as? String == "summary" {
                        try execution.send(signal: .terminate)
                    }
                }
                #expect(handled == ["Mail 1", "Mail 2"])
                #expect(summaries >= 2)
            }
            #expect(result.terminationStatus == .exited(0))
            #expect(world.sandbox.mailIDs.allSatisfy { !world.sandbox.isUnread($0) })
        }
    }

    @Test
    func `7_1_5 given credentials that are refused at the start, when it polls one mailbox, then it ends with 77`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let ending = try await Program().run(["poll"] + world.source + ["--username", "nobody@example.org"])
            #expect(ending.status == 77, "\(ending.errors)")
        }
    }

    @Test
    func `7_4_3 given a configuration file with an unknown key, when it is checked, then line and column are named`()
        async throws
    {
        let scratch = try ScratchFolder()
        let file = try scratch.write(
            Array("interval: 60\nmailboxes:\n  - {name: a, source: gmail, colour: red}\n".utf8), to: "config.yaml")
        let ending = try await Program().run(["validate", "config", "--config", file])
        #expect(ending.status == 78)
        #expect(
            ending.output
                == "fail    config       The configuration file \(file), line 3, column 30: unknown key 'colour'. Keys are the "
                + "option names of `mailworker poll --help`.\n")
    }

    @Test(arguments: [
        ("{source: gmail, credentials: x}", "line 2, column 5: --username ADDRESS is missing"),
        ("{source: gmail, credentials: x, username: a, deliver-to: pigeon}", "line 2, column 5: --deliver-to pigeon"),
        (
            "{source: gmail, credentials: x, username: a}\n  - {source: gmail, credentials: x, username: A}",
            "line 3, column 5: gmail:a is there twice"
        ),
        (
            "{source: gmail, credentials: x, username: a, query: [b, c]}",
            "line 2, column 57: 'query' takes one value, not a list."
        ),
    ])
    func `7_4_3 given a mailbox that cannot be polled, when its file is checked, then its place is named`(
        mailbox: String, says: String
    ) async throws {
        let scratch = try ScratchFolder()
        let file = try scratch.write(Array("mailboxes:\n  - \(mailbox)\n".utf8), to: "config.yaml")
        let ending = try await Program().run(["validate", "config", "--config", file, "--output", "json"])
        #expect(ending.status == 78)
        #expect(ending.steps == ["config": "fail"])
        #expect((ending.objects.first?["seen"] as? String)?.contains(says) == true, "\(ending.output)")
        #expect(try await Program().run(["poll", "--config", file]).status == 78)
    }

    @Test
    func `7_4_3 given a log level in the configuration file, when a worker runs, then it holds`() async throws {
        try await World.with(mails: [plainMail(1)]) { world in
            // Worth a warning on every run (7.1.3).
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: world.keyFile)
            for (level, isWarned) in [("warning", true), ("error", false)] {
                let file = try world.scratch.write(
                    Array(
                        """
                        state: \(world.state)
                        log-level: \(level)
                        defaults: {api-endpoint: "\(world.sandbox.api)", output: json}
                        mailboxes:
                          - source: gmail
                            credentials: \(world.keyFile)
                            username: \(world.sandbox.mailbox)
                            deliver-to: maildir:\(world.scratch.file("maildir").path)
                        """.utf8), to: "config.yaml")
                let log = world.scratch.file("log").path
                let errors = try FileDescriptor.open(
                    FilePath(log), .writeOnly, options: [.create, .truncate], permissions: .ownerReadWrite)
                let result = try await Subprocess.run(
                    .path(Program().path), arguments: ["poll", "--config", file],
                    environment: Program.environment([:]), input: .none, output: .sequence,
                    error: .fileDescriptor(errors, closeAfterSpawningProcess: true)
                ) { execution in
                    for try await line in execution.standardOutput.strings(separatedBy: .lineBreaks)
                    where line.contains(#""event":"summary""#) { try execution.send(signal: .terminate) }
                }
                #expect(result.terminationStatus == .exited(0))
                let said = try String(contentsOfFile: log, encoding: .utf8)
                #expect(said.contains("can read the key file") == isWarned, "\(level): \(said)")
            }
        }
    }

    @Test
    func `given IMAP_ENABLED that is no truth value, when a worker is started, then it is 64 (3.4)`() async throws {
        let ending = try await Program().run(
            ["poll", "--host", "imap.example.org", "--username", "support"],
            environment: ["IMAP_ENABLED": "perhaps", "IMAP_PASSWORD": "secret"])
        #expect(ending.status == 64)
        #expect(
            ending.errors
                == "mailworker: IMAP_ENABLED: 'perhaps' is neither true nor false. Give true/false, yes/no, on/off or 1/0.\n"
        )
    }

    @Test
    func `given IMAP_ENABLED=false and nothing else, when a worker is started, then it sleeps until it is stopped (4)`()
        async throws
    {
        let result = try await Subprocess.run(
            .path(Program().path), arguments: ["poll"], environment: Program.environment(["IMAP_ENABLED": "false"]),
            input: .none, output: .discarded, error: .sequence
        ) { execution in
            var said = ""
            for try await line in execution.standardError.strings(separatedBy: .lineBreaks) {
                said += line
                try execution.send(signal: .terminate)
            }
            #expect(said.contains("IMAP_ENABLED is false: nothing is done until the process is stopped"))
        }
        #expect(result.terminationStatus == .exited(0))
    }

    @Test
    func `7_1_5 given two mailboxes, when the key of one comes later, then it is served without a restart`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            let maildir = world.scratch.file("maildir").path
            let late = world.scratch.file("late.json").path
            let file = try world.scratch.write(
                Array(
                    """
                    state: \(world.state)
                    interval: 1
                    defaults: {api-endpoint: "\(world.sandbox.api)", deliver-to: "maildir:\(maildir)"}
                    mailboxes:
                      - {source: gmail, credentials: \(late), username: \(world.sandbox.mailbox)}
                      - {source: gmail, credentials: \(world.keyFile), username: nobody@example.org}
                    """.utf8), to: "config.yaml")
            let result = try await Subprocess.run(
                .path(Program().path), arguments: ["poll", "--config", file, "--output", "json"],
                environment: Program.environment([:]), input: .none, output: .sequence, error: .discarded
            ) { execution in
                for try await line in execution.standardOutput.strings(separatedBy: .lineBreaks) {
                    // The other mailbox has had a run: this one was looked at, too.
                    if !FileManager.default.fileExists(atPath: late) {
                        try FileManager.default.copyItem(atPath: world.keyFile, toPath: late)
                    }
                    if line.contains(#""event":"mail""#) { try execution.send(signal: .terminate) }
                }
            }
            #expect(result.terminationStatus == .exited(0))
            #expect(try FileManager.default.contentsOfDirectory(atPath: maildir + "/new").count == 1)
        }
    }
}
