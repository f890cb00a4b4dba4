import Intake
import Mail
import Testing

@Suite struct OwnMailTests {
    private let options = IntakeOptions.demo.with {
        $0.ownAddresses = ["tracker@example.net"]
        $0.installationID = "abc123"
    }

    @Test func `7.5.19 given a mail from one of our own addresses in other case, when decided, then it is ignored`()
        async throws
    {
        var mail = SampleMail()
        mail.from = [Address(name: "Tracker", mail: "Tracker@Example.net")]
        let reason = try await mail.decided(options).ignored()
        #expect(
            reason
                == Reason(
                    .ownAddress,
                    "The mail comes from tracker@example.net, one of our own addresses: it is ignored so that no loop begins."
                ))
    }

    @Test(arguments: ["inbox@example.net", "INBOX+demo@example.net", "inbox+a+b@Example.net", "inbox+@example.net"])
    func `7.5.19 given a mail from a subaddress of our own, when decided, then it is ignored`(sender: String)
        async throws
    {
        var mail = SampleMail()
        mail.from = [Address(name: nil, mail: sender)]
        let options = IntakeOptions.demo.with {
            $0.projectAddress = ProjectAddress("inbox@example.net")
            $0.unknownUser = .create
        }
        #expect(try await mail.decided(options).ignored().code == .ownAddress)
        #expect(try await mail.decided(options.with { $0.projectAddress = nil }).rejected().code == .noPermission)
    }

    @Test func `7.5.8 given a mail with the id of this installation, when decided, then it is an own mail`()
        async throws
    {
        let mail = SampleMail().with("x-mailworker-ID", " abc123 ")
        let reason = try await mail.decided(options.with { $0.automatic = .accept }).ignored()
        #expect(
            reason
                == Reason(
                    .automatic, "The mail carries the X-Mailworker-Id of this installation: it is a mail of our own."))
    }

    @Test func `given a mail with another installation's id, when decided, then it is handled`() async throws {
        _ = try await SampleMail().with("X-Mailworker-Id", "other").decided(options).created()
    }

    @Test
    func `7.5.8 given a mail whose own id has the tracker's form and our host, when decided, then it is an own mail`()
        async throws
    {
        var mail = SampleMail()
        mail.messageID = "op.work_package-42.20240101120000.5@example.net"
        let reason = try await mail.decided(options.with { $0.automatic = .accept }).ignored()
        #expect(
            reason
                == Reason(
                    .automatic,
                    "The Message-ID op.work_package-42.20240101120000.5@example.net is one that only the tracker's own"
                        + " mails have: it is a mail of our own."))
    }

    @Test func `given an id of the tracker's form and a foreign host, when decided, then it is handled`() async throws {
        var mail = SampleMail()
        mail.messageID = "op.work_package-42.20240101120000.5@elsewhere.example"
        _ = try await mail.decided(options).created()
    }

    @Test func `given an id as the Opera mail program writes it, when decided, then it is handled`() async throws {
        var mail = SampleMail()
        mail.messageID = "op.xq9a1bvkn5p7h5@example.net"
        _ = try await mail.decided(options).created()
    }
}
