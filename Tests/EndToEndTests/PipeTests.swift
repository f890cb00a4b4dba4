import Foundation
import GmailSandbox
import TestSupport
import Testing

/// `receive stdin` and `explain`: one mail at a time.
@Suite(.timeLimit(.minutes(5)))
struct PipeTests {
    private func receive(_ bytes: [UInt8], _ world: World, _ more: [String] = []) async throws -> Program.Ending {
        try await Program().run(
            ["receive", "stdin", "--state", world.state, "--output", "json"] + more, input: bytes)
    }

    private static let project = ["--project", "demo-project"]

    @Test func `7_2_5 given the same bytes twice, when they are piped, then the second time is already handled`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let mail = Array(plainMail(1).content)
            let first = try await receive(mail, world, Self.project)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.mails.first?["outcome"] as? String == "accepted")
            let second = try await receive(mail, world, Self.project)
            #expect(second.status == 0)
            #expect(second.mails.first?["outcome"] as? String == "already-handled")
            #expect(try await world.export().components(separatedBy: "\"subject\": \"Mail 1\"").count == 2)
        }
    }

    @Test func `7_2_5 given a rejected mail, when it is piped again, then it is tried anew`() async throws {
        try await World.with { world in
            try await world.importSampleTracker()
            let mail = Array(plainMail(1).content)
            let first = try await receive(mail, world)
            #expect(first.status == 65)
            #expect(first.mails.first?["code"] as? String == "no_project")
            #expect(!first.errors.isEmpty, "7.5.9: the report's text goes to standard error")
            #expect(try await receive(mail, world, Self.project).status == 0)
        }
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var words: [String]
        var exit: Int
        var environment: [String: String] = [:]
        var testDescription: String { "\(words.joined(separator: " ")) \(environment)" }
    }

    @Test(arguments: [
        Fault(words: ["--no-such-option"], exit: 75), Fault(words: ["--no-such-option", "--exit-classes"], exit: 64),
        Fault(words: ["--project", "nowhere"], exit: 75),
        Fault(words: ["--project", "nowhere", "--exit-classes"], exit: 78),
        Fault(words: ["--project", "nowhere", "exit_classes=yes"], exit: 78),
        Fault(words: ["--project", "nowhere"], exit: 78, environment: ["MAILWORKER_EXIT_CLASSES": "true"]),
        Fault(
            words: ["--exit-classes=false", "--project", "nowhere"], exit: 75,
            environment: ["MAILWORKER_EXIT_CLASSES": "true"]),
        Fault(words: ["--deliver-to", "pigeon", "--", "grep", "-h", "--exit-classes"], exit: 75),
    ])
    func `given a fault of ours, when a mail is piped, then it is temporary unless classes are asked for`(
        row: Fault
    ) async throws {
        try await World.with { world in
            try await world.importSampleTracker()
            let ending = try await Program().run(
                ["receive", "stdin", "--state", world.state] + row.words, environment: row.environment,
                input: Array(plainMail(1).content))
            #expect(ending.status == row.exit, "\(ending.errors)")
        }
    }

    @Test(
        arguments: [
            [], Array("\n".utf8), Array("no header at all".utf8), [UInt8](repeating: 0, count: 2_000),
            Array("Subject: bare line feeds\nFrom: mia@example.org\n\ntext\n".utf8),
            Array(
                "Subject: \u{FC}\r\nFrom: mia@example.org\r\n\r\n\u{0}text\u{0}".unicodeScalars.map { UInt8($0.value) }),
        ] as [[UInt8]])
    func `given a mail that is hardly one, when it is piped, then it has an outcome`(bytes: [UInt8]) async throws {
        try await World.with { world in
            try await world.importSampleTracker()
            let ending = try await receive(bytes, world, Self.project)
            #expect([0, 65].contains(ending.status), "\(ending.status ?? -1) \(ending.errors)")
            #expect(ending.mails.count == 1)
        }
    }

    @Test
    func `given the samples, when they are explained and then piped, then both agree and explaining changes nothing`()
        async throws
    {
        try await World.with { world in
            try await world.importSampleTracker()
            let rules = Self.project + ["--allow-override", "all"]
            var before = try await world.export()
            for sample in try LoadedMail.samples() where !sample.name.hasPrefix("36") {
                let file = try world.scratch.write(Array(sample.content), to: sample.name)
                let stored = try trackerFiles(world)
                let explained = try await Program().run(
                    ["explain", file, "--state", world.state, "--output", "json"] + rules)
                #expect(try trackerFiles(world) == stored, "\(sample.name) was touched by explain")
                let received = try await receive(Array(sample.content), world, rules + ["--exit-classes"])
                let decision = try #require(explained.objects.first)
                let outcome = try #require(received.mails.first, "\(sample.name): \(received.errors)")
                for key in ["outcome", "code", "from", "subject", "messageId"] {
                    #expect(decision[key] as? String == outcome[key] as? String, "\(sample.name): \(key)")
                }
                #expect(explained.status == received.status, "\(sample.name)")
                #expect((decision["steps"] as? [Any])?.isEmpty == false, "\(sample.name) is not explained")
                let after = try await world.export()
                #expect((after != before) == (outcome["outcome"] as? String == "accepted"), "\(sample.name)")
                before = after
            }
        }
    }

    /// The bytes of the tracker's files, by name.
    private func trackerFiles(_ world: World) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = try FileManager.default.contentsOfDirectory(atPath: world.state)
        for name in names where name.hasPrefix("tracker.sqlite") {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(world.state)/\(name)"))
        }
        return files
    }
}
