import Foundation
import GmailSandbox
import Testing

/// The main job whole: the sample mails through search, token, fetch, rules, tracker, ledger and marks.
@Suite(.timeLimit(.minutes(3)))
struct SampleRunTests {
    /// What each sample must come to; the number is that of its file. Written from what the mails are, not from a run.
    private static let expected: [Int: (outcome: String, code: String)] = [
        1: ("accepted", "created"), 2: ("accepted", "created"), 3: ("accepted", "created"),
        4: ("accepted", "updated"), 5: ("accepted", "updated"), 6: ("accepted", "updated"),
        7: ("accepted", "created"), 8: ("accepted", "created"), 9: ("accepted", "created"),
        10: ("accepted", "created"), 11: ("accepted", "created"), 12: ("accepted", "created"),
        13: ("ignored", "automatic"), 14: ("ignored", "automatic"), 15: ("ignored", "unknown_sender"),
        16: ("ignored", "inactive_account"), 17: ("ignored", "own_address"), 18: ("rejected", "unknown_project"),
        19: ("rejected", "unknown_project"),
        20: ("accepted", "updated"), 21: ("accepted", "updated"),
        22: ("accepted", "created"), 23: ("accepted", "created"), 24: ("accepted", "created"),
        25: ("accepted", "created"), 26: ("accepted", "created"), 27: ("accepted", "created"),
        28: ("accepted", "created"), 29: ("ignored", "calendar_reply"), 30: ("rejected", "reply_target"),
        31: ("accepted", "replied"), 32: ("accepted", "created"), 33: ("accepted", "created"),
        34: ("accepted", "created"), 35: ("accepted", "updated"), 36: ("already-handled", "copy"),
        37: ("rejected", "no_permission"), 38: ("rejected", "locked_thread"),
    ]

    private static let rules = [
        "--query", "is:unread label:openproject", "--project", "demo-project", "--allow-override", "all",
    ]

    @Test func `given the sample mails, when they are received twice, then each is handled as it should be, once`()
        async throws
    {
        let mails = try LoadedMail.samples()
        try await World.with(mails: mails, { $0.labels = ["openproject"] }) { world in
            try await world.importSampleTracker()
            let first = try await world.receive(Self.rules)
            #expect(first.status == 0, "\(first.errors)")

            let ids = world.sandbox.mailIDs.sorted()
            var seen: Set<Int> = []
            for mail in first.mails {
                let key = try #require(mail["key"] as? String)
                let position = try #require(ids.firstIndex { key.hasSuffix($0) })
                let number = try #require(Int(mails[position].name.prefix(2)))
                #expect(seen.insert(number).inserted, "\(number) came twice")
                let expected = try #require(Self.expected[number])
                #expect(mail["outcome"] as? String == expected.outcome, "\(mails[position].name): \(mail)")
                #expect(mail["code"] as? String == expected.code, "\(mails[position].name): \(mail)")
            }
            #expect(seen.count == mails.count)
            #expect(first.count("found") == mails.count)
            #expect(first.count("acknowledged") == mails.count)
            #expect(world.sandbox.mailIDs.allSatisfy { !world.sandbox.isUnread($0) })

            let before = try await world.export()
            let second = try await world.receive(Self.rules)
            #expect(second.status == 0)
            #expect(second.count("found") == 0)
            #expect(try await world.export() == before)
        }
    }

    @Test func `given the sample with keywords, when it is received, then the work package has what its lines say`()
        async throws
    {
        let mails = try LoadedMail.samples().filter { $0.name.hasPrefix("02_") || $0.name.hasPrefix("06_") }
        try await World.with(mails: mails, { $0.labels = ["openproject"] }) { world in
            try await world.importSampleTracker()
            let ending = try await world.receive(Self.rules)
            #expect(ending.count("accepted") == 2, "\(ending.output)")
            let before = world.sandbox.subject(of: try #require(world.sandbox.mailIDs.min()))
            let created = try #require(try await world.workPackages()[before ?? ""])
            let text = String(decoding: mails[0].content, as: UTF8.self)
            // The expectations are read from the mail itself: each keyword line names one.
            for (label, key) in [
                ("Type", "type"), ("Priority", "priority"), ("Category", "category"), ("Version", "version"),
            ] {
                let line = text.split(whereSeparator: \.isNewline).first {
                    $0.lowercased().hasPrefix(label.lowercased() + ":")
                }
                let value = try #require(line?.split(separator: ":").last).trimmingCharacters(in: .whitespaces)
                #expect((created[key] as? String)?.lowercased() == value.lowercased())
            }
            let printer = try #require(try await world.workPackages()["Printer on the second floor jams"])
            #expect(printer["status"] as? String == "Closed")
        }
    }
}
