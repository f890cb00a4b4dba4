import Intake
import Mail
import Testing
import Tracking

@Suite struct BodyTests {
    struct Structure: CustomTestStringConvertible {
        var name: String
        var root: Part
        var text: String
        var files: [String] = []

        var testDescription: String { name }
    }

    private static let structures = [
        Structure(name: "plain", root: .plain("Hello\n"), text: "Hello"),
        Structure(name: "HTML only", root: .html("<p>Hello<br>World</p>"), text: "Hello\nWorld"),
        Structure(
            name: "plain before HTML", root: .multipart("alternative", [.plain("Plain"), .html("<b>Rich</b>")]),
            text: "Plain"),
        Structure(
            name: "HTML listed first", root: .multipart("alternative", [.html("<b>Rich</b>"), .plain("Plain")]),
            text: "Plain"),
        Structure(
            name: "7.5.13 blank plain gives way",
            root: .multipart("alternative", [.plain(" \n\u{FEFF}"), .html("<b>Rich</b>")]),
            text: "Rich"),
        Structure(
            name: "7.5.13 several texts are joined",
            root: .multipart("mixed", [.plain("One\n"), .file("a.pdf"), .plain("\nTwo"), .plain("")]),
            text: "One\n\nTwo",
            files: ["a.pdf"]),
        Structure(name: "7.5.13 files only", root: .multipart("mixed", [.file("a.pdf")]), text: "", files: ["a.pdf"]),
        Structure(
            name: "7.5.18 one named file", root: .leaf("application", "pdf", "%PDF", name: "a.pdf"), text: "",
            files: ["a.pdf"]),
        Structure(name: "7.5.18 one named text", root: .plain("log", name: "a.log"), text: "", files: ["a.log"]),
        Structure(
            name: "7.5.18 a named text is a file",
            root: .multipart("mixed", [.plain("See file"), .plain("log", name: "a.log", disposition: .inline)]),
            text: "See file", files: ["a.log"]),
        Structure(
            name: "7.5.18 the named body of an alternative is text",
            root: .multipart("alternative", [.plain("Plain", name: "body.txt"), .html("Rich")]), text: "Plain"),
        Structure(
            name: "a text that is an attachment",
            root: .multipart("mixed", [.plain("A"), .plain("B", disposition: .attachment)]),
            text: "A", files: ["attachment-1.txt"]),
        Structure(
            name: "files of the form that is not used are kept",
            root: .multipart(
                "alternative",
                [.plain("Plain"), .multipart("related", [.html("Rich"), .image("i@h", name: "paella.jpg")])]),
            text: "Plain", files: ["paella.jpg"]),
        Structure(
            name: "the root that start names",
            root: .multipart(
                "related", [.image(nil, name: "a.png"), .leaf("text", "html", "Rich", contentID: "root@h")],
                parameters: ["start": "<root@h>"]), text: "Rich", files: ["a.png"]),
        Structure(
            name: "signed",
            root: .multipart("signed", [.plain("Text"), .file("smime.p7s", "application", "pkcs7-signature")]),
            text: "Text", files: ["smime.p7s"]),
        Structure(
            name: "7.5.14 a mail in a mail is one file",
            root: .multipart(
                "mixed",
                [.plain("Fwd"), Part(mediaType: MediaType("message", "rfc822"), body: .message(.sample("Subject: x")))]),
            text: "Fwd", files: ["attachment-1.eml"]),
        Structure(
            name: "7.5.14 a named mail in a mail",
            root: .multipart(
                "mixed",
                [
                    Part(
                        mediaType: MediaType("message", "rfc822"), fileName: "Re: x",
                        body: .message(.sample("Subject: x")))
                ]),
            text: "", files: ["Re: x.eml"]),
        Structure(
            name: "7.5.18 leaves without a name",
            root: .multipart("mixed", [.plain("A"), .file(nil), .file(nil, "application", "x-unknown")]), text: "A",
            files: ["attachment-1.pdf", "attachment-2.bin"]),
        Structure(
            name: "a page for watches is no file",
            root: .multipart("alternative", [.plain("A"), .leaf("text", "x-amp-html", "<html amp4email>")]), text: "A"),
        Structure(name: "an empty multipart", root: .multipart("mixed", []), text: ""),
        Structure(
            name: "the first line keeps its indentation", root: .plain("\n\n    code\nend  \n"), text: "    code\nend"),
    ]

    @Test(arguments: structures)
    func `given a tree of parts, when decided, then its text and its files are told apart`(structure: Structure)
        async throws
    {
        var mail = SampleMail()
        mail.root = structure.root
        let new = try await mail.decided(.demo.with { $0.ignoredFileNames = [] }).created()
        #expect(new.description == structure.text)
        #expect(new.attachments.map(\.fileName) == structure.files)
        #expect(new.origin.notes == [])
    }

    @Test func `given a cut text and a damaged one, when decided, then the notes say so`() async throws {
        var mail = SampleMail()
        let cut = DecodedText(text: "A", charset: "utf-8", isCut: true)
        let damaged = DecodedText(text: "B\u{FFFD}", charset: "utf-8", isDamaged: true)
        mail.root = .multipart(
            "mixed",
            [cut, damaged].map { Part(mediaType: MediaType("text", "plain"), body: .text($0, .sample("x"))) })
        let new = try await mail.decided().created()
        #expect(new.origin.notes == [Note(code: .cutText), Note(code: .decoding)])
    }

    @Test func `given HTML that the converter cut, when decided, then a note says so`() async throws {
        var mail = SampleMail()
        mail.root = .html("<blink>A</blink>")
        #expect(try await mail.decided().created().origin.notes == [Note(code: .cutText)])
    }

