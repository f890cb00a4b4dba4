import Intake
import Mail
import Testing
import Tracking

@Suite struct ReportTests {
    private var rejected: SampleMail {
        var mail = SampleMail("Project: nowhere\n\nIt burns.")
        mail.references = ["a@example.net", "b@example.net"]
        return mail
    }

    @Test func `given a rejected mail, when reported, then the sender learns what was wrong in their thread`()
        async throws
    {
        let decision = try await rejected.decided(IntakeOptions())
        #expect(
            decision.report
                == OutgoingMessage(
                    to: "jane@example.net", subject: "Re: Printer is on fire",
                    text: """
                        Your mail “Printer is on fire” was not accepted. Nothing was changed.

                        - “Project: nowhere”: there is no such project, or you may not see it.

                        Please correct this and send the mail again.

                        Your mail:

                        > Project: nowhere
                        >
                        > It burns.

                        """,
                    inReplyTo: "one@example.net", references: ["a@example.net", "b@example.net", "one@example.net"]))
    }

    @Test func `given a German and a French sender, when reported, then the texts are in their languages`() async throws
    {
        var directory = FakeDirectory.sample
        #expect(
            try await rejected.decided(IntakeOptions.sample { $0.defaultLanguage = "fr-CA" }, directory).report?.text
                .hasPrefix(
                    """
                    Votre message « Printer is on fire » n'a pas été accepté. Rien n'a été modifié.

                    - « Project: nowhere » : ce projet n'existe pas, ou vous n'avez pas le droit de le voir.

                    Merci de corriger cela et de renvoyer le message.
                    """) == true)
        directory.people[0].language = "de-AT"
        #expect(
            try await rejected.decided(IntakeOptions(), directory).report?.text
                .hasPrefix(
                    """
                    Ihre E-Mail „Printer is on fire“ wurde nicht angenommen. Es wurde nichts geändert.

                    - „Project: nowhere“: Dieses Projekt gibt es nicht, oder Sie dürfen es nicht sehen.

                    Bitte berichtigen Sie dies und senden Sie die E-Mail noch einmal.
                    """) == true)
        directory.people[0].language = "ja"
        #expect(try await rejected.decided(IntakeOptions(), directory).report?.text.hasPrefix("Your mail") == true)
    }

    @Test(arguments: [
        ("en", "Sending the mail again will not help; please ask those who look after the project."),
        ("de", "Erneutes Senden hilft nicht; bitte wenden Sie sich an die Verantwortlichen des Projekts."),
        ("fr", "Renvoyer le message n'y changera rien ; merci de vous adresser aux responsables du projet."),
    ])
    func `given what a sender cannot correct, when reported, then nobody is asked to send it again`(
        language: String, advice: String
    ) async throws {
        var directory = FakeDirectory.sample.allowing([.viewWorkPackages], to: "jane")
        directory.people[0].language = language
        let text = try #require(try await SampleMail("It burns.").decided(.demo, directory).report).text
        #expect(text.contains("\n\n\(advice)\n\n"))
    }

    @Test func `given reports are off, when a mail is rejected, then there is none`() async throws {
        let decision = try await rejected.decided(IntakeOptions.sample { $0.reportsErrors = false })
        #expect(try decision.rejected().code == .unknownProject)
        #expect(decision.report == nil)
    }

    @Test func `given the anonymous person, when a mail is rejected, then there is no report`() async throws {
        var mail = rejected
        mail.from = [Address(name: nil, mail: "stranger@example.org")]
        let decision = try await mail.decided(IntakeOptions.sample { $0.unknownUser = .accept })
        #expect(try decision.rejected().code == .unknownProject)
        #expect(decision.report == nil)
    }

    @Test func `given an account whose address is our own, when a mail is rejected, then there is no report`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.people[0].mails = ["jane+x@example.net"]
        let options = IntakeOptions.sample { $0.ownAddresses = ["jane+x@example.net"] }
        let decision = try await rejected.decided(options, directory)
        #expect(try decision.rejected().code == .unknownProject)
        #expect(decision.report == nil)
    }

    @Test func `given a sender found by another address, when reported, then the account's own spelling is written to`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.people[0].mails = ["Main@example.net", "Jane@Example.net"]
        #expect(try await rejected.decided(IntakeOptions(), directory).report?.to == "Jane@Example.net")
        directory.people[0].mails = ["jane+tracker@example.net"]
        #expect(try await rejected.decided(IntakeOptions(), directory).report?.to == "jane+tracker@example.net")
    }

    @Test func `given no subject and no id, when reported, then there is a subject of ours and no thread`() async throws
    {
        var mail = SampleMail("Text")
        mail.subject = nil
        mail.messageID = nil
        let report = try #require(try await mail.decided(IntakeOptions()).report)
        #expect(report.subject == "Your mail was not accepted")
        #expect(report.text.hasPrefix("Your mail was not accepted. Nothing was changed.\n"))
        #expect(report.inReplyTo == nil)
        #expect(report.references == [])
    }

    @Test(arguments: [
        ("Re: x", "Re: x"), ("RE:x", "RE:x"), ("x\r\nBcc: evil@example.org", "Re: x Bcc: evil@example.org"),
    ])
    func `given a subject, when reported, then it is answered once and on one line`(subject: String, expected: String)
        async throws
    {
        var mail = SampleMail()
        mail.subject = subject
        #expect(try await mail.decided(IntakeOptions()).report?.subject == expected)
    }

    @Test func `given only In-Reply-To, when reported, then it is part of the thread`() async throws {
        var mail = SampleMail()
        mail.inReplyTo = ["a@example.net"]
        #expect(try await mail.decided(IntakeOptions()).report?.references == ["a@example.net", "one@example.net"])
    }

    @Test func `given a long thread, when reported, then its first and last ids are named`() async throws {
        var mail = SampleMail()
        mail.references = (0..<100).map { "\($0)@h" }
        let references = try #require(try await mail.decided(IntakeOptions()).report).references
        #expect(references == ["0@h"] + (82..<100).map { "\($0)@h" } + ["one@example.net"])
    }

    @Test func `given a long mail with control characters, when reported, then its beginning is quoted without them`()
        async throws
    {
        let lines = ["a\u{7}\u{1B}[31mb", String(repeating: "x", count: 500)] + (0..<50).map { "line \($0)" }
        let text = try #require(try await SampleMail(lines.joined(separator: "\n")).decided(IntakeOptions()).report)
            .text
        #expect(text.contains("> a[31mb\n> \(String(repeating: "x", count: 200))…\n> line 0\n"))
        #expect(text.hasSuffix("> line 17\n> …\n"))
    }

    @Test func `given braces in what the sender wrote, when reported, then they stay`() async throws {
        let decision = try await SampleMail("Project: {values}{line}").decided(IntakeOptions())
        #expect(decision.report?.text.contains("- “Project: {values}{line}”: there is no such project") == true)
    }

    @Test func `given a mail without text, when reported, then nothing is quoted`() async throws {
        let text = try #require(try await SampleMail("").decided(IntakeOptions()).report).text
        #expect(text.hasSuffix("Please correct this and send the mail again.\n"))
    }

    @Test func `7.5.5 given many values, when a required one is missing, then twenty are listed and people never`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.vocabulary.customFields = [
            CustomField(
                id: 1, name: "Severity", format: .list, options: (1...30).map { "S\($0)" }, isMultiple: false,
                isRequired: true)
        ]
        let text = try #require(
            try await SampleMail("Assignee: nobody\nStart date: soon\nText").decided(.demo, directory).report
        ).text
        #expect(text.contains("Possible: \((1...20).map { "S\($0)" }.joined(separator: ", ")), …."))
        #expect(text.contains("- “Assignee: nobody”: there is no such value.\n"))
        #expect(text.contains("- “Start date: soon”: this has to be a date such as 2030-01-31.\n"))
    }

    @Test func `given a sender who does not see the project, when a value is missing, then no values are named`()
        async throws
    {
        var directory = FakeDirectory.sample
        directory.vocabulary.customFields[0].isRequired = true
        directory.projects = [.secret]
        let options = IntakeOptions.sample { $0.skipsPermissionCheck = true }
        let decision = try await SampleMail("project: secret\nstatus: x").decided(options, directory)
        #expect(try decision.rejected().code == .invalidValues)
        #expect(decision.report?.text.contains("Possible") == false)
    }
}
