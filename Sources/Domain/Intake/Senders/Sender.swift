import Mail
import Tracking

/// Who sent a mail, as far as the tracker is concerned.
struct Sender {
    /// First address of From; nil when there is none.
    let address: Address?
    let acting: ActingPerson
    /// Language tag for keywords and texts.
    let language: String

    /// Whose rights count; nil: an account that is yet to be made.
    var person: Person? {
        if case .person(let person) = acting { return person }
        return nil
    }

    /// Whether this is the account with this number; the anonymous person is nobody's.
    func `is`(_ id: PrincipalID?) -> Bool {
        guard let person, !person.isAnonymous else { return false }
        return person.id == id
    }

    /// The name for `explain` and for reasons.
    var displayed: String {
        switch acting {
        case .person(let person) where person.isAnonymous: "the anonymous person"
        case .person(let person): person.login
        case .new(let person): "the new account \(person.login)"
        }
    }

    /// Where a report goes: an address as the account has it, never the From text; nil for the anonymous person.
    var reportAddress: String? {
        switch acting {
        case .new(let person): person.mail
        case .person(let person) where person.isAnonymous: nil
        case .person(let person):
            person.mails.first { $0.lowercased() == address?.normalized } ?? person.mails.first
        }
    }

    /// The sender as a person, also when the account is yet to be made.
    var asPerson: Person {
        switch acting {
        case .person(let person): person
        case .new(let new):
            Person(
                id: PrincipalID(0), login: new.login, firstName: new.firstName, lastName: new.lastName,
                mails: [new.mail], status: .active, language: new.language, isAdmin: false)
        }
    }
}
