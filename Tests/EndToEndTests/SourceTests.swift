import Foundation
import GmailSandbox
import TestSupport
import Testing

/// Where options come from, and what a run takes up.
@Suite(.timeLimit(.minutes(3)))
struct SourceTests {
    @Test func `given the rake task's words, when they are given in place of options, then the run is the same`()
        async throws
    {
        try await World.with(mails: [plainMail(1, text: "Type: Bug\n\nIt leaks.")]) { world in
            try await world.importSampleTracker()
            let ending = try await Program().run([
                "receive", "gmail", "credentials=\(world.keyFile)", "user_id=\(world.sandbox.mailbox)",
                "query=is:unread",
                "allow_override=type,project", "project=demo-project", "tracker=Task", "max_emails=10",
                "api_endpoint=\(world.sandbox.api)", "state=\(world.state)", "output=json",
            ])
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(try await world.workPackages()["Mail 1"]?["type"] as? String == "Bug")
        }
    }

    @Test
    func `3_4 given options of container and program variables, when the command line says nothing, then they hold`()
        async throws
    {
        try await World.with(mails: [plainMail(1), plainMail(2)]) { world in
            try await world.importSampleTracker()
            let environment = [
                "GMAIL_CREDENTIALS": world.keyFile, "GMAIL_USERNAME": world.sandbox.mailbox,
                "GMAIL_MAX_EMAILS": "2", "MAILWORKER_MAX_EMAILS": "1", "GMAIL_ATTR_PROJECT": "demo-project",
                "GMAIL_ATTR_TYPE": "Bug", "GMAIL_ATTR_STATUS": "", "GMAIL_ALLOW_OVERRIDE": "true",
                "MAILWORKER_API_ENDPOINT": world.sandbox.api, "MAILWORKER_STATE": world.state,
                "MAILWORKER_OUTPUT": "json",
            ]
            let ending = try await Program().run(["receive", "gmail"], environment: environment)
            #expect(ending.status == 0, "\(ending.errors)")
            #expect(ending.count("found") == 1)
            #expect(try await world.workPackages()["Mail 1"]?["type"] as? String == "Bug")
        }
    }

