import EmbeddedTracker
import Foundation
import Intake
import MIME
import Mail
import TestSupport
import Testing
import Text
import Threading
import Tracking

@testable import Handlers

/// Parse, decide, apply: what the built-in handler adds to its parts.
@Suite(.timeLimit(.minutes(1)))
struct IntakeHandlerTests {
    private static let data = """
        settings: {nonMemberRole: Member}
        customFields: [{name: Severity, format: string}]
        roles: [{name: Member, permissions: [view_work_packages, add_work_packages, edit_work_packages, add_work_package_comments]}]
        people: [{login: mia, firstName: Mia, lastName: Example, mail: mia@example.org}]
        projects: [{identifier: demo, name: Demo, public: true, members: [{person: mia, roles: [Member]}]}]
        workPackages: [{id: 1, project: demo, subject: First, author: mia}]
        """
    private static let limits = ParsingLimits(
        decodedBytes: 1_000_000, parts: 10, depth: 5, headerBytes: 100_000, headerLines: 1_000, textBytes: 100_000,
        boundaryComparisons: 1_000_000)

    private static func mail(
        _ spool: Spool, from sender: String = "mia@example.org", more: String = "", text: String = "Hello"
    ) -> RawMail {
        RawMail(spool.content(Array("From: \(sender)\r\nSubject: S\r\n\(more)\r\n\(text)\r\n".utf8)))
    }

    private static func delivery(_ generation: Int = 0) -> Delivery {
        let key = MessageKey(mailbox: MailboxName("stdin"), id: "1")
        return Delivery(key: key, idempotencyKey: IdempotencyKey(key, generation: generation), head: Head(), attempt: 1)
    }

    private static func with(
        staleTimes: Int = 0, _ change: (inout IntakeOptions) -> Void = { _ in },
        _ body: (IntakeHandler, StaleTracker, Spool) async throws -> Void
    ) async throws {
        let scratch = try ScratchFolder()
        let spool = Spool.testing
        let embedded = try SQLiteTracker(path: scratch.file("tracker.sqlite").path, mode: .create)
        _ = try await embedded.importData(data)
        let tracker = StaleTracker(embedded, times: staleTimes)
        var options = IntakeOptions()
        options.defaults.project = ProjectIdentifier("demo")
        change(&options)
        let handler = IntakeHandler(
            parser: GMimeParser(spool: spool), limits: limits, options: options,
            tools: IntakeTools(html: LibXMLConverter(), bodyDelimiter: nil), tracker: tracker)
        try await body(handler, tracker, spool)
    }

    @Test func `given an outcome that was lost, when delivered again, then the sender is told all the same`()
        async throws
    {
        try await Self.with {
            $0.confirmsCreated = true
            $0.mailHost = "example.org"
        } _: { handler, _, spool in
            guard case .accepted(let receipt, let told?) = try await handler.deliver(Self.mail(spool), Self.delivery())
            else {
                Issue.record("nothing is told")
                return
            }
            #expect(told.to == "mia@example.org")
            #expect(told.references.last == "op.work_package-\(receipt.id ?? 0)@example.org")
            let again = try await handler.deliver(Self.mail(spool), Self.delivery())
            #expect(again == .accepted(receipt, reply: told))
        }
    }

