import Testing
import Tracking

@testable import Intake

@Suite struct ValueParserTests {
    private static let times: [(String, Double)] = [
        ("2.5", 2.5), ("2,5", 2.5), ("2h30", 2.5), ("2 h 30 m", 2.5), ("2:30", 2.5), ("2h", 2.0), ("2 hours", 2.0),
        ("30m", 0.5), ("30 min", 0.5), ("90", 90.0), ("0", 0.0), ("150m", 2.5), ("90 min", 1.5), ("90 Minutes", 1.5),
        ("1h", 1.0), ("0:05", 0.08333333333333333), ("2:30 h", 2.5), ("2h05m", 2.0833333333333335), ("２．５", 2.5),
        (" 2\u{A0}h ", 2.0),
        ("2 Std.", 2.0), ("30 Minuten", 0.5), ("2 uur", 2.0), ("2時間30分", 2.5), ("1 heure", 1.0), ("0.25", 0.25),
        // On purpose: with a unit as well.
        ("2.5 h", 2.5), ("2,5h", 2.5),
    ]

    @Test(arguments: times)
    func `given a length of time, when read, then it is in hours (7.5.15)`(text: String, hours: Double) {
        #expect(ValueParser.hours(text) == hours)
    }

    @Test(arguments: [
        // On purpose: a negative time is none.
        "-1", "-2h", "1d", "abc", "", " ", "h", "m", ":", "2:", ":30", "2:75", "2h60", "2.5h30", "2:3.5", "2 30",
        "2h30h",
        "1.2.3", "1,234.5", ".5", "2..5", "1e9", "nan", "inf", "+2", "2h 30 x", "99999999999999999", "30m 2h", "2h:30",
        "½", "٣",
    ])
    func `given no length of time, when read, then there is none (7.5.15)`(text: String) {
        #expect(ValueParser.hours(text) == nil)
    }

    @Test(arguments: [
        ("0", 0), ("30", 30), ("100", 100), ("00", 0),
        // On purpose: any whole number, and the sign is no hindrance.
        ("35", 35), ("100%", 100), ("40 %", 40), ("40\u{A0}％", 40), ("%40", 40),
    ])
    func `given a percentage, when read, then it is a whole number (7.5.15)`(text: String, percent: Int) {
        #expect(ValueParser.percent(text) == percent)
    }

    @Test(arguments: ["101", "-1", "x", "", "%", "40.5", "%40%", "4 0", "1000", "-0%x"])
    func `given no percentage from 0 to 100, when read, then there is none (7.5.15)`(text: String) {
        #expect(ValueParser.percent(text) == nil)
    }

    @Test func `given a date, when read, then it is exact and exists`() {
        #expect(ValueParser.date("2010-01-01") == CalendarDate(year: 2010, month: 1, day: 1))
        #expect(ValueParser.date("\u{A0}2012-02-29 ") == CalendarDate(year: 2012, month: 2, day: 29))
    }

    @Test(arguments: [
        "2010-01-01 foo", "2010-99-99", "2010-02-30", "never", "", "01.02.2010", "2010-1-1", "2010/01/01", "20100101",
        "-010-01-01", "2010-01-01T00:00",
    ])
    func `given no date, when read, then there is none`(text: String) {
        #expect(ValueParser.date(text) == nil)
    }

    @Test func `given whole numbers, when read, then sign and width do not matter`() {
        #expect(ValueParser.integer("42") == 42)
        #expect(ValueParser.integer(" -42 ") == -42)
        #expect(ValueParser.integer("+7") == 7)
        #expect(ValueParser.integer("４２") == 42)
        for text in ["4.2", "", "x", "4 2", "99999999999999999999"] { #expect(ValueParser.integer(text) == nil) }
    }

    @Test func `given decimal numbers, when read, then point and comma count`() {
        #expect(ValueParser.number("52.6") == 52.6)
        #expect(ValueParser.number("52,6") == 52.6)
        #expect(ValueParser.number("-52,6") == -52.6)
        #expect(ValueParser.number("+1") == 1)
        for text in ["1,234.5", "1.234,5", "", "-", "--1", "nan", "1e3", "x", "0x10"] {
            #expect(ValueParser.number(text) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        "yes", "True", "1", "ja", "Wahr", "OUI", "vrai", "sí", "Si", "verdadero", "sì", "vero", "waar", "sim", "tak",
        "Да", "evet", "はい", "是", "예", "نعم", "כן", "ano", "Kyllä", "Igen", "ναί", "ΝΑΙ", "так", "네",
    ])
    func `given a word for yes, when read, then it is true`(word: String) {
        #expect(ValueParser.boolean(" \(word)") == true)
    }

    @Test(arguments: [
        "no", "False", "0", "nein", "falsch", "NON", "faux", "falso", "nee", "onwaar", "não", "nie", "нет", "HAYIR",
        "いいえ", "否", "아니요", "لا", "לא", "ne", "nej", "nei", "Ei", "NEM", "όχι", "ΟΧΙ", "ні", "아니오",
    ])
    func `given a word for no, when read, then it is false`(word: String) {
        #expect(ValueParser.boolean("\(word) ") == false)
    }

    @Test func `given another word, when read, then it is neither yes nor no`() {
        for text in ["", "maybe", "2", "yes no", "y es"] { #expect(ValueParser.boolean(text) == nil) }
        #expect(BooleanWords.yes.isDisjoint(with: BooleanWords.no))
    }

    @Test func `given an address, when read, then it is taken out of its marks`() {
        #expect(ValueParser.link("https://example.org/a?b") == "https://example.org/a?b")
        #expect(ValueParser.link(" <HTTP://example.org> ") == "HTTP://example.org")
        #expect(ValueParser.link("[the site](https://example.org)") == "https://example.org")
        for text in ["", "example.org", "https://", "javascript:alert(1)", "https://a b", "ftp://x"] {
            #expect(ValueParser.link(text) == nil, "\(text)")
        }
    }
}
