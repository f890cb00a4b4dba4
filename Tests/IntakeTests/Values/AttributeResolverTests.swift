import Testing
import Tracking

@testable import Intake

@Suite struct AttributeResolverTests {
    typealias Resolution = AttributeResolver.Resolution

    private static let anna = Principal(
        id: PrincipalID(1), name: "Anna Meier",
        kind: .person(login: "anna", firstName: "Anna", lastName: "Meier", mails: ["anna@example.org"]))
    private static let ben = Principal(
        id: PrincipalID(2), name: "Ben Meier",
        kind: .person(login: "ben", firstName: "Ben", lastName: "Meier", mails: []))

    private static let onLastOfJanuary =
        CalendarDate("2030-01-31").map { Resolution.value(.date($0)) } ?? .ambiguous([])

    private static func field(
        _ name: String, _ format: CustomField.Format, options: [String] = [], isMultiple: Bool = false,
        typeIDs: Set<Int>? = nil
    ) -> CustomField {
        CustomField(
            id: 1, name: name, format: format, options: options, isMultiple: isMultiple, isRequired: false,
            typeIDs: typeIDs)
    }

    private static let vocabulary = Vocabulary(
        types: [Choice(id: 1, name: "Task"), Choice(id: 2, name: "Bug")],
        statuses: [Choice(id: 11, name: "New")], defaultStatus: nil,
        priorities: [Choice(id: 21, name: "High")], defaultPriority: nil,
        categories: [Choice(id: 31, name: "Printing")],
        versions: [Choice(id: 41, name: "1.0"), Choice(id: 42, name: "2,0")],
        customFields: [
            field("Line", .string), field("Long", .text), field("Whole", .integer), field("Decimal", .float),
            field("Flag", .boolean), field("Day", .date), field("Site", .link),
            field("Level", .list, options: ["Low", "High, very"]),
            field("Levels", .list, options: ["Low", "High, very", "Mid"], isMultiple: true),
            field("Owner", .user), field("Owners", .user, isMultiple: true),
            field("Release", .version), field("Releases", .version, isMultiple: true),
            field("Bugs only", .string, typeIDs: [2]),
        ])

    private func resolve(_ attribute: Attribute, _ text: String, typeID: Int? = nil) -> Resolution {
        AttributeResolver().value(
            for: attribute, text: text, vocabulary: Self.vocabulary, assignable: [Self.anna, Self.ben], typeID: typeID)
    }

    struct Case: CustomTestStringConvertible {
        var attribute: Attribute
        var text: String
        var resolution: Resolution
        var testDescription: String { "\(attribute.dataName): \(text)" }

        init(_ attribute: Attribute, _ text: String, _ resolution: Resolution) {
            self.attribute = attribute
            self.text = text
            self.resolution = resolution
        }

        init(_ field: String, _ text: String, _ resolution: Resolution) {
            self.init(.customField(name: field), text, resolution)
        }
    }

    @Test(arguments: [
        Case(.type, "bug", .value(.choice(Choice(id: 2, name: "Bug")))),
        Case(.type, "Feature", .unknown(acceptable: ["Task", "Bug"])),
        Case(.status, "NEW", .value(.choice(Choice(id: 11, name: "New")))),
        Case(.status, "Bug", .unknown(acceptable: ["New"])),
        Case(.priority, "high", .value(.choice(Choice(id: 21, name: "High")))),
        Case(.priority, "low", .unknown(acceptable: ["High"])),
        Case(.category, "printing", .value(.choice(Choice(id: 31, name: "Printing")))),
        Case(.category, "", .unknown(acceptable: ["Printing"])),
        Case(.version, "2,0", .value(.choice(Choice(id: 42, name: "2,0")))),
        Case(.version, "1.0, 2,0", .unknown(acceptable: ["1.0", "2,0"])),
        Case(.assignee, "Meier, Anna", .value(.principal(anna))),
        Case(.assignee, "Meier", .ambiguous(["Anna Meier", "Ben Meier"])),
        Case(.assignee, "Cem", .unknown(acceptable: ["Anna Meier", "Ben Meier"])),
        Case(.accountable, "ben", .value(.principal(ben))),
        Case(.parent, "#12", .value(.workPackage(WorkPackageID(12)))),
        Case(.parent, " 12 ", .value(.workPackage(WorkPackageID(12)))),
        Case(.parent, "0", .invalid(expected: "the number of a work package such as #12")),
        Case(.parent, "#-3", .invalid(expected: "the number of a work package such as #12")),
        Case(.parent, "+3", .invalid(expected: "the number of a work package such as #12")),
        Case(.parent, "#", .invalid(expected: "the number of a work package such as #12")),
        Case(.parent, "##1", .invalid(expected: "the number of a work package such as #12")),
    ])
    func `given an attribute, when its text is resolved, then it is looked up in its list`(expectation: Case) {
        #expect(resolve(expectation.attribute, expectation.text) == expectation.resolution)
    }

