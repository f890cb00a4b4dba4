import Tracking

/// The attributes in which two states of a work package differ, in the words of the data file.
struct AttributeChanges {
    /// Sorted: `dueDate`, `status`, `customFields.Severity`.
    let names: [String]
    /// `{attribute: {from, to}}`
    let data: DataValue

    init(from before: WorkPackageData, to after: WorkPackageData) {
        let builtIn = Set(Attribute.builtIn.map(\.dataName))
        var changes: [DataValue.Member] = []
        func compare(_ name: String, _ old: DataValue, _ new: DataValue) {
            guard old != new else { return }
            changes.append(DataValue.Member(name, .object([.init("from", old), .init("to", new)])))
        }
        for field in WorkPackageData.fields where builtIn.contains(field.name) {
            compare(field.name, field.write(before), field.write(after))
        }
        let (old, new) = (before.customFields.values, after.customFields.values)
        for name in Set(old.keys).union(new.keys) {
            compare(Attribute.customField(name: name).dataName, old[name] ?? .null, new[name] ?? .null)
        }
        changes.sort { $0.name < $1.name }
        names = changes.map(\.name)
        data = .object(changes)
    }
}
