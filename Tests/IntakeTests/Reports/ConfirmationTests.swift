import Intake
import Mail
import Testing
import Tracking

@Suite struct ConfirmationTests {
    private let created = Receipt(
        kind: .workPackageCreated, code: .created, id: 77, url: "https://tracker.example/77", text: "")

    private func options(_ change: (inout IntakeOptions) -> Void = { _ in }) -> IntakeOptions {
        IntakeOptions.demo.with {
            $0.confirmsCreated = true
            $0.mailHost = "example.net"
            change(&$0)
        }
    }

    private func message(_ mail: SampleMail, _ options: IntakeOptions) async throws -> OutgoingMessage? {
        try await mail.decided(options).confirmation?.message(for: created)
    }

    @Test
    func `given --confirm-created, when a work package is made, then the sender is told its number in the thread`()
        async throws
    {
        var mail = SampleMail("Priority: Urgent\nIt burns.")
        mail.references = ["zero@example.net"]
        let message = try await message(mail, options())
        #expect(
            message
                == OutgoingMessage(
                    to: "jane@example.net", subject: "Re: Printer is on fire",
                    text: """
                        Your mail “Printer is on fire” became work package #77.
                        https://tracker.example/77
                        To add something, answer this mail.

                        This could not be done:

                        - “Priority: Urgent”: there is no such value. Possible: Low, Normal, High.

                        """,
                    inReplyTo: "one@example.net",
                    references: ["zero@example.net", "one@example.net", "op.work_package-77@example.net"]))
    }

    @Test func `given no --confirm-created, when a work package is made, then nobody is told`() async throws {
        #expect(try await message(SampleMail(), options { $0.confirmsCreated = false }) == nil)
    }

    @Test func `given an answer to the confirmation, when decided, then it finds the work package`() async throws {
        var mail = SampleMail("More.")
        mail.references = ["one@example.net", "op.work_package-42@example.net", "op.report-0123@example.net"]
        mail.inReplyTo = ["op.report-0123@example.net"]
        #expect(try await mail.decided(options()).updated().workPackage.id.number == 42)
    }

    @Test func `given a change, when applied, then nothing is confirmed`() async throws {
        let decision = try await SampleMail.reply("More.").decided(options())
        #expect(
            decision.confirmation?.message(
                for: Receipt(kind: .workPackageUpdated, code: .updated, id: 42, text: "")) == nil)
    }

    @Test(arguments: [("List-Id", "<a.example.net>"), ("Precedence", "bulk"), ("X-Auto-Response-Suppress", "OOF")])
    func `7.5.7 given mail to many, when a work package is made, then nobody is told`(name: String, value: String)
        async throws
    {
        #expect(try await message(SampleMail().with(name, value), options()) == nil)
    }

    @Test func `given a new account, when it is made, then its owner learns the login and no password`() async throws {
        var mail = SampleMail()
        mail.from = [Address(name: "John Doe", mail: "john@new.example")]
        let options = options {
            $0.confirmsCreated = false
            $0.unknownUser = .create
            $0.skipsPermissionCheck = true
        }
        var receipt = created
        receipt.newLogin = "john@new.example"
        let message = try await mail.decided(options).confirmation?.message(for: receipt)
        #expect(message?.to == "john@new.example")
        #expect(
            message?.text
                == "An account was made for you: mail from john@new.example now counts as the login john@new.example.\n"
        )
        let silent = try await mail.decided(options.with { $0.announcesAccounts = false })
        #expect(silent.confirmation?.message(for: receipt) == nil)
        #expect(
            silent.steps.first { $0.rule == "account" }?.result
                == "unknown; the account john@new.example (John Doe) is made; no account mail, since --no-account-notice"
                + " is given")
    }

    @Test func `given our own address as the account's, when a work package is made, then nothing is sent`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.people[0].mails = ["tracker@example.net", "jane@example.net"]
        let mail = SampleMail()
        let decision = try await mail.decided(options { $0.ownAddresses = ["jane@example.net"] }, directory)
        #expect(decision.confirmation == nil)
    }
}