    @Test
    func `given a new account and an outcome that was lost, when delivered again, then its owner is told all the same`()
        async throws
    {
        try await Self.with {
            $0.unknownUser = .create
        } _: { handler, _, spool in
            let mail = Self.mail(spool, from: "ned@example.org")
            guard case .accepted(let receipt, let told?) = try await handler.deliver(mail, Self.delivery()) else {
                Issue.record("nothing is told")
                return
            }
            #expect(receipt.newLogin == "ned@example.org")
            #expect(told.to == "ned@example.org")
            #expect(
                told.text
                    == "An account was made for you: mail from ned@example.org now counts as the login ned@example.org.\n"
            )
            #expect(try await handler.deliver(mail, Self.delivery()) == .accepted(receipt, reply: told))
            // The next mail finds the account: nothing more is to be told.
            for _ in 1...2 {
                guard case .accepted(let next, nil) = try await handler.deliver(mail, Self.delivery(1)) else {
                    Issue.record("told again")
                    return
                }
                #expect(next.newLogin == nil)
            }
        }
    }

    @Test func `given no account notice, when a mail makes an account, then nobody is told, however often it comes`()
        async throws
    {
        try await Self.with {
            $0.unknownUser = .create
            $0.announcesAccounts = false
        } _: { handler, _, spool in
            let mail = Self.mail(spool, from: "ned@example.org")
            for _ in 1...2 {
                guard case .accepted(let receipt, nil) = try await handler.deliver(mail, Self.delivery()) else {
                    Issue.record("told")
                    return
                }
                #expect(receipt.newLogin == "ned@example.org")
            }
        }
    }

    @Test func `given names to override that nothing has, when the handler is checked, then it warns and goes on`()
        async throws
    {
        try await Self.with {
            $0.allowOverride = .listed(["Priority", "colour", "Priorität", "severity", "fixed_version", "is_rash"])
        } _: { handler, _, _ in
            let warning =
                "--allow-override colour, is_rash: no attribute and no custom field is called so, and it allows nothing."
                + " The names: project, "
                + (Attribute.builtIn.map(\.dataName) + ["Severity"]).joined(separator: ", ") + "."
            let warnings = try await handler.check()
            #expect(warnings == [warning])
            #expect(
                await handler.setupSteps()
                    == [
                        SetupStep(
                            "target", .warn, seen: warning, remedy: "Name what exists there, or leave the name out.")
                    ])
        }
        for allowed in [IntakeOptions.AllowOverride.all, .listed([]), .listed(["Priorität", "assigned-to"])] {
            try await Self.with {
                $0.allowOverride = allowed
            } _: { handler, _, _ in
                let warnings = try await handler.check()
                #expect(warnings == [])
            }
        }
    }

    @Test
    func `given the same key twice, when a mail is delivered, then the first receipt comes back and nothing is done`()
        async throws
    {
        try await Self.with { handler, tracker, spool in
            let first = try await handler.deliver(Self.mail(spool), Self.delivery())
            let second = try await handler.deliver(Self.mail(spool), Self.delivery())
            #expect(first == second)
            #expect(tracker.applied == 1)
            guard case .accepted(let receipt, _) = first else { return #expect(Bool(false), "\(first)") }
            #expect(receipt.code == .created)
        }
    }

    @Test func `given a tracker that changed meanwhile, when a mail is delivered, then it is decided once more`()
        async throws
    {
        try await Self.with(staleTimes: 1) { handler, tracker, spool in
            let outcome = try await handler.deliver(Self.mail(spool), Self.delivery())
            guard case .accepted = outcome else { return #expect(Bool(false), "\(outcome)") }
            #expect(tracker.applied == 2)
        }
    }

    @Test func `given a tracker that changes all the time, when a mail is delivered, then it is deferred`() async throws
    {
        try await Self.with(staleTimes: 2) { handler, _, spool in
            let outcome = try await handler.deliver(Self.mail(spool), Self.delivery())
            let reason = Reason(.stale, "what the mail changes was changed by someone else at the same time, twice")
            #expect(outcome == .deferred(reason, retryAfter: nil))
        }
    }

    @Test
    func `given many answers to one work package at once, when they are delivered, then none makes another stale`()
        async throws
    {
        try await Self.with { handler, _, spool in
            let outcomes = try await withThrowingTaskGroup(of: HandlingOutcome.self) { group in
                for number in 2...9 {
                    group.addTask {
                        let mail = Self.mail(
                            spool, more: "References: <op.work_package-1@example.org>\r\n",
                            text: "Priority: \(number.isMultiple(of: 2) ? "High" : "Low")\r\n\r\nMore \(number)")
                        return try await handler.deliver(mail, Self.delivery(number))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for outcome in outcomes {
                guard case .accepted(let receipt, _) = outcome else { return #expect(Bool(false), "\(outcome)") }
                #expect(receipt.code == .updated)
            }
        }
    }

    @Test func `given a mail beyond a limit, when it is delivered, then it is rejected and nothing is applied`()
        async throws
    {
        try await Self.with { handler, tracker, spool in
            let more = (0..<1_200).map { "X-\($0): y\r\n" }.joined()
            let outcome = try await handler.deliver(Self.mail(spool, more: more), Self.delivery())
            guard case .rejected(let reason, nil) = outcome else { return #expect(Bool(false), "\(outcome)") }
            #expect(reason.code == .tooComplex)
            #expect(tracker.applied == 0)
        }
    }

    @Test func `7_2_3 given an option that names nothing, when the handler is checked, then it is wrong configuration`()
        async throws
    {
        try await Self.with({ $0.defaults.type = "Wish" }) { handler, _, _ in
            let failure = await #expect(throws: TargetFailure.self) { try await handler.check() }
            #expect(failure?.kind == .configuration)
            #expect(failure?.text.hasPrefix("--type Wish: ") == true)
            let steps = await handler.setupSteps()
            #expect(steps.map(\.result) == [.fail])
        }
    }

    @Test
    func `7_3_1 given a mail, when it is previewed, then the outcome is that of the delivery and nothing is applied`()
        async throws
    {
        try await Self.with { handler, tracker, spool in
            let preview = try await handler.preview(Self.mail(spool), Self.delivery())
            #expect(tracker.applied == 0)
            let outcome = try await handler.deliver(Self.mail(spool), Self.delivery())
            guard case .accepted(let foreseen, _) = preview.outcome, case .accepted(let receipt, _) = outcome else {
                return #expect(Bool(false), "\(preview.outcome) \(outcome)")
            }
            #expect(foreseen.kind == receipt.kind)
            #expect(foreseen.code == receipt.code)
            #expect(preview.change.first == "create a work package in demo")
            #expect(!preview.steps.isEmpty)
        }
    }
}

/// A tracker that answers `stale` some times before it applies anything.
final class StaleTracker: Tracker {
    private let tracker: SQLiteTracker
    private let state: Locked<(left: Int, applied: Int)>

    init(_ tracker: SQLiteTracker, times: Int) {
        self.tracker = tracker
        state = Locked((left: times, applied: 0))
    }

    /// How often a change was to be applied.
    var applied: Int { state.withLock { $0.applied } }

    func apply(
        _ change: TrackerChange, by person: ActingPerson, key: IdempotencyKey
    ) async throws(TargetFailure) -> Applied {
        let isStale = state.withLock { state in
            state.applied += 1
            state.left -= 1
            return state.left >= 0
        }
        return isStale ? .stale : try await tracker.apply(change, by: person, key: key)
    }

    func receipt(for key: IdempotencyKey) async throws(TargetFailure) -> Receipt? {
        try await tracker.receipt(for: key)
    }
    func people(matching query: MailQuery) async throws(TargetFailure) -> [Person] {
        try await tracker.people(matching: query)
    }
    func anonymous() async throws(TargetFailure) -> Person { try await tracker.anonymous() }
    func isLoginTaken(_ login: String) async throws(TargetFailure) -> Bool { try await tracker.isLoginTaken(login) }
    func project(_ identifier: ProjectIdentifier) async throws(TargetFailure) -> Project? {
        try await tracker.project(identifier)
    }
    func vocabulary(of project: Project) async throws(TargetFailure) -> Vocabulary {
        try await tracker.vocabulary(of: project)
    }
    func assignable(in project: Project) async throws(TargetFailure) -> [Principal] {
        try await tracker.assignable(in: project)
    }
    func groups() async throws(TargetFailure) -> [String] { try await tracker.groups() }
    func customFields() async throws(TargetFailure) -> [CustomField] { try await tracker.customFields() }
    func rights(ofNewMemberOf groups: [String], in project: Project) async throws(TargetFailure) -> Rights {
        try await tracker.rights(ofNewMemberOf: groups, in: project)
    }
    func rights(of person: Person, in project: Project) async throws(TargetFailure) -> Rights {
        try await tracker.rights(of: person, in: project)
    }
    func referent(of reference: Reference) async throws(TargetFailure) -> Referent? {
        try await tracker.referent(of: reference)
    }
    func members(of principal: PrincipalID) async throws(TargetFailure) -> Set<PrincipalID> {
        try await tracker.members(of: principal)
    }
    func nextStatuses(
        of workPackage: WorkPackage, for person: Person, rights: Rights
    ) async throws(TargetFailure) -> Set<Int>? {
        try await tracker.nextStatuses(of: workPackage, for: person, rights: rights)
    }
}
