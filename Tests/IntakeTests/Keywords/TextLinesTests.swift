import Testing

@testable import Intake

@Suite struct TextLinesTests {
    @Test(arguments: ["a\n\nb\n", "a\r\n\r\nb\r\n", "a\r\rb\r", "a\u{85}\u{85}b\u{85}", "a\u{2028}\u{2029}b\n"])
    func `given any line end, when split, then the lines are the same`(text: String) {
        #expect(TextLines(text).lines == ["a", "", "b", ""])
    }

    @Test func `given an empty text, when split, then there is one empty line`() {
        #expect(TextLines("").lines == [""])
        #expect(TextLines("").removing([]) == "")
        #expect(TextLines("a").removing([0]) == "")
        #expect(TextLines("a").removing([7, -1]) == "a")
    }

    struct Removal: CustomTestStringConvertible {
        var text: String
        var removed: Set<Int>
        var rest: String
        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Removal(text: "a\nb", removed: [], rest: "a\nb"),
        Removal(text: "\n \u{A0}\n  a  \n\n\nb\n\t\n", removed: [], rest: "  a  \n\n\nb"),
        Removal(text: "Priority: High\nPriority: Low\nText", removed: [0, 1], rest: "Text"),
        Removal(text: "Status: New\n\n\nText here", removed: [0], rest: "Text here"),
        Removal(text: "A\nStatus: New\n\nB", removed: [1], rest: "A\n\nB"),
        Removal(text: "A\n\nStatus: New\n\nB", removed: [2], rest: "A\n\nB"),
        Removal(text: "A\n\nStatus: New\nB", removed: [2], rest: "A\n\nB"),
        Removal(text: "A\nStatus: New\nB", removed: [1], rest: "A\nB"),
        Removal(text: "A\n\nx\n\nx\n\n\nB\n\n\nC", removed: [2, 4], rest: "A\n\nB\n\n\nC"),
        Removal(text: "Text\n\nStatus: New\n", removed: [2], rest: "Text"),
    ])
    func `given used lines, when removed, then no gap is left`(removal: Removal) {
        #expect(TextLines(removal.text).removing(removal.removed) == removal.rest)
        let dos = removal.text.replacing("\n", with: "\r\n")
        #expect(TextLines(dos).removing(removal.removed) == removal.rest)
    }
}
