import Testing

@testable import Intake

@Suite(.timeLimit(.minutes(1))) struct QuoteBoundsTests {
    @Test func `given more lines than are looked at, when surveyed, then the rest is not own and stays (7.5.3)`() {
        let lines = Array(repeating: "x", count: OwnText.maximumLines) + ["Status: New"]
        let own = OwnText(lines: lines, delimiters: [], anywhere: false)
        #expect(own.ownLines == Set(0..<OwnText.maximumLines))
        #expect(own.strippingQuote().count == lines.count)
    }

    @Test func `given a delimiter below the lines looked at, when surveyed, then it still cuts`() {
        let lines = Array(repeating: "x", count: OwnText.maximumLines + 5) + ["---", "y"]
        #expect(OwnText(lines: lines, delimiters: ["---"], anywhere: false).cutAtDelimiter == lines.count - 2)
    }

    /// Each is nearly something that ends the sender's own text, and costs as much as such a line can.
    @Test(arguments: [
        "2025-04-30 15:19:00 ERROR <anna> on 12 skrevs that wrote x:", "From: a",
        String(repeating: "On 1 ", count: 50) + ":",
    ])
    func `given a large text of near misses, when surveyed, then the time is bounded (7.5.3)`(line: String) {
        let lines = Array(repeating: line, count: OwnText.maximumLines)
        let own = OwnText(lines: lines, delimiters: ["Reply above"], anywhere: false)
        #expect(own.ownLines.count == lines.count)
        #expect(own.strippingQuote().count == lines.count)
    }

    @Test func `given one long line, when surveyed, then the time is bounded (7.5.3)`() {
        for unit in ["From: ", ">", " ", "On 1.1.2025 wrote:", "-", "é\u{301}"] {
            let line = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
            let own = OwnText(lines: [line, "Status: New"], delimiters: ["---"], anywhere: false)
            #expect(own.ownLines.contains(1), "\(unit)")
        }
    }
}
