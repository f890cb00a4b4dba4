import Testing

@testable import Intake

@Suite struct SeparatorLineTests {
    static let dashed = SeparatorLine.dashedPhrases.phrases
    static let plain = SeparatorLine.plainPhrases.phrases

    @Test(arguments: dashed)
    func `given a phrase between dashes, when surveyed, then all from there on is the original (7.5.11)`(phrase: String)
    {
        for line in [
            "-----\(phrase)-----", "-------- \(phrase) --------", "---\(phrase)---", "---------- \(phrase) ---------",
            "  ----- \(phrase.uppercased())\u{A0}-----  ",
            "\u{2014}\u{2014}\u{2014} \(phrase) \u{2013}\u{2013}\u{2013}",
        ] {
            let lines = ["Mine.", "", line, "Status: Closed", "> theirs", "Status: Closed"]
            let own = OwnText(lines: lines, delimiters: [], anywhere: false)
            #expect(own.ownLines == [0, 1], "\(line)")
            #expect(own.strippingQuote() == [0, 1], "\(line)")
        }
        for line in [
            phrase, "\(phrase):", "-- \(phrase) --", "----- \(phrase)", "\(phrase) -----", "-----\(phrase) x-----",
        ] {
            #expect(!SeparatorLine.matches(line) || Self.plain.contains { "\($0):" == line }, "\(line)")
        }
    }

    @Test(arguments: plain)
    func `given Apple's phrase with a colon, when surveyed, then all from there on is the original (7.5.11)`(
        phrase: String
    ) {
        for line in ["\(phrase):", "**\(phrase):**", " \(phrase.uppercased()) \u{A0}:", "\(phrase)："] {
            let own = OwnText(lines: ["Mine.", line, "Status: Closed"], delimiters: [], anywhere: false)
            #expect(own.ownLines == [0], "\(line)")
            #expect(own.strippingQuote() == [0], "\(line)")
        }
        for line in [phrase, "\(phrase): x", "x \(phrase):"] { #expect(!SeparatorLine.matches(line), "\(line)") }
    }

    @Test(arguments: [
        "---", "----------", "***", "___", "________________________________", "| --- | --- |", "--- a/file", "",
        "-----Original Messages-----", "-----Original Message----", "--Original Message--", "----- -----", "===",
        "------",
        ":", "> -----Original Message-----",
    ])
    func `given a line that only looks alike, when compared, then it is none`(line: String) {
        // Four dashes are enough; this row is the one that shows it.
        #expect(SeparatorLine.matches(line) == (line == "-----Original Message----"))
    }

    @Test func `given the tables, when counted, then no phrase is lost`() {
        #expect(Self.dashed.count == 75)
        #expect(Self.plain.count == 19)
    }
}

extension String {
    fileprivate var phrases: [String] {
        split(separator: "\n").flatMap { $0.split(separator: "|") }.map { NormalForm($0).text }
    }
}
