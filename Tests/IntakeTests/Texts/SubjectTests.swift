import Intake
import Mail
import Testing
import Tracking

@Suite struct SubjectTests {
    @Test(
        arguments: [
            ("Printer", "Printer"), ("  Printer\n is on\tfire ", "Printer  is on fire"), (nil, "(no subject)"),
            (" \n", "(no subject)"), (String(repeating: "ü", count: 300), String(repeating: "ü", count: 255)),
        ])
    func `7.5.13 given a subject, when a work package is created, then it fits on one line of 255 characters`(
        subject: String?, expected: String
    ) async throws {
        var mail = SampleMail()
        mail.subject = subject
        #expect(try await mail.decided().created().subject == expected)
    }

    @Test func `7.5.13 given no subject and a German sender, when created, then the default subject is German`()
        async throws
    {
        var mail = SampleMail()
        mail.subject = nil
        mail.from = [Address(name: nil, mail: "hans@example.net")]
        let directory = FakeDirectory.sample.allowing([.addWorkPackages], to: "hans")
        #expect(try await mail.decided(.demo, directory).created().subject == "(kein Betreff)")
    }

    @Test(
        arguments: [
            ("Re: [A - B - msg12] Title", "Title"), ("AW: [P [x] - f - msg1] [y - msg2] T", "T"),
            ("Re: Title", "Re: Title"),
            ("[msg3]", "Re: Opening hours"), (nil, "Re: Opening hours"), ("Re: [msg] x", "Re: [msg] x"),
            ("[msg2] a [b]", "a [b]"), ("msg2] x", "x"), ("[2] x", "[2] x"),
            (String(repeating: "x", count: 300), String(repeating: "x", count: 255)),
        ])
    func `given a subject, when a thread is answered, then the tracker's marker goes`(
        subject: String?, expected: String
    )
        async throws
    {
        var mail = SampleMail()
        mail.references = ["op.message-3@h"]
        mail.subject = subject
        #expect(try await mail.decided().answered().subject == expected)
    }
}
