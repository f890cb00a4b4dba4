import Foundation
import GmailSandbox
import Mail
import Testing
import Worker

/// SIGKILL of the built program at every crash point, then a second run: nothing lost, nothing twice.
@Suite(.timeLimit(.minutes(5)))
struct CrashTests {
    @Test(arguments: CrashPoint.allCases)
    func `3_3 given a death at a crash point, when the next run comes, then nothing is lost and nothing done twice`(
        point: CrashPoint
    ) async throws {
        // Two to create, one whose rejection is reported to the sender.
        let mails = [
            plainMail(1), plainMail(2, text: "Project: nowhere\n\nWhere does this belong?"), plainMail(3),
        ]
        try await World.with(mails: mails) { world in
            try await world.importSampleTracker()
            let rules = ["--project", "demo-project", "--allow-override", "project"]

            let first = try await world.receive(rules, environment: ["MAILWORKER_KILL_AT": point.rawValue])
            #expect(first.signal == 9, "the crash point was not reached: \(first.output) \(first.errors)")

            let second = try await world.receive(rules)
            #expect(second.status == 0, "\(second.errors)")
            let packages = try await world.workPackages()
            #expect(packages["Mail 1"] != nil)
            #expect(packages["Mail 2"] == nil)
            #expect(packages["Mail 3"] != nil)
            #expect(try await count(of: "Mail 1", in: world) == 1)
            #expect(try await count(of: "Mail 3", in: world) == 1)
            #expect(world.sandbox.mailIDs.allSatisfy { !world.sandbox.isUnread($0) })

            let list = try await Program().run(["mails", "list", "--state", world.state, "--output", "json"])
            #expect(list.mails.count == 3)
            #expect(list.mails.allSatisfy { $0["state"] as? String == "finished" }, "\(list.output)")

            let third = try await world.receive(rules)
            #expect(third.count("found") == 0)
            // A report that left is not sent again; one of which that is not known waits until the search index is sure.
            #expect(world.sandbox.sent.count <= 1)
            if point != .reportSending { #expect(world.sandbox.sent.count == 1) }
        }
    }

    /// How many work packages have this subject.
    private func count(of subject: String, in world: World) async throws -> Int {
        try await world.export().components(separatedBy: "\"subject\": \"\(subject)\"").count - 1
    }
}
