import Testing
import Tracking

@testable import Intake

@Suite struct KeywordScannerTests {
    private static let field = CustomField(
        id: 1, name: "Ratio 1:2", format: .string, options: [], isMultiple: false, isRequired: false)

    private func scan(
        _ text: String, languages: [String] = ["de", "fr"], own: Set<Int>? = nil,
        allowed: @escaping (KeywordTarget) -> Bool = { _ in true }
    ) -> KeywordScan {
        let lines = TextLines(text).lines
        let table = LabelTable(languages: languages, customFields: [Self.field])
        return KeywordScanner(table: table, allowed: allowed).scan(lines: lines, own: own ?? Set(lines.indices))
    }

    /// What remains when every candidate is understood.
    private func rest(_ text: String) -> String {
        TextLines(text).removing(scan(text).lineIndexes.values.reduce(into: []) { $0.formUnion($1) })
    }

    struct Vector: CustomTestStringConvertible {
        var text: String
        var target: Attribute
        /// nil: no keyword.
        var value: String?
        var rest: String
        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Vector(text: "Priority: High\nPriority: Low\nText", target: .priority, value: "Low", rest: "Text"),
        Vector(text: "Status: New\n\n\nText here", target: .status, value: "New", rest: "Text here"),
        Vector(text: "A\nStatus: New\n\nB", target: .status, value: "New", rest: "A\n\nB"),
        Vector(text: "Status:\nNext: x", target: .status, value: nil, rest: "Status:\nNext: x"),
        // On purpose: an empty value is none, also with blanks or CR; it never clears the field.
        Vector(text: "Status:\r\nNext: x\r\n", target: .status, value: nil, rest: "Status:\nNext: x"),
        Vector(text: "Status:   \nNext", target: .status, value: nil, rest: "Status:   \nNext"),
        // On purpose: no-break spaces are blanks.
        Vector(text: "Status:\u{A0}New", target: .status, value: "New", rest: ""),
        Vector(text: "Statut\u{A0}: New", target: .status, value: "New", rest: ""),
        Vector(text: "> Status: New", target: .status, value: nil, rest: "> Status: New"),
        Vector(text: "  Status: New", target: .status, value: nil, rest: "  Status: New"),
        Vector(text: "\u{A0}Status: New", target: .status, value: nil, rest: "\u{A0}Status: New"),
        Vector(text: "*Status:* New", target: .status, value: nil, rest: "*Status:* New"),
        Vector(text: "- Status: New", target: .status, value: nil, rest: "- Status: New"),
        Vector(text: "Status: a Status: b", target: .status, value: "a Status: b", rest: ""),
        Vector(text: "Typeface: x", target: .type, value: nil, rest: "Typeface: x"),
        Vector(text: "PRIORITÄT: x", target: .priority, value: "x", rest: ""),
        Vector(text: "Start date: 2010-01-01  \r\n\r\nX", target: .startDate, value: "2010-01-01", rest: "X"),
        Vector(text: "Type : Bug", target: .type, value: "Bug", rest: ""),
        Vector(text: "Type\t:\tBug", target: .type, value: "Bug", rest: ""),
        Vector(text: "Category:printing", target: .category, value: "printing", rest: ""),
        Vector(text: "Status：New", target: .status, value: "New", rest: ""),
        Vector(text: "\u{FEFF}\u{200E}Status: New\u{200B}\u{3000}", target: .status, value: "New", rest: ""),
        Vector(text: "Status: \u{202B}New\u{202C}", target: .status, value: "New", rest: ""),
        Vector(text: "due_date: 2025-12-31", target: .dueDate, value: "2025-12-31", rest: ""),
        Vector(text: "**Status:** Closed", target: .status, value: "Closed", rest: ""),
        Vector(text: "**Status** : Closed", target: .status, value: "Closed", rest: ""),
        Vector(text: "**Status: Closed**", target: .status, value: "Closed", rest: ""),
        Vector(text: "Status: **Closed**", target: .status, value: "Closed", rest: ""),
        Vector(text: "**Status:** **Closed**", target: .status, value: "Closed", rest: ""),
        Vector(text: "**Status: Closed", target: .status, value: nil, rest: "**Status: Closed"),
        Vector(text: "**Status:**", target: .status, value: nil, rest: "**Status:**"),
        Vector(text: "**The Status:** Closed", target: .status, value: nil, rest: "**The Status:** Closed"),
        Vector(text: "Ratio 1:2: 5", target: .customField(name: "Ratio 1:2"), value: "5", rest: ""),
    ])
    func `given a measured line, when scanned, then value and rest are as decided`(vector: Vector) {
        #expect(scan(vector.text).used[.attribute(vector.target)]?.value == vector.value)
        #expect(rest(vector.text) == vector.rest)
    }

    @Test func `given several lines for one target, when scanned, then all are kept in order and the last is used`() {
        let found = scan("Due date: never\n\nDue date: 2010-01-01\nFinish date: x")
        let target = KeywordTarget.attribute(.dueDate)
        #expect(
            found.candidates == [
                target: [
                    FoundKeyword(target: target, value: "never", line: "Due date: never", lineIndex: 0),
                    FoundKeyword(target: target, value: "2010-01-01", line: "Due date: 2010-01-01", lineIndex: 2),
                    FoundKeyword(target: target, value: "x", line: "Finish date: x", lineIndex: 3),
                ]
            ])
        #expect(found.used == [target: FoundKeyword(target: target, value: "x", line: "Finish date: x", lineIndex: 3)])
        #expect(found.lineIndexes == [target: [0, 2, 3]])
        #expect(found.refused.isEmpty)
    }

    @Test func `given a target that may not be set, when scanned, then its lines are refused and stay (7.5.1)`() {
        let found = scan("Status: New\nCategory: x\nProject: demo") { $0 != .attribute(.category) }
        let refused = KeywordTarget.attribute(.category)
        #expect(found.refused == [FoundKeyword(target: refused, value: "x", line: "Category: x", lineIndex: 1)])
        #expect(Set(found.candidates.keys) == [.attribute(.status), .project])
        #expect(found.lineIndexes == [.attribute(.status): [0], .project: [2]])
    }

    @Test func `given lines that are not own, when scanned, then they are left alone (7.5.1)`() {
        let found = scan("Status: a\nStatus: b\nCategory: c", own: [0]) { $0 == .attribute(.status) }
        #expect(found.used[.attribute(.status)]?.value == "a")
        #expect(found.refused.isEmpty)
    }

    @Test func `given a label of another language, when scanned, then it is text`() {
        #expect(scan("Estado: x", languages: ["de"]).candidates.isEmpty)
        #expect(scan("Estado: x", languages: ["es"]).used[.attribute(.status)]?.value == "x")
    }

    @Test(arguments: [100, 101])
    func `given a long label, when scanned, then one beyond 100 characters is text`(length: Int) {
        let name = String(repeating: "x", count: length)
        let field = CustomField(
            id: 1, name: name, format: .string, options: [], isMultiple: false, isRequired: false)
        let scanner = KeywordScanner(table: LabelTable(languages: [], customFields: [field])) { _ in true }
        for line in ["\(name): v", "**\(name):** v", "**\(name)**: v"] {
            #expect(scanner.scan(lines: [line], own: [0]).candidates.isEmpty == (length > 100), "\(line)")
        }
    }

    @Test func `given the line as it is reported, when scanned, then it is trimmed`() {
        #expect(scan("Status: New \u{A0}").used[.attribute(.status)]?.line == "Status: New")
    }

    @Test(.timeLimit(.minutes(1)))
    func `given a line of colons and a million blanks, when scanned, then the time is bounded`() {
        let line = String(repeating: "Status: :", count: 50) + String(repeating: " ", count: 1_000_000)
        #expect(scan(line).used[.attribute(.status)]?.lineIndex == 0)
        #expect(scan(String(repeating: "a:", count: 50) + line).candidates.isEmpty)
    }
}
