import Testing

@testable import Intake

@Suite struct OwnTextTests {
    struct Cut: CustomTestStringConvertible {
        var text: String
        var delimiters = ["---"]
        var index: Int?
        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Cut(text: "A\n---\nB", index: 1),
        Cut(text: "A\n> > --- \nB", index: 1),
        Cut(text: "A\r\n---\r\nB", index: 1),
        Cut(text: "A\n---\n", index: 1),
        Cut(text: "---\nB", index: 0),
        Cut(text: "A\n--- more\nB", index: nil),
        Cut(text: "A\n----\nB", index: nil),
        Cut(text: "A\nBREAK\nB\n---\nC", delimiters: ["---", "BREAK"], index: 1),
        Cut(text: "A\nbreak\nB", delimiters: ["BREAK"], index: nil),
        // On purpose: also on the last line, with white space of any kind, broken over two lines.
        Cut(text: "A\n---", index: 1),
        Cut(text: "A\n---\u{A0}\nB", index: 1),
        Cut(text: "A\n\t---\t\nB", index: 1),
        Cut(text: "A\n\u{3000}>\u{202F}---", index: 1),
        Cut(text: "A\n> Reply above\n> this line\nB", delimiters: ["Reply above this line"], index: 1),
        Cut(text: "A\nReply above\nthis\u{A0}line\nB", delimiters: [" Reply  above this line "], index: 1),
        Cut(text: "Reply\nabove this line", delimiters: ["Reply above this line"], index: 0),
        Cut(text: "A\nReply above\n\nthis line", delimiters: ["Reply above this line"], index: nil),
        Cut(text: "A\nReply above this line, please", delimiters: ["Reply above this line"], index: nil),
        Cut(text: "A\n\nB", delimiters: ["", " "], index: nil),
        Cut(text: "A\n---\nB", delimiters: [], index: nil),
        Cut(text: "A\n> text\nB", delimiters: ["> text"], index: 1),
    ])
    func `given delimiters, when a text is surveyed, then it ends at the first one`(cut: Cut) {
        let lines = TextLines(cut.text).lines
        let own = OwnText(lines: lines, delimiters: cut.delimiters, anywhere: false)
        #expect(own.cutAtDelimiter == cut.index)
        let quoted = lines.indices.filter { QuoteMark.isQuoted(lines[$0]) }
        #expect(own.ownLines == Set(0..<(cut.index ?? lines.count)).subtracting(quoted))
    }

    private func own(_ lines: [String], delimiters: [String] = []) -> Set<Int> {
        OwnText(lines: lines, delimiters: delimiters, anywhere: false).ownLines
    }

    @Test func `given marked lines, when surveyed, then they are not own and what follows is (7.5.1)`() {
        #expect(
            own(["> a", " > b", ">c", "\u{A0}>> d", "\u{200B}> e", "＞f", "Status: New", "", "| g", "-> h"]) == [
                6, 7, 8, 9,
            ])
    }

    @Test(arguments: ["-- ", "--", "--\u{A0}", "--\t"])
    func `given a signature, when surveyed, then what is below is not own (7.5.1)`(separator: String) {
        #expect(own(["Mine.", separator, "Anna", "Status: Closed"]) == [0])
        let kept = OwnText(lines: ["Mine.", separator, "Anna"], delimiters: [], anywhere: false).strippingQuote()
        #expect(kept == [0, 1, 2])
    }

    @Test(arguments: ["---", "-- Anna", " --", "—", "__", "-", "--x"])
    func `given a line that is no signature separator, when surveyed, then what is below is own (7.5.1)`(line: String) {
        #expect(own(["Mine.", line, "Status: New"]) == [0, 1, 2])
    }

    @Test func `given two signatures, when surveyed, then the first ends the sender's text (7.5.1)`() {
        #expect(own(["Mine.", "-- ", "Status: Closed", "-- ", "Anna"]) == [0])
    }

    @Test func `given a quoted signature, when surveyed, then the answer below is own (7.5.1)`() {
        #expect(own(["> x", "> -- ", "> Anna", "Status: New"]) == [3])
    }

    @Test func `given keywords anywhere, when surveyed, then every line counts and the delimiter still cuts (7.5.1)`() {
        let lines = ["> a", "-- ", "---", "Status: New"]
        let everywhere = OwnText(lines: lines, delimiters: ["---"], anywhere: true)
        #expect(everywhere.ownLines == [0, 1, 2, 3])
        #expect(everywhere.cutAtDelimiter == 2)
        let quote = OwnText(lines: ["a", "> b"], delimiters: [], anywhere: true)
        #expect(quote.strippingQuote() == [0])
    }

    struct Strip: CustomTestStringConvertible {
        var lines: [String]
        var kept: [Int]
        var testDescription: String { lines.joined(separator: "↵") }
    }

    @Test(arguments: [
        Strip(lines: ["Mine.", "", "> theirs", "> -- ", "> Anna"], kept: [0, 1]),
        Strip(lines: ["> theirs", "Mine."], kept: [1]),
        Strip(lines: ["Hello", "> one", "Yes.", "> two", "No."], kept: [0, 2, 4]),
        Strip(lines: ["Mine.", "-- ", "Ben", "> theirs"], kept: [0, 1, 2]),
        Strip(lines: ["Mine.", "-- ", "Ben", "-----Original Message-----", "theirs"], kept: [0, 1, 2]),
        Strip(lines: ["Mine.", "-- ", "Ben", "On 2025-04-30 15:19 Anna wrote:", "theirs"], kept: [0, 1, 2]),
        // Nothing would remain.
        Strip(lines: ["> theirs", "", "> more"], kept: [0, 1, 2]),
        Strip(lines: ["", "-----Original Message-----", "theirs"], kept: [0, 1, 2]),
        Strip(lines: ["> theirs", "-- ", "Ben"], kept: [0, 1, 2]),
        Strip(lines: ["\u{A0}", "> theirs"], kept: [0, 1]),
        Strip(lines: [""], kept: [0]),
        Strip(lines: ["Mine."], kept: [0]),
    ])
    func `given a quote, when stripped, then the sender's text and signature stay (7.5.3, 7.5.11)`(strip: Strip) {
        #expect(OwnText(lines: strip.lines, delimiters: [], anywhere: false).strippingQuote() == strip.kept)
    }

    @Test func `given a delimiter, when stripped, then nothing from there on is kept (7.5.3)`() {
        let lines = ["Mine.", "> theirs", "===", "Theirs."]
        #expect(OwnText(lines: lines, delimiters: ["==="], anywhere: false).strippingQuote() == [0])
        let empty = ["> theirs", "===", "Theirs."]
        #expect(OwnText(lines: empty, delimiters: ["==="], anywhere: false).strippingQuote() == [0])
    }

    @Test func `given a delimiter above a sentence's end, when surveyed, then they are not joined`() {
        let lines = ["On 30.04.2025 at 15:19", "===", "Anna wrote:"]
        #expect(own(lines, delimiters: ["==="]) == [0])
    }

    @Test func `given a mail of many languages, when surveyed, then the first mark decides (7.5.1)`() {
        let text = """
            Danke, erledigt.
            Status: Closed

            Von meinem iPhone gesendet

            > Am 30.04.2025 um 15:19 schrieb Anna Meier <anna@example.org>:
            >
            > Status: New
            Und noch etwas.
            Priorität: Hoch

            De : Anna <anna@example.org>
            Envoyé : mercredi 30 avril 2025 15:19
            À : Ben
            Objet : Offre

            Statut: Nouveau
            """
        #expect(own(TextLines(text).lines) == [0, 1, 2, 3, 4, 8, 9, 10])
    }
}
