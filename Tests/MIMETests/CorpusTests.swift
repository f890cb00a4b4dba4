import Foundation
import Mail
import Testing

/// Every mail of `Mails` against the outline in `Outlines`: its tree, texts and issues.
@Suite struct CorpusTests {
    @Test(arguments: try Sample.names(), LineEnd.allCases)
    func
        `given a sample mail, when it is parsed with either line end, then its tree is the expected one (7.5.17, 7.5.18)`(
            name: String, end: LineEnd
        ) async throws
    {
        let message = try await ParserFixture().parse(try Sample.bytes(name, end))
        let issues = message.issues.map { "\($0.code): \($0.explanation)" }
        let outline = ([message.root.outline] + issues).joined(separator: "\n") + "\n"
        #expect(outline == (try Sample.outline(name)))
    }

    @Test func `given the folders of samples, when they are read, then every mail has an outline and there are many`()
        throws
    {
        let names = try Sample.names()
        #expect(names.count > 40)
        for name in names { _ = try Sample.outline(name) }
    }
}
