import Mail
import Tracking

/// People in To, Cc and Bcc watch the work package (7.5.6).
struct WatcherRule<Source: Directory> {
    /// Addresses that are looked up: each costs a question to the tracker, and a header may hold thousands.
    private static var maximumAddresses: Int { 50 }

    let inHand: MailInHand<Source>

    /// Active accounts with exactly one of the addresses who may see the work package in `project`, which `audience`
    /// narrows down; never the sender, our own addresses, or somebody of `besides`.
    func watchers(
        in project: Project, rights: Rights, audience: Audience, besides: Set<PrincipalID>, _ trail: inout Trail
    ) async throws(Halt) -> [Person] {
        let addresses = recipients()
        guard !addresses.isEmpty else { return [] }
        guard rights.allow(.addWorkPackageWatchers) else {
            trail.step(
                .watcher, addresses.joined(separator: ", "), "not added: the sender has no add_work_package_watchers")
            return []
        }
        var known = besides
        if let sender = inHand.sender.person { known.insert(sender.id) }
        var watchers: [Person] = []
        for address in addresses.prefix(Self.maximumAddresses) {
            let people = try await accounts(with: address)
            guard let person = people.min(by: { $0.id.number < $1.id.number }) else {
                trail.step(.watcher, address, "no active account has this address")
                continue
            }
            guard !known.contains(person.id) else { continue }
            let theirs = try await inHand.answers.rights(of: person, in: project)
            guard try await inHand.answers.shows(audience, to: person, with: theirs) else {
                trail.step(.watcher, address, "\(person.login) may not see the work package")
                continue
            }
            trail.step(.watcher, address, "\(person.login) is added")
            known.insert(person.id)
            watchers.append(person)
        }
        return watchers
    }

    private func accounts(with address: String) async throws(Halt) -> [Person] {
        guard let wanted = MailAddress(address) else { return [] }
        var found: [Person] = []
        for spelling in wanted.spellings {
            found += try await inHand.answers.people(matching: MailQuery(address: spelling, suffixSeparators: []))
        }
        return found.filter { person in
            person.status == .active && !person.isAnonymous && person.mails.contains { MailAddress($0) == wanted }
        }
    }

    /// Addresses in their order, each once, without the sender's and our own.
    private func recipients() -> [String] {
        let mail = inHand.mail
        var seen: Set<String> = []
        if let sender = inHand.sender.address { seen.insert(sender.normalized) }
        return (mail.to + mail.cc + mail.bcc).map(\.normalized).filter {
            $0.contains("@") && !inHand.options.isOwn($0) && seen.insert($0).inserted
        }
    }
}
