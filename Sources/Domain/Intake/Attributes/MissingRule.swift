import Mail
import Tracking

/// A new work package needs a type, a status, a priority, and the required custom fields of its type.
struct MissingRule {
    let vocabulary: Vocabulary
    let namesValues: Bool

    func check(_ wanted: WantedValues) throws(Halt) {
        for attribute in [Attribute.type, .status, .priority] where wanted.values[attribute] == nil {
            throw .rejected(
                .invalidValues,
                "The project has no \(attribute.dataName) that a new work package could get. Add one to the project.",
                .missing(name: attribute.dataName, acceptable: []))
        }
        let missing = required(for: wanted.values[.type]).filter { field in
            wanted.values[.customField(name: field.name)] == nil
        }
        guard !missing.isEmpty else { return }
        let complaints = missing.map { Complaint.missing(name: $0.name, acceptable: namesValues ? $0.options : []) }
        throw .rejected(
            .invalidValues,
            "The work package cannot be created: \(missing.map(\.name).joined(separator: ", "))"
                + " \(missing.count == 1 ? "is" : "are") required and not set.",
            complaints: complaints)
    }

    /// A required yes-or-no field is no when nothing is said.
    private func required(for type: AttributeValue?) -> [CustomField] {
        vocabulary.customFields.filter { field in
            guard field.isRequired, field.format != .boolean else { return false }
            guard let types = field.typeIDs, case .choice(let type) = type else { return true }
            return types.contains(type.id)
        }
    }
}
