import Intake
import Testing
import Text

@Suite struct PCREPatternTests {
    struct Row: CustomTestStringConvertible {
        let pattern: String
        let text: String
        let left: String
        init(_ pattern: String, _ text: String, _ left: String) {
            self.pattern = pattern
            self.text = text
            self.left = left
        }
        var testDescription: String { "\(pattern) in \(text.debugDescription)" }
    }

    static let rows: [Row] = [
        Row("x", "axbxc", "abc"),
        Row("x", "abc", "abc"),
        Row("^--.*", "Hello\n--\nsignature\nmore", "Hello\n"),
        Row("^--.*?$", "Hello\n-- a\nmore\n--b", "Hello\n\nmore\n"),
        Row("Sent from .*?$", "Hi\nSent from my phone\nbye", "Hi\n\nbye"),
        Row("(?<=a)b", "abcb", "acb"),
        Row("b*", "äbbö", "äö"),
        Row("^", "a\nb", "a\nb"),
        Row("$", "a\n", "a\n"),
        Row("ü", "über Grün", "ber Grn"),
        Row("(?i)Ü", "über", "ber"),
        Row("\\p{L}+", "Grüße 12", " 12"),
        Row("x", "", ""),
        Row(".*", "any\nthing", ""),
        Row("a\\Kb", "abab", "aa"),
        Row("🎉", "a🎉b", "ab"),
    ]

    @Test(arguments: rows)
    func `given an expression, when it is applied, then only its matches are removed (7.4.5)`(row: Row) throws {
        #expect(try PCREPattern(row.pattern).removingMatches(in: row.text) == row.left)
    }

    @Test(arguments: [
        ("(", "missing closing parenthesis", 1),
        ("a[b", "missing terminating ] for character class", 3),
        ("ab\\", "\\ at end of pattern", 3),
        ("a**b", "quantifier does not follow a repeatable item", 2),
        ("(?<n>", "missing closing parenthesis", 5),
        ("\\C", "using \\C is disabled by the application", 2),
        ("ü(", "missing closing parenthesis", 3),
    ])
    func `given an expression that does not compile, when it is made, then message and place are told (7.4.5)`(
        pattern: String, message: String, offset: Int
    ) {
        #expect(throws: PatternError(message: message, offset: offset)) { try PCREPattern(pattern) }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("(a+)+$", String(repeating: "a", count: 40) + "!"),
            ("(.*)*[xy]", String(repeating: "a", count: 5_000)),
            ("\\s.*x\\z", String(repeating: " ", count: 1_000_000) + "x!"),
            ("\\s[^q]*+[xy]", String(repeating: " ", count: 1_000_000)),
            ("(a*)\\1[bc]", String(repeating: "a", count: 1_000_000)),
            ("(\\w|\\W)*[^\\w\\W]", String(repeating: "a", count: 1_000_000)),
            ("(?R)?a+[bc]", String(repeating: "a", count: 100_000)),
        ])
    func `given an expression that would run for ages, when it is applied, then it stops with the limit (7.4.5)`(
        pattern: String, text: String
    ) throws {
        let pattern = try PCREPattern(pattern)
        #expect(throws: PatternLimitReached()) { try pattern.removingMatches(in: text) }
    }

    @Test func `given a large ordinary text, when an ordinary expression is applied, then no limit is met`() throws {
        let line = "An ordinary line of a mail with some words in it.\n"
        let text = String(repeating: line, count: 20_000)
        let pattern = try PCREPattern("\\s*^On .*? wrote:.*")
        #expect(try pattern.removingMatches(in: text + "On Thu, Joe wrote:\n> x") == String(text.dropLast()))
    }
}
