import Tracking

/// Which of the accounts that a tracker found is the sender's.
struct AccountChoice {
    let address: MailAddress
    let separators: [Character]

    init(_ address: MailAddress, separators: [Character]) {
        self.address = address
        // An address that has a suffix already means exactly that account.
        self.separators = address.hasSuffix(separators: separators) ? [] : separators
    }

    var queries: [MailQuery] {
        address.spellings.map { MailQuery(address: $0, suffixSeparators: separators) }
    }

    /// An account with exactly this address goes before one with a suffix, an active one before others, then the lowest
    /// number. An exact account that is locked is not got round by another one with a suffix.
    func account(among people: [Person]) -> Person? {
        let people = people.sorted { $0.id.number < $1.id.number }
        let exact = people.filter { has($0) { $0 == address } }
        let candidates =
            exact.isEmpty ? people.filter { has($0) { address.isSuffixed(as: $0, separators: separators) } } : exact
        return candidates.first { $0.status == .active } ?? candidates.first
    }

    private func has(_ person: Person, _ matches: (MailAddress) -> Bool) -> Bool {
        !person.isAnonymous && person.mails.contains { MailAddress($0).map(matches) ?? false }
    }
}
