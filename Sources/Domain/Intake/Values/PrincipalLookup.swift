package import Tracking

/// Finds a person or group by what a mail calls it, whatever the case.
package struct PrincipalLookup: Sendable {
    package enum Match: Sendable, Equatable {
        case found(Principal)
        /// Several are equally near; in their given order.
        case ambiguous([Principal])
        case unknown
    }

    private let principals: [Principal]

    package init(_ principals: [Principal]) { self.principals = principals }

    /// Login, mail address, full name in both orders, group name; else a part of a name or login that only one has.
    ///
    /// The first of these that anybody has decides, so "ann" never means Hannah where somebody's login is "ann".
    package func match(_ text: String) -> Match {
        let spoken = SpokenName(text)
        guard !spoken.name.text.isEmpty else { return .unknown }
        let steps: [(Principal) -> Bool] = [
            { login(of: $0) == spoken.identifier },
            { mails(of: $0).contains(spoken.identifier) },
            { isPerson($0) && names(of: $0).contains(spoken.name) },
            { names(of: $0).contains(spoken.name) },
            { principal in
                (names(of: principal) + [login(of: principal)].compactMap(\.self))
                    .contains { $0.text.contains(spoken.name.text) }
            },
        ]
        for step in steps {
            let hits = principals.filter(step)
            if hits.count > 1 { return .ambiguous(hits) }
            if let hit = hits.first { return .found(hit) }
        }
        return .unknown
    }

    private func isPerson(_ principal: Principal) -> Bool { principal.kind != .group }

    private func login(of principal: Principal) -> NormalForm? {
        guard case .person(let login, _, _, _) = principal.kind else { return nil }
        return NormalForm(login)
    }

    private func mails(of principal: Principal) -> [NormalForm] {
        guard case .person(_, _, _, let mails) = principal.kind else { return [] }
        return mails.map { NormalForm($0) }
    }

    /// First name first, last name first (with and without a blank, as in Japanese), and as displayed.
    private func names(of principal: Principal) -> [NormalForm] {
        guard case .person(_, let first, let last, _) = principal.kind else {
            return [SpokenName.folded(principal.name)]
        }
        return ["\(first) \(last)", "\(last) \(first)", "\(last)\(first)", principal.name].map(SpokenName.folded)
    }
}
