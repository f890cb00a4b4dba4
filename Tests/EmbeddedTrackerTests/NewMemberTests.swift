import EmbeddedTracker
import Foundation
import Mail
import Testing
import Tracking

/// Accounts that a mail brings about.
@Suite(.timeLimit(.minutes(1))) struct NewMemberTests {
    private static func ned(_ groups: [String]) -> NewPerson {
        NewPerson(
            login: "ned", firstName: "Ned", lastName: "New", mail: "ned@example.org", language: "de", groups: groups)
    }

    private func create(_ person: NewPerson, _ fixture: TrackerFixture, key: String = "stdin/1") async throws -> Applied
    {
        let new = try await NewWorkPackage.sample(in: fixture.project(), of: fixture.tracker)
        return try await fixture.tracker.apply(
            .createWorkPackage(new), by: .new(person), key: IdempotencyKey(key))
    }

    @Test
    func `given groups, when a change makes an account, then it joins them and has the rights that were foretold`()
        async throws
    {
        let fixture = try await TrackerFixture()
        // Twice the same group is once.
        let groups = ["support TEAM", "Support team"]
        let foretold = try await fixture.tracker.rights(ofNewMemberOf: groups, in: fixture.project())
        _ = try await create(Self.ned(groups), fixture)
        let ned = try await fixture.person("ned@example.org")
        #expect(try await fixture.tracker.rights(of: ned, in: fixture.project()) == foretold)
        #expect(foretold.roles == ["Member", "Reader"])
        let data = try JSONSerialization.jsonObject(with: Data(try await fixture.export().utf8)) as? [String: Any]
        let group = (data?["groups"] as? [[String: Any]])?.first
        #expect(group?["members"] as? [String] == ["tom", "lou", "ned"])
    }

    @Test func `given a group that is gone, when a change would make an account, then it is stale and leaves nothing`()
        async throws
    {
        let fixture = try await TrackerFixture()
        let before = try await fixture.export()
        #expect(try await create(Self.ned(["Support team", "Sales"]), fixture) == .stale)
        #expect(try await fixture.export() == before)
    }

    @Test
    func `given a change that makes an account, when its key is repeated, then the receipt still names the login`()
        async throws
    {
        let fixture = try await TrackerFixture()
        guard case .applied(let receipt) = try await create(Self.ned([]), fixture) else {
            Issue.record("not applied")
            return
        }
        #expect(receipt.newLogin == "ned")
        #expect(try await create(Self.ned([]), fixture) == .repeated(receipt))
        #expect(try await fixture.tracker.receipt(for: IdempotencyKey("stdin/1")) == receipt)
    }

    @Test func `given a receipt that was stored before there were logins in it, when it is read, then it names none`()
        throws
    {
        let stored = """
            {"attachments":0,"changes":[],"code":"created","id":10,"kind":"work_package_created","notes":[],\
            "text":"created Bug #10","watchers":1}
            """
        let receipt = try JSONDecoder().decode(Receipt.self, from: Data(stored.utf8))
        #expect(
            receipt == Receipt(kind: .workPackageCreated, code: .created, id: 10, text: "created Bug #10", watchers: 1))
    }
}
