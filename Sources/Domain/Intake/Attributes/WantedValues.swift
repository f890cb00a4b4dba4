import Mail
import Tracking

/// The values that a mail asks for, understood so far.
struct WantedValues {
    private(set) var values: [Attribute: AttributeValue] = [:]
    /// The line that asked for each.
    private(set) var lines: [Attribute: String] = [:]
    /// Positions of the lines that were understood: they are no part of the text.
    private(set) var understoodLines: Set<Int> = []

    mutating func understand(_ keyword: FoundKeyword, as value: AttributeValue, for attribute: Attribute) {
        values[attribute] = value
        lines[attribute] = keyword.line
        understoodLines.insert(keyword.lineIndex)
    }

    /// Lines that were read by another rule.
    mutating func understand(lines: Set<Int>) { understoodLines.formUnion(lines) }

    /// A value for what the mail does not ask for, or not understandably.
    mutating func fill(_ attribute: Attribute, with value: AttributeValue) {
        if values[attribute] == nil { values[attribute] = value }
    }

    /// What was asked is not done: the value goes, a note names it.
    mutating func refuse(
        _ attribute: Attribute, _ code: ReasonCode, because reason: String, complaint: (String) -> Complaint,
        _ trail: inout Trail
    ) {
        guard values.removeValue(forKey: attribute) != nil else { return }
        let line = lines[attribute] ?? attribute.dataName
        trail.step(.attribute, line, "left out: \(reason)")
        trail.note(code, attribute: attribute.dataName, line: line, complaint: complaint(line))
    }
}
