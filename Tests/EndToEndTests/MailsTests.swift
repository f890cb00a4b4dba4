import Foundation
import GmailSandbox
import Subprocess
import SystemPackage
import TestSupport
import Testing

/// `mails` and `tracker`, as people type them.
@Suite(.timeLimit(.minutes(3)))
struct MailsTests {
    private func mails(_ words: [String], _ world: World) async throws -> Program.Ending {
        try await Program().run(["mails"] + words + ["--state", world.state])
    }

    @Test func `given handled mails, when people name them in their ways, then they are found or it says what to type`()
        async throws
    {
        try await World.with(mails: [plainMail(1), plainMail(2)]) { world in
            try await world.importSampleTracker()
            let run = try await world.receive(["--project", "demo-project"])
            // Both are in hand at once; the older one came first into the mailbox.
            let keys = try run.mails.map { try #require($0["key"] as? String) }.sorted()
            try #require(keys.count == 2, "\(run.output)\(run.errors)")
            let id = try #require(keys[0].split(separator: "/").last.map(String.init))
            for name in [keys[0], id, "<mail-1@mail.example.org>", "mail-1@mail.example.org"] {
                let shown = try await mails(["show", name], world)
                #expect(shown.status == 0, "\(shown.errors)")
                #expect(shown.output.contains("subject        Mail 1\n"), "\(name)")
            }
            let common = String(zip(keys[0], keys[1]).prefix { $0 == $1 }.map(\.0))
            let many = try await mails(["show", common], world)
            #expect(many.status == 64)
            let lines = many.errors.split(separator: "\n").map(String.init)
            #expect(
                lines.first
                    == "mailworker: Looking for the mail \(common): it may be any of these, give the whole key:")
            #expect(lines.dropFirst().sorted() == ["  \(keys[0])  accepted  Mail 1", "  \(keys[1])  accepted  Mail 2"])
            let none = try await mails(["retry", "nobody"], world)
            #expect(none.status == 64)
            #expect(
                none.errors
                    == "mailworker: Looking for the mail nobody: the ledger does not know it. `mailworker mails list` shows all "
                    + "keys.\n")
            let forgotten = try await mails(["forget", keys[0]], world)
            #expect(
                forgotten.output
                    == "\(keys[0]) is new; the next run that finds it handles it. Mark it unread at its source where the "
                    + "query asks for unread mails.\n")
        }
    }

    @Test func `given a list without mails, when it is shown, then it says why`() async throws {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            _ = try await world.receive(["--project", "demo-project"])
            let other = try await mails(["list", "--mailbox", "gmail:sales@example.org"], world)
            #expect(other.status == 0)
            #expect(
                other.errors
                    == "mailworker: the ledger has no mail of gmail:sales@example.org. It knows: gmail:support@example.org.\n"
            )
            let any = try await mails(["list", "--mailbox", "gmail:Support@Example.org", "--output", "json"], world)
            #expect(any.mails.count == 1)
            #expect(any.mails.first?["updated"] as? String != nil)
            let claimed = try await mails(["list", "--state-is", "claimed"], world)
            #expect(claimed.errors == "mailworker: no mail fits what was asked for.\n")
        }
    }

    @Test
    func `given a rejected mail from a pipe, when it is retried, then it says that its bytes are not kept (7.2.12)`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let piped = try await Program().run(
                ["receive", "stdin", "--state", world.state, "--output", "json"], input: Array(plainMail(1).content))
            let key = try #require(piped.mails.first?["key"] as? String)
            let retried = try await mails(["retry", key], world)
            #expect(retried.status == 0, "\(retried.errors)")
            #expect(
                retried.output
                    == "\(key) is due now; its bytes are not kept, so it has to be piped again from where it came.\n")
        }
    }

    @Test func `given a disk without room, when the tracker is exported to it, then the export has failed`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let full = try FileDescriptor.open("/dev/full", .writeOnly)
            let result = try await Subprocess.run(
                .path(Program().path), arguments: ["tracker", "export", "--state", world.state],
                environment: Program.environment([:]), input: .none,
                output: .fileDescriptor(full, closeAfterSpawningProcess: true), error: .string(limit: 10_000))
            #expect(result.terminationStatus == .exited(75))
            #expect(
                result.standardError
                    == "mailworker: Writing to standard output: No space left on device. What was written is not whole.\n"
            )
        }
    }

    @Test func `given an address that has an account, when another is added with it, then it is refused`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let words = ["tracker", "add-user", "--state", world.state, "--first-name", "Mia", "--last-name", "Again"]
            let taken = try await Program().run(words + ["--mail", "mia@example.org"])
            #expect(taken.status == 78)
            #expect(
                taken.errors
                    == "mailworker: Adding mia@example.org, nothing was changed: the address mia@example.org is that of mia "
                    + "already.\n")
            let wrong = try await Program().run(words + ["--mail", "nobody"])
            #expect(
                wrong.errors
                    == "mailworker: Adding nobody, nothing was changed:\nnobody: \"nobody\" is no mail address\n")
        }
    }
}
