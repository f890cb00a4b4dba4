package import Mail

/// What a decision reads from a tracker; everything throws `TargetFailure` when the tracker cannot answer.
package protocol Directory: Sendable {
    /// Accounts of any status that match; in order of their numbers. More than match may be given.
    func people(matching query: MailQuery) async throws(TargetFailure) -> [Person]

    /// In whose name unknown senders act under `--unknown-user accept`.
    func anonymous() async throws(TargetFailure) -> Person

    /// Whether this login is taken, whatever its case.
    func isLoginTaken(_ login: String) async throws(TargetFailure) -> Bool

    /// The project with this identifier, active or not; nil when there is none.
    func project(_ identifier: ProjectIdentifier) async throws(TargetFailure) -> Project?

    /// The values that can be named in this project.
    func vocabulary(of project: Project) async throws(TargetFailure) -> Vocabulary

    /// Who can be assigned in this project: active people and groups with `work_package_assigned`.
    func assignable(in project: Project) async throws(TargetFailure) -> [Principal]

    /// What `person` may do in `project`.
    func rights(of person: Person, in project: Project) async throws(TargetFailure) -> Rights

    /// What an account may do in `project` that is made now and joins these groups.
    func rights(ofNewMemberOf groups: [String], in project: Project) async throws(TargetFailure) -> Rights

    /// The names of all groups, in order of their numbers.
    func groups() async throws(TargetFailure) -> [String]

    /// All custom fields of work packages, whatever the project, in order of their numbers.
    func customFields() async throws(TargetFailure) -> [CustomField]

    /// The person with this number, or the members of the group with it.
    func members(of principal: PrincipalID) async throws(TargetFailure) -> Set<PrincipalID>

    /// What a reference of a mail means; nil when it is gone or never was.
    func referent(of reference: Reference) async throws(TargetFailure) -> Referent?

    /// The statuses to which `workPackage` may go, for a person with these rights; nil: all.
    func nextStatuses(
        of workPackage: WorkPackage, for person: Person, rights: Rights
    ) async throws(TargetFailure) -> Set<Int>?
}

/// Something a mail can name as what it answers.
package enum Reference: Hashable, Sendable {
    /// `op.work_package-42@…`
    case workPackage(WorkPackageID)
    /// `op.journal-7@…`
    case comment(CommentID)
    /// `op.message-3@…`
    case forumMessage(ForumMessageID)
    /// `op.news-5@…`
    case news(NewsID)
    /// `op.comment-9@…`
    case newsComment(NewsCommentID)
    /// Any Message-ID: of a mail that made or changed a work package, a forum message or a comment on news.
    case mail(MessageID)
}

/// What a reference leads to.
package enum Referent: Sendable, Equatable {
    /// `isPrivate`: the comment that is answered is private, so the answer must be. Then `commentAuthor` wrote it, who
    /// sees it beside administrators and holders of `view_private_notes`.
    case workPackage(WorkPackage, isPrivate: Bool, commentAuthor: PrincipalID? = nil)
    case forumThread(ForumThread)
    case news(News)
}
