package import Tracking

/// Turns the text of a keyword or option into a value that the tracker knows.
package struct AttributeResolver: Sendable {
    /// What came of looking a text up.
    package enum Resolution: Sendable, Equatable {
        case value(AttributeValue)
        /// No such name; `acceptable`: the names there are, in their order.
        case unknown(acceptable: [String])
        /// Not of the right form; `expected` describes it, to follow "expected": "a date such as 2030-01-31".
        case invalid(expected: String)
        /// Several people or groups have the name; how they are displayed.
        case ambiguous([String])
    }

    package init() {}

    /// `typeID`: the work package's type, for custom fields that belong to some types only; nil: not checked.
    package func value(
        for attribute: Attribute, text: String, vocabulary: Vocabulary, assignable: [Principal], typeID: Int?
    ) -> Resolution {
        switch attribute {
        case .type: choice(text, vocabulary.types).resolution(AttributeValue.choice)
        case .status: choice(text, vocabulary.statuses).resolution(AttributeValue.choice)
        case .priority: choice(text, vocabulary.priorities).resolution(AttributeValue.choice)
        case .category: choice(text, vocabulary.categories).resolution(AttributeValue.choice)
        case .version: choice(text, vocabulary.versions).resolution(AttributeValue.choice)
        case .assignee, .accountable: principal(text, assignable).resolution(AttributeValue.principal)
        case .parent: parsed(text, Self.workPackage, expected: "the number of a work package such as #12")
        case .startDate, .dueDate: date(text)
        case .estimatedHours, .remainingHours:
            parsed(
                text, { ValueParser.hours($0).map(AttributeValue.hours) }, expected: "hours such as 2.5, 2h30 or 150m")
        case .percentDone:
            parsed(
                text, { ValueParser.percent($0).map(AttributeValue.percent) }, expected: "a whole number from 0 to 100")
        case .isPrivate: boolean(text)
        case .customField(let name):
            customField(name, text: text, vocabulary: vocabulary, assignable: assignable, typeID: typeID)
        }
    }

    private func customField(
        _ name: String, text: String, vocabulary: Vocabulary, assignable: [Principal], typeID: Int?
    ) -> Resolution {
        guard let field = vocabulary.customFields.first(where: { $0.name == name }) else {
            return .invalid(expected: "a custom field of the project")
        }
        if let typeID, let typeIDs = field.typeIDs, !typeIDs.contains(typeID) {
            return .invalid(expected: "a custom field of the work package's type")
        }
        switch field.format {
        case .string, .text: return .value(.text(text))
        case .integer:
            return parsed(text, { ValueParser.integer($0).map(AttributeValue.integer) }, expected: "a whole number")
        case .float:
            return parsed(
                text, { ValueParser.number($0).map(AttributeValue.number) }, expected: "a number such as 52.6")
        case .boolean: return boolean(text)
        case .date: return date(text)
        case .link:
            return parsed(
                text, { ValueParser.link($0).map(AttributeValue.text) },
                expected: "an address such as https://example.org")
        case .list where field.isMultiple:
            return several(text) { option($0, of: field) }.resolution(AttributeValue.texts)
        case .list:
            return option(text, of: field).resolution(AttributeValue.text)
        case .user where field.isMultiple:
            return several(text) { principal($0, assignable) }.resolution(AttributeValue.principals)
        case .user:
            return principal(text, assignable).resolution(AttributeValue.principal)
        case .version where field.isMultiple:
            return several(text) { choice($0, vocabulary.versions) }.resolution(AttributeValue.choices)
        case .version:
            return choice(text, vocabulary.versions).resolution(AttributeValue.choice)
        }
    }
}
