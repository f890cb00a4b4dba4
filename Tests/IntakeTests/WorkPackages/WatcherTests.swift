import Intake
import Mail
import Testing
import Tracking

@Suite struct WatcherTests {
    private func mail(to: [String] = [], cc: [String] = [], bcc: [String] = []) -> SampleMail {
        var mail = SampleMail()
        mail.to = to.map { Address(name: nil, mail: $0) }
        mail.cc = cc.map { Address(name: nil, mail: $0) }
        mail.bcc = bcc.map { Address(name: nil, mail: $0) }
        return mail
    }

    private func watchers(_ mail: SampleMail, _ directory: FakeDirectory = .sample) async throws -> [String] {
        try await mail.decided(.demo.with { $0.ownAddresses = ["tracker@example.net"] }, directory).created().watchers
            .map(\.login)
    }

    @Test(arguments: ["to", "cc", "bcc"])
    func `7.5.6 given an account among the recipients, when a work package is created, then it watches`(field: String)
        async throws
    {
        let address = ["Hans@Example.net"]
        let mail = mail(
            to: field == "to" ? address : [], cc: field == "cc" ? address : [], bcc: field == "bcc" ? address : [])
        #expect(try await watchers(mail) == ["hans"])
    }

    @Test(
        arguments: [
            "tracker@example.net", "jane@example.net", "stranger@example.org", "lena@example.net", "cara@example.net",
            "list",
        ])
    func
        `given our own address, the sender, a stranger, a locked account or one that may not see, when created, then none watches`(
            address: String
        ) async throws
    {
        #expect(try await watchers(mail(to: [address])) == [])
    }

    @Test func `given somebody with the right but outside the project, when created, then they do not watch`()
        async throws
    {
        var directory = FakeDirectory.sample
        #expect(try await watchers(mail(to: ["hans@example.net"]), directory) == ["hans"])
        directory.rights["hans"]?[Project.demo.id]?.seesProject = false
        #expect(try await watchers(mail(to: ["hans@example.net"]), directory) == [])
    }

    @Test func `given the tracker's account has our own address, when created, then it does not watch`() async throws {
        var directory = FakeDirectory.sample
        directory.people.append(.sample(7, "tracker"))
        directory.rights["tracker"] = [Project.demo.id: .all]
        #expect(try await watchers(mail(to: ["tracker@example.net"]), directory) == [])
    }

    @Test func `7.5.19 given accounts with subaddresses of our own, when created, then none watches`() async throws {
        var directory = FakeDirectory.sample
        directory.people[1].mails = ["inbox+Hans@example.net"]
        directory.people.append(.sample(7, "inbox"))
        directory.rights["inbox"] = [Project.demo.id: .all]
        let mail = mail(to: ["Inbox+hans@example.net"], cc: ["inbox@example.net"])
        #expect(try await watchers(mail, directory) == ["hans", "inbox"])
        let options = IntakeOptions.demo.with { $0.projectAddress = ProjectAddress("inbox@example.net") }
        #expect(try await mail.decided(options, directory).created().watchers == [])
    }

    @Test func `given an account with a suffix, when its plain address is a recipient, then it does not watch`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.people[1].mails = ["hans+x@example.net"]
        #expect(try await watchers(mail(to: ["hans@example.net"]), directory) == [])
    }

    @Test func `given one person under two addresses, when created, then it watches once`() async throws {
        var directory = FakeDirectory.sample
        directory.people[1].mails = ["hans@example.net", "maier@example.net"]
        let mail = mail(to: ["hans@example.net", "hans@example.net"], cc: ["maier@example.net"])
        #expect(try await watchers(mail, directory) == ["hans"])
    }

    @Test func `given the sender's other address, when created, then the sender does not watch`() async throws {
        var directory = FakeDirectory.sample
        directory.people[0].mails = ["jane@example.net", "doe@example.net"]
        #expect(try await watchers(mail(cc: ["doe@example.net"]), directory) == [])
    }

    @Test func `given no right to add watchers, when created, then none is added and nothing is noted`() async throws {
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "jane")
        let new = try await mail(cc: ["hans@example.net"]).decided(.demo, directory).created()
        #expect(new.watchers == [])
        #expect(new.origin.notes == [])
    }

    @Test(arguments: [true, false])
    func `7.5.6 given a stranger who is accepted, when created, then people watch if anybody may add them`(may: Bool)
        async throws
    {
        var mail = mail(cc: ["hans@example.net"])
        mail.from = [Address(name: nil, mail: "stranger@example.org")]
        let directory = FakeDirectory.sample.allowing(
            may ? [.addWorkPackages, .addWorkPackageWatchers] : [.addWorkPackages], to: "anonymous")
        let new = try await mail.decided(.demo.with { $0.unknownUser = .accept }, directory).created()
        #expect(new.watchers.map(\.login) == (may ? ["hans"] : []))
    }

    @Test func `7.5.6 given a reply, when decided, then people watch only with the option, and not twice`() async throws
    {
        var mail = mail(cc: ["hans@example.net"])
        mail.references = ["op.work_package-42@h"]
        #expect(try await mail.decided().updated().watchers == [])
        let options = IntakeOptions.demo.with { $0.watchersOnReply = true }
        #expect(try await mail.decided(options).updated().watchers == [.hans])
        var watched = WorkPackage.sample
        watched.watchers = [Person.hans.id]
        var directory = FakeDirectory.sample
        directory.referents[.workPackage(watched.id)] = .workPackage(watched, isPrivate: false)
        #expect(try await mail.decided(options, directory).updated().watchers == [])
    }

    @Test func `given thousands of recipients, when created, then fifty are looked up`() async throws {
        var directory = FakeDirectory.sample
        directory.questions = FakeDirectory.Questions()
        _ = try await watchers(mail(cc: (0..<3_000).map { "p\($0)@example.org" }), directory)
        #expect(await directory.questions.mails.count == 51)
    }
}
