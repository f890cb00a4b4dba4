package import Tracking

/// Finds a person or group by what a mail calls it.
package struct PrincipalLookup: Sendable {
    package enum Match: Sendable, Equatable {
        case found(Principal)
        case ambiguous([Principal])
        case unknown
    }

    private let principals: [Principal]

    package init(_ principals: [Principal]) { self.principals = principals }

    /// Login, mail address, full name in both orders, group name; else part of a name or login that only one has.
    package func match(_ text: String) -> Match {
        principals.first { $0.dataName == text || $0.name == text }.map(Match.found) ?? .unknown
    }
}
