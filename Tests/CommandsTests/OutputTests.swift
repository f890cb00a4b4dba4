import Foundation
import Mail
import Testing
import Worker

@testable import Commands

@Suite
struct OutputTests {
    private static let key = MessageKey(mailbox: MailboxName("gmail:support@example.org"), id: "18f2")

    @Test func `given an accepted mail, when it is written as JSON, then the keys are those of the interface`() throws {
        let receipt = Receipt(
            kind: .workPackageUpdated, code: .updated, id: 42, text: "updated #42", changes: ["status"], attachments: 1,
            watchers: 2, notes: [Note(code: .unknownValue, attribute: "version", line: "Version: 9")])
        let event = MailEvent(
            key: Self.key,
            head: Head(
                messageID: MessageID("a@example.org"), from: [Address(name: "Mia", mail: "mia@example.org")],
                subject: "Re: x/y"),
            outcome: .accepted, reason: Reason(.updated, "updated #42"), receipt: receipt, duration: .milliseconds(120))
        #expect(
            try JSONLines.line(MailObject(event)) == """
                {"code":"updated","event":"mail","from":"mia@example.org","key":"gmail:support@example.org/18f2",\
                "mailbox":"gmail:support@example.org","messageId":"a@example.org",\
                "notes":[{"attribute":"version","code":"unknown_value","line":"Version: 9"}],"outcome":"accepted",\
                "reason":"updated #42","result":{"attachments":1,"changes":["status"],"id":42,\
                "kind":"work_package_updated","watchers":2},"seconds":0.12,"subject":"Re: x/y"}
                """)
    }

    @Test func `given a summary, when it is written as JSON, then every count is there`() throws {
        var summary = RunSummary()
        summary.found = 3
        summary.inQuarantine = 1
        let line = try JSONLines.line(SummaryObject(summary, exit: .temporary, error: "why"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "event", "found", "accepted", "ignored", "rejected", "deferred", "quarantined", "alreadyHandled",
                "gone",
                "waiting", "acknowledged", "inQuarantine", "reportsSent", "reportsFailed", "requests", "bytesReceived",
                "seconds", "exit", "error",
            ])
        #expect(object["exit"] as? Int == 75)
    }

    @Test func `given a stranger's subject, when it is shown on a terminal, then it cannot steer the terminal`() {
        let event = MailEvent(
            key: Self.key,
            head: Head(from: [Address(name: nil, mail: "x@example.org")], subject: "a\u{1B}[2Jb\nc\u{202E}d"),
            outcome: .accepted, reason: nil, receipt: nil, duration: .zero)
        #expect(MailText(event).lines == ["accepted        x@example.org  “a [2Jb c d”"])
    }

    @Test func `given rows, when they are shown, then columns are as wide as their widest cell`() {
        #expect(Table(["A", "BB"], [["123", "x"], ["", "yy"]]).text == "A    BB\n123  x\n     yy\n")
    }

    @Test func `given a narrow terminal, when rows are shown, then the last column is shortened`() {
        let table = Table(["A", "SUBJECT"], [["123", "It is dark in the hall"]])
        #expect(table.text(width: 16) == "A    SUBJECT\n123  It is dark…\n")
        #expect(table.text(width: 3) == "A    SUBJECT\n123  It is dar…\n", "something of it stays")
    }

    @Test func `given a run, when it is shown, then outcomes that did not occur are left out`() {
        var summary = RunSummary()
        summary.found = 2
        summary.accepted = 1
        summary.alreadyHandled = 1
        #expect(
            SummaryText(RunResult(summary: summary, failure: nil)).line
                == "2 mails: 1 accepted, 1 already handled; 0 acknowledged, 0 requests, 0.0 s")
    }

    @Test func `given a date, when it stands in a mail of ours, then it is that of RFC 5322`() {
        #expect(MailDate.text(Date(timeIntervalSince1970: 1_793_610_245)) == "Mon, 2 Nov 2026 09:04:05 +0000")
    }
}