    @Test func `given one mailbox in two spellings, when mails match again, then they are not handled twice`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            let target = ["--deliver-to", "command", "--", "/bin/true"]
            #expect(try await world.receive(target).count("accepted") == 1)
            let id = try #require(world.sandbox.mailIDs.first)
            world.sandbox.relabel(id, adding: ["UNREAD"])
            let again = try await world.receive(["--username", world.sandbox.mailbox.uppercased()] + target)
            #expect(again.status == 0, "\(again.errors)")
            #expect(again.count("found") == 0)
        }
    }

    @Test func `7_1_1 given more mails than one run takes, when it runs, then it takes the oldest`() async throws {
        try await World.with(mails: (1...5).map { plainMail($0) }) { world in
            try await world.importSampleTracker()
            let first = try await world.receive(["--max-emails", "2", "--project", "demo-project"])
            #expect(first.mails.compactMap { $0["subject"] as? String }.sorted() == ["Mail 1", "Mail 2"])
            let second = try await world.receive(["--max-emails", "2", "--project", "demo-project"])
            #expect(second.mails.compactMap { $0["subject"] as? String }.sorted() == ["Mail 3", "Mail 4"])
        }
    }

    @Test
    func `7_2_4 given a rejected mail under read_on_failure=false, when runs follow, then it stays unread and waits`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            let id = try #require(world.sandbox.mailIDs.first)
            let words = ["--read-on-failure", "no"]
            let first = try await world.receive(words)
            #expect(first.status == 0)
            #expect(first.mails.first?["code"] as? String == "no_project")
            #expect(world.sandbox.isUnread(id))
            let second = try await world.receive(words)
            #expect(second.count("found") == 0)
            #expect(second.count("waiting") == 1)
            let key = try #require(first.mails.first?["key"] as? String)
            let retry = try await Program().run(["mails", "retry", key, "--state", world.state])
            #expect(retry.status == 0, "\(retry.errors)")
            #expect(try await world.receive(["--project", "demo-project"]).count("accepted") == 1)
            #expect(world.sandbox.sent.count == 1, "one report, however often the mail is tried")
        }
    }

    @Test func `7_2_10 given a dry run, when it ends, then nothing has changed anywhere`() async throws {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            let before = try await world.export()
            let dry = try await world.receive(["--dry-run", "--project", "demo-project"])
            #expect(dry.status == 0, "\(dry.errors)")
            #expect(dry.mails.first?["code"] as? String == "created")
            #expect(try await world.export() == before)
            #expect(world.sandbox.mailIDs.allSatisfy { world.sandbox.isUnread($0) })
            #expect(!FileManager.default.fileExists(atPath: world.state + "/ledger.sqlite"))
        }
    }

    @Test func `given a mail of 40 MB, when it goes to a Maildir, then its bytes are unchanged`() async throws {
        let line = String(repeating: "0123456789abcdef", count: 4) + "\r\n"
        let body = String(repeating: line, count: 40 * 1024 * 1024 / line.utf8.count)
        let head = "From: mia@example.org\r\nMessage-ID: <large@example.org>\r\nSubject: Large\r\n\r\n"
        let bytes = Data((head + body).utf8)
        try await World.with(mails: [LoadedMail(content: bytes)]) { world in
            let maildir = world.scratch.file("maildir").path
            let ending = try await world.receive(["--deliver-to", "maildir:\(maildir)"])
            #expect(ending.status == 0, "\(ending.errors)")
            let files = try FileManager.default.contentsOfDirectory(atPath: maildir + "/new")
            #expect(files.count == 1)
            let delivered = try Data(contentsOf: URL(fileURLWithPath: "\(maildir)/new/\(try #require(files.first))"))
            #expect(delivered == bytes)
        }
    }

    @Test func `7_2_11 given a handler command, when it ends, then its status decides`() async throws {
        try await World.with(mails: [plainMail(1), plainMail(2), plainMail(3)]) { world in
            let script = try world.scratch.write(
                Array(
                    """
                    #!/bin/sh
                    case "$MAILWORKER_MESSAGE_ID" in
                    mail-1@*) exit 0 ;;
                    mail-2@*) echo 'no such list' >&2; exit 67 ;;
                    *) exit 3 ;;
                    esac
                    """.utf8), to: "handler")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
            let ending = try await world.receive(["--deliver-to", "command", "--", script])
            #expect(ending.status == 75, "\(ending.errors)")
            var outcomes: [String: String] = [:]
            for mail in ending.mails { outcomes[mail["subject"] as? String ?? ""] = mail["outcome"] as? String }
            #expect(outcomes == ["Mail 1": "accepted", "Mail 2": "rejected", "Mail 3": "deferred"])
        }
    }

    @Test func `given two runs over one mailbox, when the second begins, then it is 75 and names the first`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            // The first one hangs in its handler, which tells that it is there.
            let there = world.scratch.file("there").path
            let script = try world.scratch.write(Array("#!/bin/sh\n: >\(there)\nexec sleep 60\n".utf8), to: "handler")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
            let running = Task {
                try await world.receive(["--deliver-to", "command", "--shutdown-grace", "0", "--", script])
            }
            while !FileManager.default.fileExists(atPath: there) { await Task.yield() }
            let second = try await world.receive(["--deliver-to", "command", "--", "/bin/true"])
            #expect(second.status == 75)
            #expect((second.output + second.errors).contains("process "), "\(second.errors)")
            running.cancel()
            _ = try? await running.value
        }
    }

    @Test func `given an answer to a report that is lost, when the run goes on, then the report is not sent again`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            world.sandbox.install([Fault("messages.send").with { $0.drop = .after }])
            let first = try await world.receive()
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.count("reportsFailed") == 1)
            #expect(world.sandbox.sent.count == 1)
            // Found by its Message-ID, so it counts as sent.
            #expect(try await world.receive().status == 0)
            #expect(world.sandbox.sent.count == 1)
            let list = try await Program().run(["mails", "list", "--state", world.state, "--output", "json"])
            #expect(list.mails.first?["reportState"] as? String == "sent")
        }
    }
}
