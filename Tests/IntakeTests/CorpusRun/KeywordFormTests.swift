import Foundation
import Testing

/// A keyword line in every form that mail programs give it, through the parser.
@Suite struct KeywordFormTests {
    static let separators = [
        ": ", ":", "\t:\t", " : ", "\u{A0}: ", ":\u{A0}", "：", "\u{3000}：\u{3000}", "\u{202F}: ",
    ]

    enum Form: CaseIterable {
        case lineFeeds, carriageReturns, base64, flowed, flowedAndStuffed, quotedPrintable, html

        /// The mail's last header fields and its body.
        func mail(_ lines: [String]) -> String {
            let plain = "Content-Type: text/plain; charset=utf-8"
            let dos = lines.joined(separator: "\r\n") + "\r\n"
            switch self {
            case .lineFeeds: return "\(plain)\n\n" + lines.joined(separator: "\n")
            case .carriageReturns: return "\(plain)\r\n\r\n\(dos)"
            case .base64:
                return "\(plain)\nContent-Transfer-Encoding: base64\n\n" + Data(dos.utf8).base64EncodedString()
            case .flowed: return "\(plain); format=flowed\r\n\r\n\(dos)"
            case .flowedAndStuffed:
                return "\(plain); format=flowed; delsp=yes\r\n\r\n" + lines.map { " \($0)\r\n" }.joined()
            case .quotedPrintable:
                let quoted = dos.utf8.map { $0 < 0x80 && $0 != 0x3D ? String(UnicodeScalar($0)) : Self.quoted($0) }
                return "\(plain)\nContent-Transfer-Encoding: quoted-printable\n\n" + quoted.joined()
            case .html:
                return "Content-Type: text/html; charset=utf-8\n\n" + lines.map { "<div>\($0)</div>" }.joined()
            }
        }

        private static func quoted(_ byte: UInt8) -> String { "=\(String(byte, radix: 16, uppercase: true))" }
    }

    @Test(.timeLimit(.minutes(1)), arguments: separators, Form.allCases)
    func `7.5.2 given blanks and colons of any kind in any form of text, when decided, then the keyword counts`(
        separator: String, form: Form
    ) async throws {
        let world = try await CorpusWorld()
        let mail = "From: anna@acme.example\nSubject: x\n" + form.mail(["Priority\(separator)High", "Text"])
        let expected = try JSONDecoder().decode(
            ExpectedDecision.self,
            from: Data(
                """
                {"because": "7.5.2", "options": {"project": "demo"}, "outcome": "accepted", "code": "created",
                 "by": "anna", "project": "demo", "subject": "x", "text": "Text", "attributes": {"priority": "High"}}
                """.utf8))
        let decision = try await world.sketch(Array(mail.utf8), expected)
        #expect(decision.comparable(with: expected.decision) == expected.decision)
    }
}
