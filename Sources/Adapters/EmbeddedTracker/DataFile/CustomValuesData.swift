import Yams

/// Values of custom fields by the fields' names, in the order of the names.
///
/// A value that comes from a file is a text or a list of texts until the import has looked up its field.
package struct CustomValuesData: Equatable, Sendable {
    package var values: [String: DataValue] = [:]

    package init() {}
}

extension CustomValuesData: DataConvertible {
    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        guard case .mapping(let mapping) = node else {
            reader.refuse(position, "an object", got: node)
            return nil
        }
        var result = current ?? Self()
        for (key, node) in mapping {
            let name = key.string ?? ""
            switch node {
            case _ where node.isNull: result.values[name] = nil
            case .scalar(let scalar): result.values[name] = .text(scalar.string)
            case .sequence(let nodes): result.values[name] = .list(nodes.map { .text($0.string ?? "") })
            case .mapping, .alias:
                let position = DataPosition(record: position.record, field: "\(position.field).\(name)")
                reader.refuse(position, "a value or a list of values", got: node)
            }
        }
        return result
    }

    var dataValue: DataValue {
        .object(values.sorted { $0.key < $1.key }.map { DataValue.Member($0.key, $0.value) })
    }
}
