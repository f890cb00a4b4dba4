/// Unique identifier of a message in one folder under one UIDVALIDITY; never 0, ascending by arrival
/// (RFC 9051, section 2.3.1.1).
struct UID: Hashable, Sendable, Comparable, CustomStringConvertible {
    let number: UInt32

    /// Nil for 0, which is no unique identifier.
    init?(_ number: UInt32) {
        guard number > 0 else { return nil }
        self.number = number
    }

    static func < (left: UID, right: UID) -> Bool { left.number < right.number }

    var description: String { "\(number)" }
}

/// Unique identifier validity of a folder: when it changes, all UIDs known before mean nothing
/// (RFC 9051, section 2.3.1.1).
struct UIDValidity: Hashable, Sendable, CustomStringConvertible {
    let number: UInt32

    init(_ number: UInt32) { self.number = number }

    var description: String { "\(number)" }
}