    @Test func `given delimiters, when decided, then the text ends at the first`() async throws {
        let mail = SampleMail("A\nBREAK\nB\n---\nC")
        let options = IntakeOptions.demo.with { $0.bodyDelimiters = ["---", "BREAK"] }
        #expect(try await mail.decided(options).created().description == "A")
    }

    @Test func `7.4.5 given a pattern, when decided, then only its match is removed`() async throws {
        let new = try await SampleMail("A\nBye\nB").decided(pattern: FakePattern(literal: "Bye\n")).created()
        #expect(new.description == "A\nB")
        #expect(new.origin.notes == [])
    }

    @Test func `7.4.5 given a pattern that gives up, when decided, then the text is whole and a note says so`()
        async throws
    {
        let new = try await SampleMail("A\nBye").decided(pattern: FakePattern(givesUp: true)).created()
        #expect(new.description == "A\nBye")
        #expect(new.origin.notes == [Note(code: .patternLimit)])
    }

    @Test func `7.5.3 given a quote in a reply, when quotes are to be cut, then it goes; else it stays`() async throws {
        let mail = SampleMail.reply("Fine.\n\n> It burns.")
        #expect(try await mail.decided().updated().comment == "Fine.\n\n> It burns.")
        #expect(try await mail.decided(.demo.with { $0.stripsQuote = true }).updated().comment == "Fine.")
    }

    @Test func `7.5.3 given a new mail, when quotes are to be cut, then they stay`() async throws {
        let mail = SampleMail("Fine.\n\n> It burns.")
        #expect(
            try await mail.decided(.demo.with { $0.stripsQuote = true }).created().description == "Fine.\n\n> It burns."
        )
    }

    @Test func `7.5.3 given a reply of nothing but a quote, when quotes are to be cut, then it stays`() async throws {
        let mail = SampleMail.reply("> It burns.")
        #expect(try await mail.decided(.demo.with { $0.stripsQuote = true }).updated().comment == "> It burns.")
    }

    @Test func `7.5.3 given keywords above a quote, when quotes are to be cut, then only attributes change`()
        async throws
    {
        let update = try await SampleMail.reply("status: closed\n\n> It burns.")
            .decided(.demo.with { $0.stripsQuote = true }).updated()
        #expect(update.comment == "")
        #expect(update.attributes == [.status: .choice(Choice(id: 3, name: "Closed"))])
    }

    @Test func `given HTML, when keywords and delimiters were escaped by the conversion, then they count`() async throws
    {
        var directory = FakeDirectory.sample
        directory.projects.append(.sample(8, "test_project", "Test", isPublic: true))
        directory.rights["jane"]?[ProjectID(8)] = .all
        var mail = SampleMail()
        mail.root = .html("Project: test\\_project<br>C:\\*<br>\\---<br>gone")
        let options = IntakeOptions.sample { $0.bodyDelimiters = ["---"] }
        let new = try await mail.decided(options, directory).created()
        #expect(new.project.identifier.text == "test_project")
        #expect(new.description == "C:\\*")
    }

    @Test func `given plain text, when it holds a backslash, then that is part of a value`() async throws {
        var directory = FakeDirectory.sample
        directory.projects.append(.sample(8, "test_project", "Test", isPublic: true))
        let decision = try await SampleMail("Project: test\\_project").decided(IntakeOptions(), directory)
        #expect(try decision.rejected().code == .unknownProject)
    }

    @Test(
        arguments: [
            (IntakeOptions.PreferredPart.plain, "Plain", "<b>Rich</b>", "Plain", "plain text (utf-8), not HTML"),
            (.html, "Plain", "<b>Rich</b>", "Rich", "HTML, not plain text (utf-8)"),
            (.plain, " \n", "<b>Rich</b>", "Rich", "HTML, not plain text (utf-8)"),
            (.html, "Plain", "<b> </b>", "Plain", "plain text (utf-8), not HTML"),
        ])
    func `7.5.13 given two forms of a text, when one is preferred, then an empty one gives way and a step tells`(
        preferred: IntakeOptions.PreferredPart, plain: String, html: String, text: String, used: String
    ) async throws {
        var mail = SampleMail()
        mail.root = .multipart("alternative", [.plain(plain), .html(html)])
        let decision = try await mail.decided(.demo.with { $0.preferredPart = preferred })
        #expect(try decision.created().description == text)
        #expect(
            decision.steps.filter { $0.subject == "parts" }
                == [
                    DecisionStep(
                        "text", "parts", "\(used) (--preferred-part \(preferred.rawValue); a blank one gives way)")
                ])
    }

    @Test func `given issues of parsing, when explained, then they are steps`() async throws {
        var message = SampleMail().message
        message.issues = [ParsingIssue(code: "header", explanation: "no\u{7} date")]
        let decision = try await decide(
            message, .demo, IntakeTools(html: FakeHTML(), bodyDelimiter: nil), directory: FakeDirectory.sample)
        #expect(decision.steps.contains(DecisionStep("parsing", "header", "no date")))
    }

    @Test func `given a keyword line without end, when it is noted, then the note is cut`() async throws {
        let line = "Status: " + String(repeating: "x", count: 10_000)
        let new = try await SampleMail(line).decided().created()
        #expect(new.origin.notes == [Note(code: .unknownValue, attribute: "status", line: line.prefix(500) + "…")])
        #expect(new.description == line)
    }

    @Test func `given thousands of keyword lines, when decided, then steps and notes are bounded`() async throws {
        let decision = try await SampleMail(String(repeating: "status: x\n", count: 3_000)).decided()
        #expect(try decision.created().origin.notes.count == 100)
        #expect(decision.steps.count == 1_001)
        #expect(decision.steps.last?.rule == "verdict")
    }
}
