import Yams

/// One field of a record of the data file.
struct DataField<Record: DataRecord>: Sendable {
    let name: String
    let isRequired: Bool
    /// Takes the value, the record's place, the record, and whether a value that is there already stays.
    let read: @Sendable (Node, String, inout Record, Bool, DataReader) -> Void
    let write: @Sendable (Record) -> DataValue
    /// Whether a written record does without the field.
    let isLeftOut: @Sendable (Record) -> Bool

    /// A field whose value replaces what was there; `null` gives it the value that it has in a new record.
    ///
    /// `words` are the only texts allowed. With `nullKeeps`, `null` leaves the value: the tracker always has one. With
    /// `onlyWhenSet`, a record that has the value of a new one is written without the field.
    init<Value: DataConvertible>(
        _ name: String, _ path: any WritableKeyPath<Record, Value> & Sendable, required: Bool = false,
        words: [String] = [],
        nullKeeps: Bool = false, onlyWhenSet: Bool = false
    ) {
        self.name = name
        isRequired = required
        read = { node, place, record, keeps, reader in
            let current = record[keyPath: path]
            if keeps, case .text = current.dataValue { return }
            guard !node.isNull else {
                if !nullKeeps { record[keyPath: path] = Record()[keyPath: path] }
                return
            }
            let position = DataPosition(record: place, field: name)
            if !words.isEmpty, !words.contains(node.string ?? "") {
                reader.refuse(position, "one of \(words.joined(separator: ", "))", got: node)
            } else if let value = Value.read(node, at: position, over: current, with: reader) {
                record[keyPath: path] = value
            }
        }
        write = { $0[keyPath: path].dataValue }
        isLeftOut = { onlyWhenSet && $0[keyPath: path] == Record()[keyPath: path] }
    }

    /// A list of texts that keeps what it has and takes what is new.
    init(growing name: String, _ path: any WritableKeyPath<Record, [String]> & Sendable) {
        self.name = name
        isRequired = false
        read = { node, place, record, _, reader in
            let position = DataPosition(record: place, field: name)
            guard !node.isNull, let texts = [String].read(node, at: position, over: nil, with: reader) else { return }
            for text in texts where !record[keyPath: path].contains(text) { record[keyPath: path].append(text) }
        }
        write = { $0[keyPath: path].dataValue }
        isLeftOut = { _ in false }
    }
}
