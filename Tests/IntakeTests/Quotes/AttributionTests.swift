import Testing

@testable import Intake

@Suite struct AttributionTests {
    struct Sample: CustomTestStringConvertible {
        var language: String
        var line: String
        var testDescription: String { "\(language): \(line)" }

        static func all(_ table: String) -> [Sample] {
            table.split(separator: "\n").map { row in
                let pieces = row.split(separator: " ", maxSplits: 1)
                return Sample(language: String(pieces[0]), line: String(pieces[1]))
            }
        }
    }

    private static let certain = Sample.all(
        [
            AttributionSamples.gmail, AttributionSamples.apple, AttributionSamples.thunderbird,
            AttributionSamples.others,
        ].joined(separator: "\n"))

    @Test(arguments: certain)
    func `given a sentence without marked quote below, when surveyed, then the rest is the original (7.5.1)`(
        sample: Sample
    ) {
        for line in [sample.line, "  \(sample.line)\u{A0}", sample.line.replacing(" ", with: "\u{202F}")] {
            let lines = ["Mine.", "", line, "", "Status: Closed", "More."]
            let own = OwnText(lines: lines, delimiters: [], anywhere: false)
            #expect(own.ownLines == [0, 1])
            #expect(own.strippingQuote() == [0, 1])
        }
    }

    @Test(arguments: certain + Sample.all(AttributionSamples.short))
    func `given a sentence above a marked quote, when surveyed, then text below is own again (7.5.1)`(sample: Sample) {
        let lines = ["Mine.", sample.line, "", "> Status: Closed", ">> More", "Status: New", "Mine."]
        let own = OwnText(lines: lines, delimiters: [], anywhere: false)
        #expect(own.ownLines == [0, 2, 5, 6])
        #expect(own.strippingQuote() == [0, 2, 5, 6])
    }

    @Test(arguments: Sample.all(AttributionSamples.short))
    func `given a sentence without proof, when no quote follows, then it is text (7.5.1)`(sample: Sample) {
        let lines = ["Mine.", "", sample.line, "Status: Closed"]
        let own = OwnText(lines: lines, delimiters: [], anywhere: false)
        #expect(own.ownLines == [0, 1, 2, 3])
        #expect(own.strippingQuote() == [0, 1, 2, 3])
    }

    @Test func `given all languages, when the samples are counted, then each has some`() {
        #expect(Set(Self.certain.map(\.language)) == Set(LanguageLabels.all.map(\.tag)))
    }

    @Test(arguments: [
        ["On Wed, Apr 30, 2025 at 3:19 PM Anna Meier <anna@example.org>", "wrote:"],
        ["On Wed, Apr 30, 2025 at 3:19 PM Anna Meier-Schmidt-Huber <", "anna.meier.schmidt.huber@example.org> wrote:"],
        ["On Wed, Apr 30, 2025 at 3:19 PM Anna Meier <anna@example.org", "> wrote:"],
        ["On Wed, Apr 30, 2025 at 3:19 PM Anna", "Meier-Schmidt-Huber <", "anna@example.org> wrote:"],
        ["Am Mi., 30. Apr. 2025 um 15:19 Uhr schrieb Anna Meier <anna@example.org", ">:"],
        ["Am Mi., 30. Apr. 2025 um 15:19 Uhr schrieb Anna Meier", "<anna@example.org>:"],
        [
            "Am Mittwoch, 30. April 2025 um 15:19:00 MESZ hat Anna Meier", "<anna@example.org> Folgendes",
            "geschrieben:",
        ],
        ["ср, 30 апр. 2025 г. в 15:19, Анна Мейер <", "anna@example.org>:"],
        ["Anna Meier <anna@example.org> ezt írta (időpont: 2025. ápr. 30.,", "Sze, 15:19):"],
    ])
    func `given a wrapped sentence, when surveyed, then all of its lines are the sentence (7.5.1)`(wrapped: [String]) {
        let quoted = ["Mine."] + wrapped + ["", "> theirs", "Mine."]
        let kept = [0, wrapped.count + 1, wrapped.count + 3]
        #expect(OwnText(lines: quoted, delimiters: [], anywhere: false).strippingQuote() == kept)
        #expect(OwnText(lines: quoted, delimiters: [], anywhere: false).ownLines == Set(kept))
        let unmarked = ["Mine."] + wrapped + ["", "Status: Closed"]
        #expect(OwnText(lines: unmarked, delimiters: [], anywhere: false).strippingQuote() == [0])
        #expect(OwnText(lines: unmarked, delimiters: [], anywhere: false).ownLines == [0])
    }

    @Test(arguments: [
        "On the other hand, version 2025 is what Anna wrote:", "On average 3 people wrote:",
        "On 3 May I told you what Anna wrote:", "Am Montag schrieb ich das hier:", "Le client 12 a écrit:",
        "Anna wrote:", "See what he wrote in https://example.org/2025/wrote: it", "El equipo escribió:",
        "開始は10:30より:", "The meeting of 30.04.2025 at 15:19:", "2025-04-30 15:19 ERROR restart:",
        "Report of 30.04.2025 for <anna@example.org>:",
        "On Monday Anna <anna@example.org> wrote:", "On 3/5 Anna wrote:",
        "2025-04-30 15:19 mail from anna@example.org failed", "On 2025-04-30 Anna wrote a letter.", "wrote:", ":", "",
    ])
    func `given an ordinary line, when surveyed, then it is text (7.5.1)`(line: String) {
        let lines = ["Mine.", line, "Status: Closed"]
        #expect(OwnText(lines: lines, delimiters: [], anywhere: false).ownLines == [0, 1, 2])
    }

    @Test func `given a first word far above a verb, when surveyed, then the text between is own (7.5.1)`() {
        let filler = Array(repeating: "and more of it in 2025", count: 4)
        let lines = ["On 30.04.2025 we met."] + filler + ["That is what Anna wrote:", "Status: New"]
        #expect(OwnText(lines: lines, delimiters: [], anywhere: false).ownLines == Set(lines.indices))
        let long = "On 30.04.2025 " + String(repeating: "x", count: 300) + " wrote:"
        #expect(OwnText(lines: [long, "Status: New"], delimiters: [], anywhere: false).ownLines == [0, 1])
    }

    @Test func `given a quote four lines below, when surveyed, then the sentence is not its own`() {
        let lines = ["Anna wrote:", "", "", "", "> x"]
        #expect(OwnText(lines: lines, delimiters: [], anywhere: false).ownLines == [0, 1, 2, 3])
        #expect(OwnText(lines: ["Anna wrote:", "", "", "> x"], delimiters: [], anywhere: false).ownLines == [1, 2])
    }

    @Test func `given a quoted line below a line of text, when surveyed, then it does not end a sentence (7.5.1)`() {
        let closed = ["On 30.04.2025 at 15:19 we met Anna", "> wrote:", "Mine."]
        #expect(OwnText(lines: closed, delimiters: [], anywhere: false).ownLines == [0, 2])
        let long = ["On 30.04.2025 at 15:19 a <b", "> and this is what the customer in question wrote:", "Mine."]
        #expect(OwnText(lines: long, delimiters: [], anywhere: false).ownLines == [0, 2])
    }

    @Test func `given a long line above a quote, when surveyed, then only a date makes it a sentence`() {
        let long = "In the meantime the customer in question and the whole of her department in Berlin wrote:"
        #expect(OwnText(lines: [long, "> x"], delimiters: [], anywhere: false).ownLines == [0])
    }
}
