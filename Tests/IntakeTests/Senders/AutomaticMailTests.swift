import Intake
import Mail
import Testing
import Tracking

@Suite struct AutomaticMailTests {
    @Test(
        arguments: [
            ("Auto-Submitted", "auto-replied", "Auto-Submitted: auto-replied"),
            ("auto-submitted", "Auto-Replied; owner-email=x", "Auto-Submitted: auto-replied"),
            ("Auto-Submitted", "auto-generated (vacation)", "Auto-Submitted: auto-generated"),
            ("Auto-Submitted", "auto-forwarded", "Auto-Submitted: auto-forwarded"),
            ("X-Autoreply", "yes", "X-Autoreply: yes"), ("Return-Path", "<>", "Return-Path: <>"),
        ])
    func `7.5.7 given a machine's mail, when decided, then it is ignored`(name: String, value: String, sign: String)
        async throws
    {
        let reason = try await SampleMail().with(name, value).decided().ignored()
        #expect(
            reason
                == Reason(
                    .automatic, "The mail is automatic (\(sign)): it is ignored. --automatic accept would take it."))
    }

    @Test(arguments: ["report", "delivery-status", "disposition-notification"])
    func `7.5.7 given a report of a mail server, when decided, then it is ignored`(subtype: String) async throws {
        var mail = SampleMail()
        mail.root =
            subtype == "report"
            ? .multipart("report", [.plain("Undelivered.")], parameters: ["report-type": "delivery-status"])
            : .leaf("message", subtype, "Action: failed")
        #expect(try await mail.decided().ignored().code == .automatic)
    }

    @Test func `given two fields and only the second automatic, when decided, then the mail is ignored`() async throws {
        let mail = SampleMail().with("Auto-Submitted", "no").with("Auto-Submitted", "auto-replied")
        #expect(try await mail.decided().ignored().code == .automatic)
    }

    @Test(
        arguments: [
            ("Auto-Submitted", "no"), ("Auto-Submitted", "No; x=y"), ("Auto-Submitted", ""), ("X-Autoreply", "no"),
            ("Return-Path", "<jane@example.net>"), ("Precedence", "normal"), ("Precedence", "bulk"),
            ("Precedence", "list"), ("Precedence", "junk"), ("List-Id", "<list.example.net>"),
            ("X-Auto-Response-Suppress", "OOF"), ("X-Auto-Response-Suppress", "All"),
            ("X-Auto-Response-Suppress", "OOF, AutoReply"),
            ("X-Auto-Response-Suppress", "DR, RN, NRN, OOF, AutoReply"),
        ])
    func `7.5.7 given a mail that is not a machine's, when decided, then it is handled`(name: String, value: String)
        async throws
    {
        _ = try await SampleMail().with(name, value).decided().created()
    }

    @Test func `given the return path of a later relay is empty, when decided, then only the first counts`()
        async throws
    {
        let mail = SampleMail().with("Return-Path", "<jane@example.net>").with("Return-Path", "<>")
        _ = try await mail.decided().created()
    }

    @Test func `given automatic mail is accepted, when decided, then a machine's mail is handled`() async throws {
        let options = IntakeOptions.demo.with { $0.automatic = .accept }
        _ = try await SampleMail().with("Auto-Submitted", "auto-generated").decided(options).created()
    }

    @Test(
        arguments: [
            ("Precedence", "Bulk"), ("List-Id", "<list.example.net>"), ("X-Auto-Response-Suppress", "OOF"),
            ("Auto-Submitted", "auto-generated"),
        ])
    func `7.5.7 given mail that is never answered, when rejected, then there is no report`(name: String, value: String)
        async throws
    {
        let options = IntakeOptions.sample { $0.automatic = .accept }
        let decision = try await SampleMail().with(name, value).decided(options)
        #expect(try decision.rejected().code == .noProject)
        #expect(decision.report == nil)
    }

    @Test(arguments: [true, false])
    func `given an answer to an invitation, when decided, then it is ignored also when automatic mail is taken`(
        isParameter: Bool
    ) async throws {
        var mail = SampleMail()
        let calendar = Part.leaf(
            "text", "calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR",
            parameters: isParameter ? ["method": "REPLY"] : [:])
        mail.root = .multipart("mixed", [.multipart("alternative", [.plain("Accepted"), calendar])])
        let reason = try await mail.decided(.demo.with { $0.automatic = .accept }).ignored()
        #expect(
            reason
                == Reason(
                    .calendarReply,
                    "The mail answers a meeting invitation (text/calendar with METHOD:REPLY), which becomes no work package."
                ))
    }

    @Test func `given an invitation, when decided, then it becomes a work package`() async throws {
        var mail = SampleMail()
        mail.root = .multipart(
            "alternative",
            [.plain("Come"), .leaf("text", "calendar", "METHOD:REQUEST", parameters: ["method": "REQUEST"])])
        let new = try await mail.decided().created()
        #expect(new.description == "Come")
        #expect(new.attachments.map(\.fileName) == ["attachment-1.ics"])
    }

    @Test func `7.5.7 given decisions, when an answer is thought of, then they tell whether one may be sent`()
        async throws
    {
        #expect(try await SampleMail().decided().mayBeAnswered)
        #expect(try await !SampleMail().with("Precedence", "list").decided().mayBeAnswered)
        var stranger = SampleMail()
        stranger.from = [Address(name: nil, mail: "stranger@example.org")]
        #expect(try await !stranger.decided().mayBeAnswered)
    }
}
