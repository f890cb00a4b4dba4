import Intake
import Testing
import Tracking

/// Where the text of a mail ends that has a line named by `--body-delimiter`.
@Suite struct DelimiterTests {
    struct Vector: CustomTestStringConvertible {
        var text: String
        var delimiters = ["---"]
        var left: String
        var testDescription: String { text.debugDescription }
    }

    @Test(arguments: [
        Vector(text: "A\n---\nB", left: "A"),
        Vector(text: "A\n> > --- \nB", left: "A"),
        Vector(text: "A\r\n---\r\nB", left: "A"),
        Vector(text: "A\n---\n", left: "A"),
        Vector(text: "A\n--- more\nB", left: "A\n--- more\nB"),
        Vector(text: "---\nB", left: ""),
        Vector(text: "A\nBREAK\nB\n---\nC", delimiters: ["---", "BREAK"], left: "A"),
        Vector(text: "A\nbreak\nB", delimiters: ["BREAK"], left: "A\nbreak\nB"),
        // On purpose: the last line counts without a line break, white space of any kind may stand around a delimiter,
        // and one that a mail program has wrapped is the same line.
        Vector(text: "A\n---", left: "A"),
        Vector(text: "A\n---\u{A0}\nB", left: "A"),
        Vector(text: "A\n\t---\nB", left: "A"),
        Vector(
            text: "A\n> Please write your answer above this\n> long line\nB",
            delimiters: ["Please write your answer above this long line"], left: "A"),
        // An empty delimiter is none.
        Vector(text: "A\n\nB", delimiters: ["", " "], left: "A\n\nB"),
    ])
    func `given delimiters, when a mail is decided, then its text ends at the first line that is one`(vector: Vector)
        async throws
    {
        let options = IntakeOptions.demo.with { $0.bodyDelimiters = vector.delimiters }
        #expect(try await SampleMail(vector.text).decided(options).created().description == vector.left)
    }
}