    @Test(arguments: [
        Case(.startDate, "2030-01-31", onLastOfJanuary),
        Case(.startDate, "soon", .invalid(expected: "a date such as 2030-01-31")),
        Case(.dueDate, "2030-01-31", onLastOfJanuary),
        Case(.dueDate, "2030-02-30", .invalid(expected: "a date such as 2030-01-31")),
        Case(.estimatedHours, "2h30", .value(.hours(2.5))),
        Case(.estimatedHours, "long", .invalid(expected: "hours such as 2.5, 2h30 or 150m")),
        Case(.remainingHours, "0", .value(.hours(0))),
        Case(.remainingHours, "-1", .invalid(expected: "hours such as 2.5, 2h30 or 150m")),
        Case(.percentDone, "40 %", .value(.percent(40))),
        Case(.percentDone, "140", .invalid(expected: "a whole number from 0 to 100")),
    ])
    func `given an attribute with a form, when its text is resolved, then it is read or told`(expectation: Case) {
        #expect(resolve(expectation.attribute, expectation.text) == expectation.resolution)
    }

    @Test(arguments: [
        Case("Line", "any text", .value(.text("any text"))),
        Case("Long", "*any* text", .value(.text("*any* text"))),
        Case("Whole", "-3", .value(.integer(-3))),
        Case("Whole", "3.5", .invalid(expected: "a whole number")),
        Case("Decimal", "52,6", .value(.number(52.6))),
        Case("Decimal", "x", .invalid(expected: "a number such as 52.6")),
        Case("Flag", "nein", .value(.boolean(false))),
        Case("Flag", "Yes", .value(.boolean(true))),
        Case("Flag", "2", .invalid(expected: "yes or no")),
        Case("Day", "2030-01-31", onLastOfJanuary),
        Case("Day", "x", .invalid(expected: "a date such as 2030-01-31")),
        Case("Site", "https://example.org", .value(.text("https://example.org"))),
        Case("Site", "example", .invalid(expected: "an address such as https://example.org")),
        Case("Level", "LOW", .value(.text("Low"))),
        Case("Level", "high,  very", .value(.text("High, very"))),
        Case("Level", "Low, Mid", .unknown(acceptable: ["Low", "High, very"])),
        Case("Levels", "mid ,LOW, mid", .value(.texts(["Mid", "Low"]))),
        Case("Levels", "low", .value(.texts(["Low"]))),
        Case("Levels", "High, very", .value(.texts(["High, very"]))),
        Case("Levels", "Low、Mid", .value(.texts(["Low", "Mid"]))),
        Case("Levels", "Low, nothing", .unknown(acceptable: ["Low", "High, very", "Mid"])),
        Case("Levels", ",", .unknown(acceptable: ["Low", "High, very", "Mid"])),
        Case("Owner", "anna@example.org", .value(.principal(anna))),
        Case("Owner", "Meier", .ambiguous(["Anna Meier", "Ben Meier"])),
        Case("Owners", "anna, ben", .value(.principals([anna, ben]))),
        Case("Owners", "Meier, Anna", .value(.principals([anna]))),
        Case("Owners", "anna, cem", .unknown(acceptable: ["Anna Meier", "Ben Meier"])),
        Case("Owners", "anna, ben, meier", .ambiguous(["Anna Meier", "Ben Meier"])),
        Case("Release", "1.0", .value(.choice(Choice(id: 41, name: "1.0")))),
        Case("Release", "9", .unknown(acceptable: ["1.0", "2,0"])),
        Case("Releases", "1.0", .value(.choices([Choice(id: 41, name: "1.0")]))),
        Case("Releases", "2,0", .value(.choices([Choice(id: 42, name: "2,0")]))),
        Case("Releases", "1.0, 9", .unknown(acceptable: ["1.0", "2,0"])),
        Case("Nowhere", "x", .invalid(expected: "a custom field of the project")),
        Case("Bugs only", "x", .value(.text("x"))),
    ])
    func `given a custom field of any format, when its text is resolved, then it has the field's form`(
        expectation: Case
    ) {
        #expect(resolve(expectation.attribute, expectation.text) == expectation.resolution)
    }

    @Test func `given a custom field of one type, when resolved for another, then it is invalid`() {
        let attribute = Attribute.customField(name: "Bugs only")
        #expect(resolve(attribute, "x", typeID: 2) == .value(.text("x")))
        #expect(
            resolve(attribute, "x", typeID: 1) == .invalid(expected: "a custom field of the work package's type"))
        #expect(resolve(.customField(name: "Line"), "x", typeID: 1) == .value(.text("x")))
    }
}
