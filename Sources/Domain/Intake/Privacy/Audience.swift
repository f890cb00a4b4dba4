import Tracking

/// What narrows down who sees a work package, as it is or as it will be.
struct Audience {
    let isPrivate: Bool
    let author: PrincipalID?
    /// A person or a group.
    let assignee: PrincipalID?

    /// Of `workPackage` once it has these values; of a new one without it.
    init(of workPackage: WorkPackage? = nil, changedBy values: [Attribute: AttributeValue] = [:]) {
        if case .boolean(let value) = values[.isPrivate] {
            isPrivate = value
        } else {
            isPrivate = workPackage?.isPrivate ?? false
        }
        if case .principal(let principal) = values[.assignee] {
            assignee = principal.id
        } else {
            assignee = workPackage?.assignee
        }
        author = workPackage?.author
    }
}

extension Answers {
    /// Whether `person`, who has these rights in its project, sees the work package; nil: an account that is yet to be
    /// made: author and assignee of nothing, whatever groups it will join.
    ///
    /// What nobody's account made is nobody's own: the anonymous person is many people.
    func shows(_ audience: Audience, to person: Person?, with rights: Rights) async throws(Halt) -> Bool {
        guard rights.seesProject, rights.allow(.viewWorkPackages) else { return false }
        if !audience.isPrivate || rights.allow(.viewPrivateWorkPackages) { return true }
        guard let person, !person.isAnonymous else { return false }
        if person.id == audience.author { return true }
        guard let assignee = audience.assignee else { return false }
        return try await members(of: assignee).contains(person.id)
    }
}
