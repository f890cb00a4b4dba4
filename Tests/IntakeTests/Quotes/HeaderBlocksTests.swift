import Testing

@testable import Intake

@Suite struct HeaderBlocksTests {
    private typealias Kind = HeaderWords.Kind

    private func own(_ lines: [String]) -> Set<Int> {
        OwnText(lines: lines, delimiters: [], anywhere: false).ownLines
    }

    private static func value(of kind: Kind) -> String {
        switch kind {
        case .from: "Anna Meier <anna@example.org>"
        case .date: "30.04.2025 15:19"
        case .to, .copy: "ben@example.org"
        case .subject: "Offer"
        }
    }

    @Test func `given the table, when read, then every language has all five kinds`() {
        #expect(HeaderWords.all.map(\.tag) == LanguageLabels.all.map(\.tag))
        for language in HeaderWords.all { #expect(Set(language.kinds.values) == Set(Kind.allCases), "\(language.tag)") }
        #expect(HeaderWords.all.map(\.kinds.count).reduce(0, +) > 180)
    }

    struct Layout: CustomTestStringConvertible {
        var client: String
        var kinds: [HeaderWords.Kind]
        var before = ""
        var after = ": "
        var testDescription: String { client }
    }

    static let layouts = [
        Layout(client: "Outlook", kinds: [.from, .date, .to, .copy, .subject]),
        Layout(client: "Outlook in bold print", kinds: [.from, .date, .to, .subject], before: "*", after: ":* "),
        Layout(client: "Outlook as Markdown", kinds: [.from, .date, .to, .subject], before: "**", after: ":** "),
        Layout(client: "bold word only", kinds: [.from, .date, .to, .subject], before: "**", after: "** : "),
        Layout(client: "Thunderbird", kinds: [.subject, .date, .from, .to]),
        Layout(client: "Apple Mail", kinds: [.from, .subject, .date, .to]),
        Layout(client: "web.de", kinds: [.date, .from, .to, .subject]),
        Layout(client: "Notes", kinds: [.from, .to, .copy, .date, .subject], after: ":\t"),
        Layout(client: "Yahoo", kinds: [.from, .to, .date, .subject], before: "  ", after: " : "),
        Layout(client: "no-break space", kinds: [.from, .date, .to], after: "\u{A0}: "),
        Layout(client: "full-width colon", kinds: [.from, .date, .to], after: "："),
    ]

    @Test(arguments: HeaderWords.all.map(\.tag), layouts)
    func `given a header block of one language, when surveyed, then all from there on is the original (7.5.1)`(
        tag: String, layout: Layout
    ) throws {
        let language = try #require(HeaderWords.all.first { $0.tag == tag })
        let words = Dictionary(grouping: language.kinds.keys) { language.kinds[$0] }
        // The n-th word of each kind together, so that every word takes its turn.
        for turn in 0..<4 {
            let block = try layout.kinds.map { kind in
                let choices = try #require(words[kind]).map(\.text).sorted()
                return layout.before + choices[turn % choices.count].capitalizedFirst + layout.after
                    + Self.value(of: kind)
            }
            let lines = ["Status: New", ""] + block + ["", "Status: Closed", "> Status: Closed", "Mine?"]
            #expect(own(lines) == [0, 1], "\(block)")
            #expect(OwnText(lines: lines, delimiters: [], anywhere: false).strippingQuote() == [0, 1])
        }
    }

    @Test(arguments: [
        ["From: Anna Meier [mailto:anna.meier.schmidt@example.org", "] ", "Sent: Wednesday", "To: Ben"],
        ["From: Anna Meier", "", "Sent: Wednesday", "", "To: Ben"],
        ["From: Anna Meier", "Importance: High", "Sent: Wednesday", "Priority: High", "To: Ben"],
        ["From:\tAnna", "Reply-To: x@example.org", "To: Ben", "Cc: Cem"],
        ["From: Anna Meier <anna@example.org>To: Ben <ben@example.org>Sent: Wed, 30 Apr 2025 15:19Subject: Offer"],
        [
            "  De : Anna <anna@example.org>À : Ben Envoyé le : mer. 30 avr. 2025 Objet : Offre".replacing(
                " :", with: ":")
        ],
        ["Von: Anna An: Ben Gesendet: Mittwoch Betreff: Angebot"],
        ["Feladó: Anna", "Elküldve: 2025. április 30.", "Címzett: Ben", "Fontosság: Magas", "Tárgy: Ajánlat"],
    ])
    func `given a wrapped, loose or joined block, when surveyed, then it is the original (7.5.1)`(block: [String]) {
        #expect(own(["Mine.", ""] + block + ["Status: Closed"]) == [0, 1])
    }

    @Test(arguments: [
        ["From: our database"],
        ["To: do", "Date: tomorrow"],
        ["From: our database", "To: the archive", "Status: New"],
        ["From: x", "", "", "To: y", "", "", "Subject: z"],
        ["From: x", "a", "b", "To: y", "Subject: z"],
        // Words of different languages.
        ["From: x", "Gesendet: heute", "Objet: z"],
        ["Project: x", "Status: New", "Priority: High", "Type: Bug", "Due date: 2030-01-31"],
        ["From: x", "From: y", "From: z"],
        ["Subject to change: From the start, To the end"],
        ["From: x", "> To: y", "Subject: z", "Date: 1"],
        ["From: Anna To: Ben Cc: Cem"],
        ["Da: questo", "A: quello", "per favore"],
    ])
    func `given fewer than three words of one language, when surveyed, then it is text (7.5.1)`(lines: [String]) {
        let quoted = Set(lines.indices.filter { lines[$0].hasPrefix(">") })
        #expect(own(lines) == Set(lines.indices).subtracting(quoted))
    }

    @Test(arguments: ["________________________________", "---", "* * *", "-----", "***"])
    func `given a rule above the block, when the quote is stripped, then the rule goes with it (7.5.3)`(rule: String) {
        let block = ["From: Anna", "Sent: Wednesday", "To: Ben", "Subject: Offer", "", "Theirs."]
        for gap in [[], [""]] {
            let lines = ["Mine."] + [rule] + gap + block
            #expect(OwnText(lines: lines, delimiters: [], anywhere: false).strippingQuote() == [0])
            let first = [rule] + gap + block
            #expect(OwnText(lines: first, delimiters: [], anywhere: false).strippingQuote() == Array(first.indices))
        }
        let far = ["Mine.", rule, "", ""] + block
        #expect(OwnText(lines: far, delimiters: [], anywhere: false).strippingQuote() == [0, 1, 2, 3])
    }

    @Test func `given a line of text above the block, when stripped, then it stays`() {
        for text in ["a-b", "-- x", "--", "__", "-=-"] {
            let lines = ["Mine.", text, "From: Anna", "Sent: Wednesday", "To: Ben"]
            #expect(OwnText(lines: lines, delimiters: [], anywhere: false).strippingQuote() == [0, 1], "\(text)")
        }
    }

    @Test
    func `given a notification in an unmarked Outlook thread, when surveyed, then its lines do not count (7.5.1)`() {
        let text = """
            Please go on.
            Priority: High

            ________________________________
            From: OpenProject <tracker@example.org>
            Sent: Wednesday, April 30, 2025 3:19 PM
            To: Ben
            Subject: [Demo] Task #42: Offer

            Status: New
            Version: 1.0
            """
        #expect(own(TextLines(text).lines) == [0, 1, 2])
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
