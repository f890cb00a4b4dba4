/// A set of UIDs as ascending ranges (`uid-set`, RFC 9051, section 9): `4,7:9`.
struct UIDSet: Sendable, Equatable, CustomStringConvertible {
    private(set) var ranges: [ClosedRange<UInt32>] = []

    /// From UIDs in any order, repetitions allowed.
    init(_ uids: some Sequence<UID>) {
        for uid in uids.sorted() {
            if let last = ranges.last, uid.number <= last.upperBound { continue }
            if let last = ranges.last, last.upperBound + 1 == uid.number {
                ranges[ranges.count - 1] = last.lowerBound...uid.number
            } else {
                ranges.append(uid.number...uid.number)
            }
        }
    }

    /// As a server writes it; nil for anything that is no set of numbers above 0. `*` has no place in an answer.
    init?(parsing text: some StringProtocol) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: ":", omittingEmptySubsequences: false).map { UInt32($0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first > 0, last > 0
            else { return nil }
            ranges.append(min(first, last)...max(first, last))
        }
        ranges.sort { $0.lowerBound < $1.lowerBound }
    }

    var isEmpty: Bool { ranges.isEmpty }

    /// How many UIDs stand in it.
    var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Its UIDs in ascending order, at most `limit` of them: a server can name four billion in ten bytes.
    func uids(atMost limit: Int) -> [UID] {
        var uids: [UID] = []
        for range in ranges {
            for number in range {
                guard uids.count < limit else { return uids }
                if let uid = UID(number), uid != uids.last { uids.append(uid) }
            }
        }
        return uids
    }

    /// As it stands in a command.
    var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }
            .joined(separator: ",")
    }

    /// The same UIDs in sets whose text is at most about `bytes` long: servers limit their command lines
    /// (8,000 bytes are safe: RFC 7162, section 4).
    func split(atMostBytes bytes: Int = 8_000) -> [UIDSet] {
        var sets: [UIDSet] = []
        var length = bytes
        for range in ranges {
            let next = "\(range.lowerBound):\(range.upperBound),".utf8.count
            if length + next > bytes {
                sets.append(UIDSet([]))
                length = 0
            }
            sets[sets.count - 1].ranges.append(range)
            length += next
        }
        return sets
    }
}
