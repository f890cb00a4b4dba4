import Intake
import Mail
import Testing
import Tracking

@Suite struct OverrideTests {
    struct Line: CustomTestStringConvertible {
        var keyword: String
        var attribute: Attribute
        var give: @Sendable (inout IntakeOptions) -> Void
        var isFreeWithoutOption: Bool

        var testDescription: String { keyword }
    }

    private static let lines = [
        Line(keyword: "type: Bug", attribute: .type, give: { $0.defaults.type = "Task" }, isFreeWithoutOption: true),
        Line(
            keyword: "status: Closed", attribute: .status, give: { $0.defaults.status = "New" },
            isFreeWithoutOption: true),
        Line(
            keyword: "priority: High", attribute: .priority, give: { $0.defaults.priority = "Low" },
            isFreeWithoutOption: true),
        Line(
            keyword: "version: 2.0", attribute: .version, give: { $0.defaults.version = "1.0" },
            isFreeWithoutOption: true),
        Line(
            keyword: "category: Mail", attribute: .category, give: { $0.defaults.category = "Web" },
            isFreeWithoutOption: false),
        Line(keyword: "parent: 42", attribute: .parent, give: { _ in }, isFreeWithoutOption: false),
    ]

    /// What the mail sets when only its own line could set it so.
    private func isSet(_ line: Line, _ options: IntakeOptions) async throws -> Bool {
        let new = try await SampleMail("\(line.keyword)\nText").decided(options).created()
        let value = line.keyword.drop { $0 != " " }.dropFirst()
        let isSet = new.attributes[line.attribute]?.displayed.hasSuffix(value) ?? false
        #expect(new.description == (isSet ? "Text" : "\(line.keyword)\nText"))
        #expect(
            new.origin.notes
                == (isSet
                    ? [] : [Note(code: .refusedAttribute, attribute: line.attribute.dataName, line: line.keyword)]))
        return isSet
    }

    @Test(arguments: lines)
    func `given an attribute without option, when a mail sets it, then it counts unless it has to be listed`(line: Line)
        async throws
    {
        #expect(try await isSet(line, .demo) == line.isFreeWithoutOption)
    }

    @Test(arguments: lines.filter(\.isFreeWithoutOption))
    func `given an attribute that an option gives, when a mail sets it, then the option stays`(line: Line) async throws
    {
        #expect(try await !isSet(line, .demo.with(line.give)))
    }

    @Test(arguments: lines)
    func `given a listed attribute, when a mail sets it, then it counts although an option gives it`(line: Line)
        async throws
    {
        var options = IntakeOptions.demo.with(line.give)
        options.allowOverride = .listed(["x", " \(line.attribute.dataName) "])
        #expect(try await isSet(line, options))
        options.allowOverride = .all
        #expect(try await isSet(line, options))
    }

    @Test(arguments: ["Kategorie", "CATEGORY", "category"])
    func `7.5.2 given any spelling in the list, when a mail sets the attribute, then it counts`(name: String)
        async throws
    {
        let options = IntakeOptions.demo.with {
            $0.allowOverride = .listed([name])
            $0.defaultLanguage = "de"
        }
        let new = try await SampleMail("category: Mail").decided(options).created()
        #expect(new.attributes[.category] == .choice(Choice(id: 2, name: "Mail")))
    }

    @Test func `given options for assignee and a custom field, when a mail sets them, then they always count`()
        async throws
    {
        let options = IntakeOptions.demo.with { $0.defaults.assignee = "jane" }
        let new = try await SampleMail("assignee: hans\nseverity: Minor").decided(options).created()
        #expect(new.attributes[.assignee]?.displayed == "Hans Maier")
        #expect(new.attributes[.customField(name: "Severity")] == .text("Minor"))
    }

    @Test(arguments: lines.filter(\.isFreeWithoutOption))
    func `given options are for new work packages, when a reply sets an attribute, then it counts`(line: Line)
        async throws
    {
        let update = try await SampleMail.reply(line.keyword).decided(.demo.with(line.give)).updated()
        #expect(update.attributes.keys.map(\.dataName) == [line.attribute.dataName])
    }

    @Test func `given options, when a work package is answered, then they change nothing`() async throws {
        let options = IntakeOptions.demo.with {
            $0.defaults.type = "Bug"
            $0.defaults.assignee = "hans"
        }
        #expect(try await SampleMail.reply("Fine.").decided(options).updated().attributes == [:])
    }
}
