import Mail
import Tracking

/// A tracker in memory, as small as the rules of intake need it.
struct FakeDirectory: Directory {
    var people: [Person] = []
    var anonymousPerson = Person(
        id: PrincipalID(99), login: "anonymous", firstName: "Anonymous", lastName: "", mails: [], status: .active,
        language: nil, isAdmin: false, isAnonymous: true)
    var takenLogins: Set<String> = []
    var projects: [Project] = []
    var vocabulary = Vocabulary.sample
    var principals: [Principal] = []
    /// By login; for a new account by its group, nil: somebody with an account and no membership.
    var rights: [String?: [ProjectID: Rights]] = [:]
    var referents: [Reference: Referent] = [:]
    /// By group; nobody else has members but itself.
    var groupMembers: [PrincipalID: Set<PrincipalID>] = [:]
    var statusesThatMayFollow: Set<Int>?
    var failure: TargetFailure?
    var questions = Questions()

    /// What was asked, for rules that bound their questions.
    actor Questions {
        private(set) var referents: [Reference] = []
        private(set) var mails: [MailQuery] = []

        func add(_ reference: Reference) { referents.append(reference) }
        func add(_ query: MailQuery) { mails.append(query) }
    }

    func people(matching query: MailQuery) async throws(TargetFailure) -> [Person] {
        if let failure { throw failure }
        await questions.add(query)
        // More than match, as the port allows.
        return people
    }

    func anonymous() async throws(TargetFailure) -> Person { anonymousPerson }

    func isLoginTaken(_ login: String) async throws(TargetFailure) -> Bool { takenLogins.contains(login.lowercased()) }

    func project(_ identifier: ProjectIdentifier) async throws(TargetFailure) -> Project? {
        projects.first { $0.identifier == identifier }
    }

    func vocabulary(of project: Project) async throws(TargetFailure) -> Vocabulary { vocabulary }

    func assignable(in project: Project) async throws(TargetFailure) -> [Principal] { principals }

    func rights(of person: Person, in project: Project) async throws(TargetFailure) -> Rights {
        rights(of: person.login, in: project)
    }

    func rights(ofNewMemberOf groups: [String], in project: Project) async throws(TargetFailure) -> Rights {
        rights(of: groups.first { rights[$0] != nil }, in: project)
    }

    private func rights(of name: String?, in project: Project) -> Rights {
        rights[name]?[project.id] ?? Rights(seesProject: project.isPublic, permissions: [], roles: [])
    }

    func groups() async throws(TargetFailure) -> [String] { ["Support", "Sales"] }

    func customFields() async throws(TargetFailure) -> [CustomField] { vocabulary.customFields }

    func members(of principal: PrincipalID) async throws(TargetFailure) -> Set<PrincipalID> {
        groupMembers[principal] ?? [principal]
    }

    func referent(of reference: Reference) async throws(TargetFailure) -> Referent? {
        await questions.add(reference)
        return referents[reference]
    }

    func nextStatuses(
        of workPackage: WorkPackage, for person: Person, rights: Rights
    ) async throws(TargetFailure) -> Set<Int>? { statusesThatMayFollow }
}
