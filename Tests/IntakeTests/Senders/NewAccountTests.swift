import Intake
import Mail
import Testing
import Tracking

@Suite struct NewAccountTests {
    private func created(
        _ name: String?, _ address: String, taken: Set<String> = []
    ) async throws -> NewPerson {
        var mail = SampleMail()
        mail.from = [Address(name: name, mail: address)]
        var directory = FakeDirectory.sample.allowing([.addWorkPackages], to: nil)
        directory.people = []
        directory.takenLogins = taken
        let options = IntakeOptions.demo.with {
            $0.unknownUser = .create
            $0.defaultLanguage = "de"
        }
        guard case .new(let person) = try await mail.decided(options, directory).acting() else { throw NoAccount() }
        return person
    }

    private struct NoAccount: Error {}

    @Test(
        arguments: [
            ("John Doe", "John", "Doe"), ("John", "John", "-"), ("John Paul Smith", "John", "Paul Smith"),
            ("Doe, John", "John", "Doe"), ("\"John Doe\"", "John", "Doe"), ("", "jd", "x"), ("\"\"", "jd", "x"),
            ("JD.X@example.net", "jd", "x"), (nil, "jd", "x"), ("John\u{7}\u{202E} Doe", "John", "Doe"),
        ])
    func `given a display name, when an account is made, then it is split`(name: String?, first: String, last: String)
        async throws
    {
        let person = try await created(name, "jd.x@example.net")
        #expect(
            person
                == NewPerson(
                    login: "jd.x@example.net", firstName: first, lastName: last, mail: "jd.x@example.net",
                    language: "de"))
    }

    @Test(arguments: [("jsmith@example.net", "jsmith", "-"), ("a.b.c@x.y", "a", "b c")])
    func `given no display name, when an account is made, then the local part is split`(
        address: String, first: String, last: String
    ) async throws {
        let person = try await created(nil, address)
        #expect(person.firstName == first)
        #expect(person.lastName == last)
    }

    @Test func `given a long name, when an account is made, then it is kept`() async throws {
        let name = String(repeating: "n", count: 60)
        #expect(try await created("\(name) Doe", "a@b.c").firstName == name)
    }

    @Test func `given an address that cannot be a login, when an account is made, then the login is derived from it`()
        async throws
    {
        let person = try await created(nil, "foo&bar@example.net")
        #expect(person.mail == "foo&bar@example.net")
        #expect(person.login == (try await created("Other", "Foo&Bar@Example.net")).login)
        #expect(person.login.wholeMatch(of: /user[0-9a-f]{12}/) != nil)
    }

    @Test func `given taken logins, when an account is made, then another one is derived`() async throws {
        let first = try await created(nil, "a@b.c", taken: ["a@b.c"]).login
        #expect(first.wholeMatch(of: /user[0-9a-f]{12}/) != nil)
        let second = try await created(nil, "a@b.c", taken: ["a@b.c", first]).login
        #expect(second.wholeMatch(of: /user[0-9a-f]{12}/) != nil)
        #expect(second != first)
    }

    @Test func `given a new person without rights, when a mail comes, then it is rejected and reported to its address`()
        async throws
    {
        var mail = SampleMail()
        mail.from = [Address(name: "New", mail: "new@example.org")]
        let decision = try await mail.decided(.demo.with { $0.unknownUser = .create })
        #expect(
            try decision.rejected()
                == Reason(
                    .noPermission,
                    "the new account new@example.org may not create work packages (add_work_packages) in demo."))
        #expect(decision.report?.to == "new@example.org")
    }
}
