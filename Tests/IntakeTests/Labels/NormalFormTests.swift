import Testing

@testable import Intake

@Suite struct NormalFormTests {
    struct Pair: CustomTestStringConvertible {
        var left: String
        var right: String
        var testDescription: String { "\(left) / \(right)" }
    }

    @Test(arguments: [
        Pair(left: "STATUS", right: "status"),
        Pair(left: "PRIORITÄT", right: "Priorität"),
        // Composed and decomposed, as macOS sends it.
        Pair(left: "Priorita\u{308}t", right: "Priorität"),
        Pair(left: "STRASSE", right: "Straße"),
        // Turkish: with and without dot.
        Pair(left: "İŞ TİPİ", right: "iş tipi"),
        Pair(left: "İŞ TIPI", right: "iş tipi"),
        Pair(left: "Çalışma", right: "ÇALIŞMA"),
        // Greek capitals carry no accents; the last sigma.
        Pair(left: "ΥΠΕΥΘΥΝΟΣ", right: "Υπεύθυνος"),
        Pair(left: "Υπευ\u{301}θυνος", right: "Υπεύθυνος"),
        Pair(left: "Πρ\u{1F79}οδος", right: "Πρόοδος"),
        Pair(left: "ΠΡΟΪΟΝ", right: "προϊόν"),
        // Arabic vowel marks.
        Pair(left: "المُسند إليه", right: "المسند إليه"),
        Pair(left: "النّوع", right: "النوع"),
        // Marks that are not seen.
        Pair(left: "\u{200F}\u{202B}סוג\u{202C}", right: "סוג"),
        Pair(left: "Sta\u{AD}tus\u{200B}\u{FEFF}", right: "Status"),
        Pair(left: "\u{2066}Status\u{2069}\u{2060}", right: "Status"),
        // White space of any kind.
        Pair(left: " Due\u{A0}\t date ", right: "Due date"),
        Pair(left: "Due\u{202F}\u{3000}date", right: "Due date"),
        // Full-width characters, curly apostrophes.
        Pair(left: "進捗度（％）", right: "進捗度(%)"),
        Pair(left: "Date d’échéance", right: "Date d'échéance"),
        Pair(left: "Priorita\u{2018}", right: "Priorita'"),
    ])
    func `given two spellings of a label, when folded, then they are equal (7.5.2)`(pair: Pair) {
        #expect(NormalForm(pair.left) == NormalForm(pair.right))
        #expect(NormalForm(pair.left).hashValue == NormalForm(pair.right).hashValue)
    }

    @Test(arguments: [
        Pair(left: "Type", right: "Typ"),
        Pair(left: "Due date", right: "Duedate"),
        Pair(left: "Priorität", right: "Prioritat"),
        Pair(left: "Mãe", right: "Mae"),
        Pair(left: "责任人", right: "負責人"),
        Pair(left: "é\u{301}", right: "é"),
    ])
    func `given two different labels, when folded, then they differ`(pair: Pair) {
        #expect(NormalForm(pair.left) != NormalForm(pair.right))
    }

    @Test func `given white space and marks only, when folded, then nothing is left`() {
        #expect(NormalForm(" \u{A0}\u{200E}\t").text == "")
    }
}
