import Mail
import Tracking

/// In whose name a mail acts.
struct AccountRule<Source: Directory> {
    /// Derived logins that are tried; each is free unless two addresses share 48 bits of hash.
    private static var maximumLogins: Int { 8 }

    let options: IntakeOptions
    let answers: Answers<Source>

    func sender(_ address: Address?, _ trail: inout Trail) async throws(Halt) -> Sender {
        if let address, let known = try await account(of: address) {
            trail.step(.account, address.mail, "\(known.login) (\(known.status.rawValue))")
            guard known.status == .active else {
                throw .ignored(
                    .inactiveAccount,
                    "The account \(known.login) of \(address.mail) is \(known.status.rawValue): its mail is ignored."
                        + " Activate the account, then handle the mail again.")
            }
            return Sender(
                address: address, acting: .person(known), language: known.language ?? options.defaultLanguage)
        }
        return try await unknown(address, &trail)
    }

    private func account(of address: Address) async throws(Halt) -> Person? {
        guard let parts = MailAddress(address.mail) else { return nil }
        let choice = AccountChoice(parts, separators: options.mailSuffixSeparators)
        var found: [Person] = []
        for query in choice.queries { found += try await answers.people(matching: query) }
        return choice.account(among: found)
    }

    private func unknown(_ address: Address?, _ trail: inout Trail) async throws(Halt) -> Sender {
        let who = address?.mail ?? "a mail without From"
        switch options.unknownUser {
        case .ignore:
            guard address != nil else {
                throw .ignored(
                    .unknownSender, "The mail has no From, so nobody sent it, and --unknown-user is ignore.")
            }
            throw .ignored(
                .unknownSender,
                "No account has the address of \(who), and --unknown-user is ignore."
                    + " Add the address to an account, or choose accept or create.")
        case .accept:
            trail.step(.account, who, "unknown; acts as the anonymous person")
            let anonymous = try await answers.anonymous()
            return Sender(address: address, acting: .person(anonymous), language: options.defaultLanguage)
        case .create:
            guard let address, MailAddress(address.mail) != nil else {
                throw .ignored(
                    .unknownSender, "No account can be made for \(who): --unknown-user create needs an address in From."
                )
            }
            let new = try await newPerson(address)
            let joined = new.groups.isEmpty ? "" : ", in \(new.groups.joined(separator: ", "))"
            let told = options.announcesAccounts ? "" : "; no account mail, since --no-account-notice is given"
            trail.step(
                .account, who,
                "unknown; the account \(new.login) (\(new.firstName) \(new.lastName)) is made\(joined)\(told)")
            return Sender(address: address, acting: .new(new), language: options.defaultLanguage)
        }
    }

    private func newPerson(_ address: Address) async throws(Halt) -> NewPerson {
        let account = NewAccount(
            address: address, language: options.defaultLanguage, groups: options.defaultGroups)
        if account.isLoginUsable, try await !answers.isLoginTaken(account.login) {
            return account.person(login: account.login)
        }
        for attempt in 0..<Self.maximumLogins {
            let login = account.derivedLogin(attempt: attempt)
            if try await !answers.isLoginTaken(login) { return account.person(login: login) }
        }
        throw .ignored(.unknownSender, "No free login was found for the new account of \(address.mail).")
    }
}
