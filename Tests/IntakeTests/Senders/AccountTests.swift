import Intake
import Mail
import Testing
import Tracking

@Suite struct AccountTests {
    private func acting(
        _ address: String, _ people: [Person], separators: [Character] = ["+"]
    ) async throws -> Decision {
        var mail = SampleMail()
        mail.from = [Address(name: nil, mail: address)]
        var directory = FakeDirectory.sample
        directory.people = people
        for person in people { directory.rights[person.login] = [Project.demo.id: .all] }
        return try await mail.decided(.demo.with { $0.mailSuffixSeparators = separators }, directory)
    }

    struct Lookup: CustomTestStringConvertible {
        var name: String
        var from: String
        var people: [Person]
        var separators: [Character] = ["+"]
        var login: String

        var testDescription: String { name }
    }

    @Test(
        arguments: [
            Lookup(name: "in any case", from: "Foo@E.O", people: [.sample(1, "a", mails: ["foo@e.o"])], login: "a"),
            Lookup(
                name: "an additional address", from: "foo@e.o", people: [.sample(1, "a", mails: ["x@e.o", "Foo@e.o"])],
                login: "a"),
            Lookup(
                name: "exact before a suffix with a lower number", from: "foo@e.o",
                people: [.sample(1, "suffix", mails: ["foo+x@e.o"]), .sample(2, "exact", mails: ["foo@e.o"])],
                login: "exact"),
            Lookup(
                name: "a suffix in the account, in any case", from: "FOO@e.o",
                people: [.sample(1, "a", mails: ["foo+Any@e.o"])], login: "a"),
            Lookup(
                name: "active before locked", from: "foo@e.o",
                people: [
                    .sample(1, "locked", mails: ["foo@e.o"], status: .locked), .sample(2, "active", mails: ["foo@e.o"]),
                ], login: "active"),
            Lookup(
                name: "active before locked, among suffixes", from: "foo@e.o",
                people: [
                    .sample(1, "locked", mails: ["foo+a@e.o"], status: .locked),
                    .sample(2, "active", mails: ["foo+b@e.o"]),
                ], login: "active"),
            Lookup(
                name: "the lowest number", from: "foo@e.o",
                people: [.sample(5, "later", mails: ["foo@e.o"]), .sample(2, "first", mails: ["foo@e.o"])],
                login: "first"),
            Lookup(
                name: "a suffixed sender means that account", from: "Foo+Bar@E.O",
                people: [.sample(1, "plain", mails: ["foo@e.o"]), .sample(2, "suffix", mails: ["foo+bar@e.o"])],
                login: "suffix"),
            Lookup(
                name: "other separators", from: "foo@e.o", people: [.sample(1, "a", mails: ["foo-x@e.o"])],
                separators: ["+", "-"], login: "a"),
            Lookup(
                name: "a sender with one of several separators means that account", from: "foo-bar@e.o",
                people: [.sample(1, "plus", mails: ["foo-bar+x@e.o"]), .sample(2, "exact", mails: ["foo-bar@e.o"])],
                separators: ["+", "-"], login: "exact"),
            Lookup(
                name: "without separators in any case", from: "Foo@E.O",
                people: [.sample(1, "suffix", mails: ["foo+x@e.o"]), .sample(2, "exact", mails: ["foo@e.o"])],
                separators: [], login: "exact"),
            Lookup(
                name: "a separator at the very start is no suffix", from: "+x@e.o",
                people: [.sample(1, "a", mails: ["+x+y@e.o"])], login: "a"),
        ])
    func `given accounts, when a mail comes, then the right one acts`(lookup: Lookup) async throws {
        let decision = try await acting(lookup.from, lookup.people, separators: lookup.separators)
        guard case .person(let person) = try decision.acting() else { return #expect(Bool(false), "no account") }
        #expect(person.login == lookup.login)
    }

    @Test(
        arguments: [
            ("foo+bar@e.o", "foo@e.o", "+"), ("foo@e.o", "foo+x@e.o", ""), ("foo@e.o", "foo-x@e.o", "+"),
            ("foo@e.o", "foo+@e.o", "+"), ("foo@e.o", "food@e.o", "+"), ("foo@e.o", "foo@e.org", "+"),
            ("foo+bar@e.o", "foo+bar+x@e.o", "+"), ("foo-bar@e.o", "foo-bar+x@e.o", "+-"),
        ])
    func `given an account with another address, when a mail comes, then its sender is unknown`(
        from: String, account: String, separators: String
    ) async throws {
        let decision = try await acting(from, [.sample(1, "a", mails: [account])], separators: Array(separators))
        #expect(
            try decision.ignored()
                == Reason(
                    .unknownSender,
                    "No account has the address of \(from), and --unknown-user is ignore."
                        + " Add the address to an account, or choose accept or create."))
    }

    @Test(arguments: [Person.Status.locked, .registered, .invited])
    func `7.5.16 given an account that is not active, when a mail comes, then it is ignored`(status: Person.Status)
        async throws
    {
        let decision = try await acting("a@e.o", [.sample(1, "ann", mails: ["a@e.o"], status: status)])
        #expect(
            try decision.ignored()
                == Reason(
                    .inactiveAccount,
                    "The account ann of a@e.o is \(status.rawValue): its mail is ignored."
                        + " Activate the account, then handle the mail again."))
    }

    @Test func `given a locked account, when another one has a suffix, then the lock is not got round`() async throws {
        let decision = try await acting(
            "foo@e.o",
            [.sample(1, "locked", mails: ["foo@e.o"], status: .locked), .sample(2, "other", mails: ["foo+x@e.o"])])
        #expect(try decision.ignored().code == .inactiveAccount)
    }

    @Test func `given several senders, when a mail comes, then the first counts`() async throws {
        var mail = SampleMail()
        mail.from = ["", "hans@example.net", "jane@example.net"].map { Address(name: nil, mail: $0) }
        #expect(try await mail.decided().rejected().text.hasPrefix("hans may not create work packages"))
    }

    @Test func `given unknown senders are accepted, when one writes, then the anonymous person acts`() async throws {
        var mail = SampleMail()
        mail.from = [Address(name: nil, mail: "stranger@example.org")]
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "anonymous")
        let decision = try await mail.decided(.demo.with { $0.unknownUser = .accept }, directory)
        #expect(try decision.acting() == .person(directory.anonymousPerson))
    }

    @Test func `7.5.19 given a mail without From, when unknown senders are accepted, then the anonymous person acts`()
        async throws
    {
        var mail = SampleMail()
        mail.from = []
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "anonymous")
        let decision = try await mail.decided(.demo.with { $0.unknownUser = .accept }, directory)
        #expect(try decision.acting() == .person(directory.anonymousPerson))
    }

    @Test(arguments: IntakeOptions.UnknownUser.allCases.filter { $0 != .accept })
    func `7.5.19 given a mail without From, when senders must be known, then it is ignored`(
        mode: IntakeOptions.UnknownUser
    ) async throws {
        var mail = SampleMail()
        mail.from = []
        let reason = try await mail.decided(.demo.with { $0.unknownUser = mode }).ignored()
        #expect(reason.code == .unknownSender)
    }

    @Test func `given the target cannot answer, when a mail is decided, then that is no outcome of the mail`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.failure = TargetFailure(.unavailable(retryAfter: nil), "down")
        let failing = directory
        await #expect(throws: TargetFailure(.unavailable(retryAfter: nil), "down")) {
            try await SampleMail().decided(.demo, failing)
        }
    }
}
