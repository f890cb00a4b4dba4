import Foundation
import GmailSandbox
import TestSupport
import Testing

/// Looking without touching: dry runs and `explain` over a state that knows mails.
@Suite(.timeLimit(.minutes(5)))
struct LookTests {
    private static let project = ["--project", "demo-project"]

    private func pipe(_ mail: LoadedMail, _ world: World, _ more: [String] = project) async throws -> Program.Ending {
        try await Program().run(
            ["receive", "stdin", "--state", world.state, "--output", "json"] + more, input: Array(mail.content))
    }

    private func explain(_ mail: LoadedMail, _ world: World, _ more: [String] = project) async throws -> Program.Ending
    {
        let file = try world.scratch.write(Array(mail.content), to: "mail.eml")
        return try await Program().run(["explain", file, "--state", world.state, "--output", "json"] + more)
    }

    /// Names and bytes of what lies in the state folder.
    private func state(_ world: World) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: world.state) {
            files[name] = FileManager.default.contents(atPath: "\(world.state)/\(name)") ?? Data()
        }
        return files
    }

    @Test func `7_2_5 7_2_10 given a copy of a mail that was piped, when a dry run gets it, then it says so`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let first = try await pipe(plainMail(1), world)
            let number = (first.mails.first?["result"] as? [String: Any])?["id"] as? Int
            let before = try state(world)
            for more in ["", "Received: from elsewhere\n"] {
                let look = try await pipe(plainMail(1, more: more), world, Self.project + ["--dry-run"])
                #expect(look.status == 0, "\(look.errors)")
                #expect(look.mails.first?["outcome"] as? String == "already-handled")
                #expect(look.mails.first?["code"] as? String == "copy")
                #expect((look.mails.first?["result"] as? [String: Any])?["id"] as? Int == number)
                #expect(look.count("alreadyHandled") == 1)
            }
            #expect(try state(world) == before)
        }
    }

    @Test func `7_2_6 given a copy in the same mailbox, when a dry run meets it, then it says so and marks nothing`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            _ = try await world.receive(Self.project)
            let copy = world.sandbox.add(plainMail(1, more: "Received: from elsewhere\n"))
            let before = try state(world)
            let look = try await world.receive(Self.project + ["--dry-run"])
            #expect((look.status, look.count("found"), look.count("alreadyHandled")) == (0, 1, 1), "\(look.output)")
            #expect(try state(world) == before)
            #expect(world.sandbox.isUnread(copy))
        }
    }

    @Test func `7_3_1 given a mail that was piped, when it is explained, then the decision stands and the exit is 0`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let first = try await pipe(plainMail(1), world)
            let key = try #require(first.mails.first?["key"] as? String)
            // Without a project a new mail would be rejected; a pipe would not handle this one again.
            for (options, outcome) in [(Self.project, "accepted"), ([], "rejected")] {
                let before = try state(world)
                let ending = try await explain(plainMail(1), world, options)
                #expect(try state(world) == before)
                let object = try #require(ending.objects.first)
                #expect(ending.status == 0, "\(ending.errors)")
                #expect(object["outcome"] as? String == outcome)
                let steps = try #require(object["steps"] as? [[String: String]])
                #expect(steps.contains { $0["rule"] == "account" })
                #expect(steps.last?["rule"] == "ledger")
                #expect(steps.last?["subject"] == "the same bytes")
                let told = try #require(steps.last?["result"])
                #expect(told.hasPrefix("accepted on 20"))
                #expect(told.hasSuffix(" as \(key): receive stdin answers already-handled"))
                let again = try await pipe(plainMail(1), world, options + ["--exit-classes"])
                #expect(again.status == ending.status)
            }
            let new = try await explain(plainMail(2), world, [])
            #expect(new.status == 65)
            #expect((new.objects.first?["steps"] as? [[String: String]])?.contains { $0["rule"] == "ledger" } == false)
        }
    }

    @Test func `given a mail handled from a mailbox, when it is explained, then a step says what became of it`()
        async throws
    {
        try await World.with(mails: [plainMail(1)]) { world in
            try await world.importSampleTracker()
            let run = try await world.receive(Self.project + ["--keep-raw", "1"])
            let key = try #require(run.mails.first?["key"] as? String)
            let raw = try await Program().run(["mails", "raw", key, "--state", world.state])
            let ending = try await Program().run(
                ["explain", "-", "--state", world.state, "--output", "json"] + Self.project,
                input: Array(raw.output.utf8))
            let steps = try #require(ending.objects.first?["steps"] as? [[String: String]])
            #expect(ending.status == 0)
            #expect(steps.last?["result"]?.hasSuffix(" as \(key)") == true)
        }
    }
}
