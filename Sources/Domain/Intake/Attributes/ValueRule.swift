import Mail
import Tracking

/// Turns keyword lines into values that the project knows.
struct ValueRule {
    let vocabulary: Vocabulary
    let assignable: [Principal]
    /// Whether values may be named to the sender: only to those who see the project.
    let namesValues: Bool

    private let resolver = AttributeResolver()

    init(vocabulary: Vocabulary, assignable: [Principal], namesValues: Bool) {
        self.vocabulary = vocabulary
        self.assignable = assignable
        self.namesValues = namesValues
    }

    /// `type`: the type of the work package unless the mail asks for another one.
    func wanted(in scan: KeywordScan, type: Choice?, _ trail: inout Trail) -> WantedValues {
        var wanted = WantedValues()
        for keyword in scan.refused where !isOrdinary(keyword) {
            trail.step(.keyword, keyword.line, "stays in the text: \(keyword.target.dataName) may not be overridden")
            trail.note(
                .refusedAttribute, attribute: keyword.target.dataName, line: keyword.line,
                complaint: .refusedAttribute(line: keyword.line))
        }
        understand(.type, in: scan, type: nil, &wanted, &trail)
        var type = type
        if case .choice(let choice) = wanted.values[.type] { type = choice }
        let others = scan.candidates.keys.compactMap { target -> Attribute? in
            if case .attribute(let attribute) = target, attribute != .type { return attribute }
            return nil
        }
        for attribute in others.sorted(by: { $0.dataName < $1.dataName }) {
            understand(attribute, in: scan, type: type, &wanted, &trail)
        }
        return wanted
    }

    /// "Privat: 030 1234" is a line of a letter; what does not count as keyword anyway is not told then.
    private func isOrdinary(_ keyword: FoundKeyword) -> Bool {
        keyword.target == .attribute(.isPrivate) && ValueParser.boolean(keyword.value) == nil
    }

    /// A value that an option gives; nil when this project does not have it.
    func optional(_ text: String?, for attribute: Attribute, type: Choice?, _ trail: inout Trail) -> AttributeValue? {
        guard let text, !text.isEmpty else { return nil }
        if case .value(let value) = resolve(attribute, text, type) {
            trail.step(.attribute, "option \(attribute.dataName)", value.displayed)
            return value
        }
        trail.step(.attribute, "option \(attribute.dataName)", "“\(text)” does not exist in this project: not set")
        return nil
    }

    /// All lines in their order: the last that is understood counts.
    private func understand(
        _ attribute: Attribute, in scan: KeywordScan, type: Choice?, _ wanted: inout WantedValues, _ trail: inout Trail
    ) {
        for keyword in scan.candidates[.attribute(attribute)] ?? [] {
            switch resolve(attribute, keyword.value, type) {
            case .value(let value):
                trail.step(.keyword, keyword.line, "\(attribute.dataName) = \(value.displayed)")
                wanted.understand(keyword, as: value, for: attribute)
            case .unknown(let acceptable):
                trail.step(.keyword, keyword.line, "stays in the text: no such value for \(attribute.dataName)")
                let named = namesValues && !isPrincipal(attribute) ? acceptable : []
                trail.note(
                    .unknownValue, attribute: attribute.dataName, line: keyword.line,
                    complaint: .unknownValue(line: keyword.line, acceptable: named))
            case .ambiguous(let names):
                trail.step(
                    .keyword, keyword.line, "stays in the text: it may be \(names.joined(separator: " or "))")
                trail.note(
                    .unknownValue, attribute: attribute.dataName, line: keyword.line,
                    complaint: .ambiguousValue(line: keyword.line))
            case .invalid(let expected):
                trail.step(.keyword, keyword.line, "stays in the text: \(expected) is expected")
                trail.note(
                    .invalidValue, attribute: attribute.dataName, line: keyword.line,
                    complaint: .invalidValue(line: keyword.line, expected: form(of: attribute)))
            }
        }
    }

    private func resolve(_ attribute: Attribute, _ text: String, _ type: Choice?) -> AttributeResolver.Resolution {
        resolver.value(
            for: attribute, text: text, vocabulary: vocabulary, assignable: assignable, typeID: type?.id)
    }

    private func field(_ attribute: Attribute) -> CustomField? {
        guard case .customField(let name) = attribute else { return nil }
        return vocabulary.customFields.first { $0.name == name }
    }

    /// Names of people are not listed to senders.
    private func isPrincipal(_ attribute: Attribute) -> Bool {
        attribute == .assignee || attribute == .accountable || field(attribute)?.format == .user
    }

    private func form(of attribute: Attribute) -> ValueForm {
        switch attribute {
        case .startDate, .dueDate: .date
        case .estimatedHours, .remainingHours: .hours
        case .percentDone: .percent
        case .parent: .workPackage
        case .isPrivate: .boolean
        case .customField:
            switch field(attribute)?.format {
            case .date: .date
            case .integer: .integer
            case .float: .number
            case .boolean: .boolean
            case .link: .link
            default: .other
            }
        default: .other
        }
    }
}
