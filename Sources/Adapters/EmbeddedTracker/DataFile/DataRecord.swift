import Yams

/// An object of the data file whose fields are declared once, for reading, for writing and for their order.
protocol DataRecord: DataConvertible {
    init()
    static var fields: [DataField<Self>] { get }
    /// What the record is called in error texts, from the texts of its fields; nil when it has no name.
    static func label(_ field: (String) -> String?) -> String?
    /// What the record is known by; the first is what a record of the file is looked up with.
    var keys: [RecordKey] { get }
}

/// What makes two records the same thing.
enum RecordKey: Hashable {
    /// At most one record of a list has it.
    case unique(String)
    /// Several may have it: the n-th of a file is the n-th of the tracker.
    case repeatable(String)
}

extension DataRecord {
    static func label(_ field: (String) -> String?) -> String? { nil }

    static func read(_ node: Node, at position: DataPosition, over current: Self?, with reader: DataReader) -> Self? {
        guard case .mapping(let mapping) = node else {
            reader.refuse(position, "an object", got: node)
            return nil
        }
        var place = [position.record, position.field].filter { !$0.isEmpty }.joined(separator: ", ")
        if let label = label({ mapping[$0]?.string }) { place += " \(label)" }
        var record = current ?? Self()
        let fields = self.fields
        for (key, value) in mapping {
            guard let field = fields.first(where: { $0.name == key.string }) else {
                let known = fields.map(\.name).joined(separator: ", ")
                reader.refuse(place, "unknown key \(DataReader.shown(key)); known are \(known)", at: key.mark)
                continue
            }
            field.read(value, place, &record, reader.keepsExisting && current != nil, reader)
        }
        for field in fields where field.isRequired && [.null, .text(""), .list([])].contains(field.write(record)) {
            reader.refuse(place, "\(field.name) is missing", at: node.mark)
        }
        return record
    }

    static func readList(
        _ nodes: [Node], at list: DataPosition, over current: [Self], with reader: DataReader
    ) -> [Self] {
        var merged = current
        let silent = DataReader(keepsExisting: false)
        let keys = nodes.map { read($0, at: list, over: nil, with: silent)?.keys.first }
        var waiting = waitingRecords(current, besides: Set(keys.compactMap { $0 }))
        var seen: [RecordKey: Int] = [:]
        for (index, (node, key)) in zip(nodes, keys).enumerated() {
            let position = DataPosition(record: list.record, field: "\(list.field)[\(index)]")
            if let key, case .unique = key, let earlier = seen.updateValue(index, forKey: key) {
                let place = [position.record, position.field].filter { !$0.isEmpty }.joined(separator: ", ")
                reader.refuse(place, "the same as number \(earlier) of this list", at: node.mark)
                continue
            }
            var target = merged.count
            if let key, let known = waiting[key]?.first {
                waiting[key]?.removeFirst()
                target = known
            }
            if target < merged.count {
                if reader.keepsExisting { continue }
                guard let record = read(node, at: position, over: merged[target], with: reader) else { continue }
                merged[target] = record
            } else {
                guard let record = read(node, at: position, over: nil, with: reader) else { continue }
                merged.append(record)
            }
            if position.record.isEmpty {
                let label = label { node.mapping?[$0]?.string }.map { " \($0)" } ?? ""
                reader.remember(list.field, mergedIndex: target, place: position.field + label, node)
            }
        }
        return merged
    }

    /// The records there are by each of their keys; one that the file names by a key of its own is not found by
    /// another.
    private static func waitingRecords(_ records: [Self], besides named: Set<RecordKey>) -> [RecordKey: [Int]] {
        var waiting: [RecordKey: [Int]] = [:]
        for (index, record) in records.enumerated() {
            let own = record.keys.filter { key in
                if case .unique = key { return named.contains(key) }
                return false
            }
            for key in own.isEmpty ? record.keys : own { waiting[key, default: []].append(index) }
        }
        return waiting
    }

    var dataValue: DataValue {
        .object(Self.fields.filter { !$0.isLeftOut(self) }.map { DataValue.Member($0.name, $0.write(self)) })
    }
}
