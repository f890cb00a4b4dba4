/// A work package as far as a decision needs it.
package struct WorkPackage: Sendable, Equatable {
    package var id: WorkPackageID
    package var project: Project
    package var subject: String
    package var type: Choice
    package var status: Choice
    package var startDate: CalendarDate?
    package var dueDate: CalendarDate?
    package var percentDone: Int?
    /// People who watch it.
    package var watchers: Set<PrincipalID>
    /// Row version: a change names what it was decided on, a different one at the time of writing is `stale`.
    package var revision: Int
    /// Whether only its author, its assignee, administrators and holders of `view_private_work_packages` see it.
    package var isPrivate: Bool
    package var author: PrincipalID?
    /// A person or a group.
    package var assignee: PrincipalID?

    package init(
        id: WorkPackageID, project: Project, subject: String, type: Choice, status: Choice, startDate: CalendarDate?,
        dueDate: CalendarDate?, percentDone: Int?, watchers: Set<PrincipalID>, revision: Int, isPrivate: Bool = false,
        author: PrincipalID? = nil, assignee: PrincipalID? = nil
    ) {
        self.id = id
        self.project = project
        self.subject = subject
        self.type = type
        self.status = status
        self.startDate = startDate
        self.dueDate = dueDate
        self.percentDone = percentDone
        self.watchers = watchers
        self.revision = revision
        self.isPrivate = isPrivate
        self.author = author
        self.assignee = assignee
    }
}

/// A thread of a forum, found by any of its messages.
package struct ForumThread: Sendable, Equatable {
    /// The first message of the thread: the parent of every reply.
    package var root: ForumMessageID
    package var project: Project
    package var subject: String
    package var isLocked: Bool

    package init(root: ForumMessageID, project: Project, subject: String, isLocked: Bool) {
        self.root = root
        self.project = project
        self.subject = subject
        self.isLocked = isLocked
    }
}
