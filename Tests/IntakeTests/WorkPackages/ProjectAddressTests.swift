import Intake
import Mail
import Testing
import Tracking

@Suite struct ProjectAddressTests {
    private let options = IntakeOptions.sample { $0.projectAddress = ProjectAddress("inbox@example.net") }

    private func mail(_ text: String = "Text", to: [String]) -> SampleMail {
        var mail = SampleMail(text)
        mail.to = to.map { Address(name: nil, mail: $0) }
        return mail
    }

    @Test(arguments: [
        "", "inbox", "@example.net", "inbox@", "in box@example.net", "Inbox <inbox@example.net>", "a@b@c",
    ])
    func `given a text that is no address, when it is to name projects, then it is refused`(text: String) {
        #expect(ProjectAddress(text) == nil)
    }

    @Test(
        arguments: [
            ("inbox+demo@example.net", "demo"), ("INBOX+Demo@EXAMPLE.net", "demo"),
            ("inbox+my-project@example.net", "my-project"),
            ("inbox@example.net", nil), ("inbox+@example.net", nil), ("inbox+a+b@example.net", nil),
            ("inbox+demo@example.org", nil), ("xinbox+demo@example.net", nil), ("inbox-demo@example.net", nil),
            ("list", nil),
        ] as [(String, String?)])
    func `given a recipient, when it is a subaddress, then it names a project`(recipient: String, project: String?)
        throws
    {
        let address = try #require(ProjectAddress(" inbox@example.net "))
        #expect(address.project(namedBy: Address(name: nil, mail: recipient)) == project.map(ProjectIdentifier.init))
    }

    @Test func `given a subaddress and a line, when explained, then the steps say which of them counts`() async throws {
        let decision = try await mail(
            "Project: secret\nText", to: ["inbox+none@example.net", "inbox+demo@example.net"]
        )
        .decided(options)
        #expect(try decision.created().project == .demo)
        #expect(
            decision.steps.filter { ["project", "keyword"].contains($0.rule) } == [
                DecisionStep(
                    "project", "inbox+none@example.net",
                    "names no project, or none that the sender may see: passed over"),
                DecisionStep(
                    "project", "inbox+demo@example.net", "demo (Demo); the address goes before “Project: secret”"),
                DecisionStep("keyword", "Project: secret", "stays in the text: project may not be overridden"),
            ])
    }

    @Test func `given no subaddress among the recipients, when explained, then a step says so`() async throws {
        let decision = try await mail(to: ["inbox@example.net"]).decided(options)
        #expect(
            decision.steps.contains(DecisionStep("project", "To, Cc, Bcc", "no recipient's subaddress names a project"))
        )
    }

    @Test func `given a hidden project and a missing one, when decided, then nothing tells them apart`() async throws {
        let hidden = try await mail(to: ["inbox+secret@example.net"]).decided(options)
        let missing = try await mail(to: ["inbox+nowhere@example.net"]).decided(options)
        #expect(try hidden.rejected() == missing.rejected())
        #expect(hidden.report == missing.report)
        #expect(hidden.report != nil)
    }

    @Test func `given thousands of subaddresses, when decided, then fifty projects are looked up`() async throws {
        let addresses = (0..<3_000).map { "inbox+p\($0)@example.net" }
        #expect(
            try await mail(to: addresses + ["inbox+demo@example.net"]).decided(options).rejected().code == .noProject)
        #expect(
            try await mail(to: addresses.prefix(49) + ["inbox+demo@example.net"]).decided(options).created().project
                == .demo)
    }
}
