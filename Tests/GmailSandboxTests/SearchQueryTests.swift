import Foundation
import Testing

@testable import GmailSandbox

@Suite struct SearchQueryTests {
    private static let now = 1_800_000_000_000

    /// A mail that arrived one day before `now`, unread, in the inbox, with the label `Help Desk/Open`.
    private static let mail: (mailbox: MailboxState, mail: StoredMail?) = {
        var mailbox = MailboxState(address: "support@example.org")
        let label = mailbox.labelID(named: "Help Desk/Open")
        let text = """
            From: "Mia Example" <mia@example.org>
            To: Support <support@example.org>
            Subject: Printer jams again
            Message-ID: <one@mail.example.org>

            The upper tray is empty; order paper.
            """
        let id = mailbox.add(Data(text.utf8), labelIDs: ["INBOX", "UNREAD", label], dateMilliseconds: now - 86_400_000)
        return (mailbox, mailbox.mail(id))
    }()

    private func isMatch(_ query: String) throws -> Bool {
        let mail = try #require(Self.mail.mail)
        let labels = Dictionary(uniqueKeysWithValues: Self.mail.mailbox.labels.map { ($0.id, $0.searchName) })
        return try SearchQueryParser.parse(query).matches(mail, labels: labels, now: Self.now)
    }

    @Test(arguments: [
        "", "is:unread", "in:inbox is:unread", "label:help-desk-open", "label:\"Help Desk/Open\"", "label:unread",
        "from:mia", "from:mia@example.org", "from:\"Mia Example\"", "to:support@example.org", "subject:printer",
        "subject:\"jams again\"", "rfc822msgid:one@mail.example.org", "rfc822msgid:<one@mail.example.org>", "paper",
        "PRINTER", "\"order paper\"", "-is:read", "-from:jonas", "is:read OR is:unread", "{is:read is:unread}",
        "(is:unread from:mia)", "is:unread (from:jonas OR from:mia)", "is:unread from:jonas OR from:mia",
        "from:(jonas OR mia)", "from:{jonas mia}", "newer_than:2d", "newer_than:25h", "older_than:23h",
        "after:1799913600", "before:1799913601", "after:2020/01/01", "before:2030-12-31", "in:anywhere",
        "-(is:read paper)", "is:unread AND paper",
    ])
    func `given a query that fits, when the mail is matched, then it matches`(_ query: String) throws {
        #expect(try isMatch(query))
    }

    @Test(arguments: [
        "is:read", "in:spam", "in:sent", "label:help-desk", "from:jonas", "from:mi", "subject:tray", "subject:jam",
        "rfc822msgid:two@mail.example.org", "pap", "\"paper order\"", "-is:unread", "-paper", "is:read OR from:jonas",
        "{is:read is:starred}", "is:unread -from:mia", "from:(jonas mia)", "newer_than:23h", "older_than:2d",
        "after:1799913601", "before:1799913600", "before:2020/01/01",
    ])
    func `given a query that does not fit, when the mail is matched, then it does not match`(_ query: String) throws {
        #expect(try !isMatch(query))
    }

    @Test(arguments: [
        "(is:unread", "is:unread)", "{from:mia", "from:mia}", "(from:mia}", "is:", "from: mia", "\"open",
        "OR is:unread",
        "is:unread OR", "()", "-", "newer_than:soon", "after:yesterday", ":x",
    ])
    func `given a plainly invalid query, when it is parsed, then it is an invalid argument`(_ query: String) {
        #expect(throws: APIFailure.invalidArgument("Invalid query: \(query)")) { try SearchQueryParser.parse(query) }
    }

    @Test func `given an operator that the sandbox does not know, when it is parsed, then it is refused by name`() {
        #expect(throws: APIFailure.notImplemented("the search operator \"has:attachment\"")) {
            try SearchQueryParser.parse("is:unread has:attachment")
        }
    }
}
