import Intake
import Mail
import Testing
import Tracking

@Suite struct ChangeDescriptionTests {
    private func description(_ decision: Decision) throws -> ChangeDescription {
        guard case .apply(let change, let person) = decision.verdict else { throw NoChange() }
        return ChangeDescription(change, by: person)
    }

    private struct NoChange: Error {}

    @Test func `given a creation, when described, then everything that would be stored is named`() async throws {
        var mail = SampleMail("severity: minor\nstatus: x\nIt burns.")
        mail.root = .multipart("mixed", [mail.root, .file("a.pdf")])
        mail.cc = [Address(name: nil, mail: "hans@example.net")]
        let description = try description(try await mail.decided())
        #expect(
            description.lines == [
                "create a work package in demo", "by jane", "subject: Printer is on fire", "type: Task", "status: New",
                "priority: Normal", "customFields.Severity: Minor", "watcher: hans",
                "file: a.pdf (application/pdf, 4 bytes)", "not done (unknown_value): status: status: x", "description:",
                "  status: x", "  It burns.",
            ])
        #expect(
            description.receipt
                == Receipt(
                    kind: .workPackageCreated, code: .created, text: "A work package is created in demo.",
                    attachments: 1,
                    watchers: 1, notes: [Note(code: .unknownValue, attribute: "status", line: "status: x")]))
    }

    @Test func `given a private answer, when described, then the change is named`() async throws {
        var mail = SampleMail.reply("status: closed\npriority: high")
        mail.references = ["op.journal-7@h"]
        let description = try description(try await mail.decided())
        #expect(
            description.lines == [
                "change work package #42 in demo", "by jane", "the comment is private", "status: Closed",
                "priority: High",
                "comment: none",
            ])
        #expect(
            description.receipt
                == Receipt(
                    kind: .workPackageUpdated, code: .updated, id: 42, text: "Work package #42 is changed.",
                    changes: ["priority", "status"]))
    }

    @Test func `given an answer in a forum by a new person, when described, then both are named`() async throws {
        var mail = SampleMail("When?")
        mail.references = ["op.message-3@h"]
        mail.from = [Address(name: "New Person", mail: "new@example.org")]
        let directory = FakeDirectory.sample.allowing([.viewMessages, .addMessages], to: nil)
        let description = try description(try await mail.decided(.demo.with { $0.unknownUser = .create }, directory))
        #expect(
            description.lines == [
                "answer in the thread of message 3", "by the new account new@example.org (New Person, new@example.org)",
                "subject: Printer is on fire", "content:", "  When?",
            ])
        #expect(
            description.receipt
                == Receipt(
                    kind: .forumMessageCreated, code: .replied, text: "The thread of message 3 is answered.",
                    newLogin: "new@example.org"))
    }

    @Test func `7.5.1 given keywords in a quote, when explained, then the steps say why they do not count`()
        async throws
    {
        let unread =
            "not read: quoted, or below a delimiter, a signature or the original; --keywords anywhere would read it"
        let decision = try await SampleMail.reply("Fine.\n-- \nstatus: closed\npriority: high").decided()
        #expect(
            decision.steps.filter { $0.rule == "keyword" }
                == ["status: closed", "priority: high"].map {
                    DecisionStep("keyword", $0, unread)
                })
        let anywhere = try await SampleMail.reply("Fine.\n-- \nstatus: closed")
            .decided(.demo.with { $0.keywords = .anywhere })
        #expect(!anywhere.steps.contains { $0.result == unread })
    }

    @Test func `given decisions, when they are explained, then the steps name what was looked at in order`()
        async throws
    {
        let decision = try await SampleMail("type: bug\nIt burns.").decided()
        #expect(
            decision.steps.map { "\($0.rule) | \($0.subject) | \($0.result)" } == [
                "sender | From | jane@example.net", "automatic | header fields | a person's mail",
                "account | jane@example.net | jane (active)", "text | parts | plain text (utf-8)",
                "reply | References, In-Reply-To | no answer to anything known",
                "project | option project | demo (Demo)", "keyword | type: bug | type = Bug",
                "subject | Printer is on fire | Printer is on fire",
                "verdict | mail | A work package is created in demo.",
            ])
        let rejected = try await SampleMail().decided(IntakeOptions())
        #expect(
            rejected.steps.last
                == DecisionStep(
                    "verdict", "mail",
                    "rejected (no_project): Neither the mail nor --project names a project, so there is no place for it."
                        + " The sender gets a report to jane@example.net."))
    }
}
