import Mail
import Tracking

/// A directory whose failures end a decision; everything else is passed on as it is.
struct Answers<Source: Directory> {
    let directory: Source
    /// Groups that an account joins which the mail brings about.
    let groupsOfNew: [String]

    func people(matching query: MailQuery) async throws(Halt) -> [Person] {
        do { return try await directory.people(matching: query) } catch { throw .failed(error) }
    }

    func anonymous() async throws(Halt) -> Person {
        do { return try await directory.anonymous() } catch { throw .failed(error) }
    }

    func isLoginTaken(_ login: String) async throws(Halt) -> Bool {
        do { return try await directory.isLoginTaken(login) } catch { throw .failed(error) }
    }

    func project(_ identifier: ProjectIdentifier) async throws(Halt) -> Project? {
        do { return try await directory.project(identifier) } catch { throw .failed(error) }
    }

    func vocabulary(of project: Project) async throws(Halt) -> Vocabulary {
        do { return try await directory.vocabulary(of: project) } catch { throw .failed(error) }
    }

    func assignable(in project: Project) async throws(Halt) -> [Principal] {
        do { return try await directory.assignable(in: project) } catch { throw .failed(error) }
    }

    /// nil: the account that the mail brings about.
    func rights(of person: Person?, in project: Project) async throws(Halt) -> Rights {
        do {
            guard let person else { return try await directory.rights(ofNewMemberOf: groupsOfNew, in: project) }
            return try await directory.rights(of: person, in: project)
        } catch { throw .failed(error) }
    }

    func members(of principal: PrincipalID) async throws(Halt) -> Set<PrincipalID> {
        do { return try await directory.members(of: principal) } catch { throw .failed(error) }
    }

    func referent(of reference: Reference) async throws(Halt) -> Referent? {
        do { return try await directory.referent(of: reference) } catch { throw .failed(error) }
    }

    func nextStatuses(
        of workPackage: WorkPackage, for person: Person, rights: Rights
    ) async throws(Halt) -> Set<Int>? {
        do {
            return try await directory.nextStatuses(of: workPackage, for: person, rights: rights)
        } catch { throw .failed(error) }
    }
}
