import EmbeddedTracker
import Foundation
import Intake
import MIME
import Mail
import TestSupport
import Testing
import Text
import Tracking

@testable import Handlers

/// Mail that is made to break programs: with the program's own limits, each ends soon and with an outcome that is known.
@Suite(.timeLimit(.minutes(1)))
struct BadInputTests {
    private static let data = """
        roles: [{name: Member, permissions: [view_work_packages, add_work_packages, add_work_package_watchers]}]
        people:
          - {login: mia, firstName: Mia, lastName: Example, mail: mia@example.org}
          - {login: noa, firstName: Noa, lastName: Example, mail: r49@example.org}
          - {login: ole, firstName: Ole, lastName: Example, mail: r50@example.org}
        projects:
          - identifier: demo
            name: Demo
            members: [{person: mia, roles: [Member]}, {person: noa, roles: [Member]}, {person: ole, roles: [Member]}]
        """
    private static let limits = ParsingLimits(
        decodedBytes: 128 << 20, parts: 1_000, depth: 100, headerBytes: 1 << 20, headerLines: 10_000,
        textBytes: 1 << 20, boundaryComparisons: 50_000_000)

    struct Case: CustomTestStringConvertible {
        var name: String
        var from = "mia@example.org"
        var header = ""
        var body: [UInt8] = Array("Text".utf8)
        var pattern: String?
        /// Code of the outcome.
        var code: ReasonCode
        /// Of an accepted mail.
        var notes: [ReasonCode] = []
        var watchers = 0

        var testDescription: String { name }
    }

    private static func level(_ number: Int) -> String {
        "--b\(number)\r\nContent-Type: multipart/mixed; boundary=b\(number + 1)\r\n\r\n"
    }

    private static func recipient(_ number: Int) -> String { "r\(number)@example.org" }

    private static let cases: [Case] = [
        Case(name: "an unknown charset", header: "Content-Type: text/plain; charset=x-martian\r\n", code: .created),
        Case(
            name: "bytes that are no letters of their charset", header: "Content-Type: text/plain; charset=utf-8\r\n",
            body: [0xC3, 0x28, 0xFF, 0xFE, 0xED, 0xA0, 0x80], code: .created, notes: [.decoding]),
        Case(
            name: "base64 that is none", header: "Content-Transfer-Encoding: base64\r\n",
            body: Array("%%%=====\r\n!".utf8), code: .created),
        Case(
            name: "2,000 parts", header: "Content-Type: multipart/mixed; boundary=b\r\n",
            body: Array((String(repeating: "--b\r\n\r\nx\r\n", count: 2_000) + "--b--").utf8), code: .tooComplex),
        Case(
            name: "500 levels", header: "Content-Type: multipart/mixed; boundary=b0\r\n",
            body: Array((0..<500).map(Self.level).joined().utf8), code: .tooComplex),
        Case(
            name: "a header of more than a megabyte",
            header: "X-Long: " + String(repeating: "a", count: 1 << 20) + "\r\n",
            code: .tooLarge),
        Case(
            name: "a header of nearly a megabyte",
            header: String(repeating: "X-Long: \(String(repeating: "a", count: 1_000))\r\n", count: 900),
            code: .created),
        Case(
            name: "10,000 recipients, of whom fifty are looked up",
            header: "To: \((0..<10_000).map(Self.recipient).joined(separator: ", "))\r\n",
            code: .created, watchers: 1),
        Case(
            name: "an expression that explodes", body: Array((String(repeating: "a", count: 40) + "!").utf8),
            pattern: "^(a+)+$", code: .created, notes: [.patternLimit]),
        Case(name: "a From that is no address", from: "=?utf-8?q?<<@@>,(;", code: .unknownSender),
        Case(name: "a From of 100,000 addresses", from: String(repeating: "<a,", count: 100_000), code: .unknownSender),
    ]

    @Test(arguments: cases)
    func `given mail that is made to break programs, when it is delivered, then its outcome is known`(given: Case)
        async throws
    {
        let scratch = try ScratchFolder()
        let tracker = try SQLiteTracker(path: scratch.file("tracker.sqlite").path, mode: .create)
        _ = try await tracker.importData(Self.data)
        var options = IntakeOptions()
        options.defaults.project = ProjectIdentifier("demo")
        let pattern = try given.pattern.map { try PCREPattern($0) }
        let handler = IntakeHandler(
            parser: GMimeParser(spool: .testing), limits: Self.limits, options: options,
            tools: IntakeTools(html: LibXMLConverter(), bodyDelimiter: pattern), tracker: tracker)
        let key = MessageKey(mailbox: MailboxName("stdin"), id: "1")
        let delivery = Delivery(
            key: key, idempotencyKey: IdempotencyKey(key, generation: 0), head: Head(), attempt: 1)
        let bytes = Array("From: \(given.from)\r\nSubject: S\r\n\(given.header)\r\n".utf8) + given.body
        let outcome = try await handler.deliver(RawMail(Spool.testing.content(bytes)), delivery)
        switch outcome {
        case .accepted(let receipt, _):
            #expect(receipt.code == given.code)
            #expect(receipt.notes.map(\.code) == given.notes)
            #expect(receipt.watchers == given.watchers)
        case .rejected(let reason, _), .ignored(let reason): #expect(reason.code == given.code)
        case .deferred: Issue.record("\(outcome)")
        }
    }
}
