import Mail
import Tracking

extension FakeDirectory {
    /// Jane may do everything in `demo`; Hans (German) only sees and comments; Lena is locked; Cara has no membership.
    static let sample: FakeDirectory = {
        var directory = FakeDirectory()
        directory.people = [.jane, .hans, .lena, .cara]
        directory.projects = [.demo, .secret, .old]
        directory.principals = [
            Principal(
                id: Person.jane.id, name: "Jane Doe",
                kind: .person(login: "jane", firstName: "Jane", lastName: "Doe", mails: ["jane@example.net"])),
            Principal(
                id: Person.hans.id, name: "Hans Maier",
                kind: .person(login: "hans", firstName: "Hans", lastName: "Maier", mails: ["hans@example.net"])),
        ]
        directory.rights = [
            "jane": [Project.demo.id: .all, Project.old.id: .all],
            "hans": [
                Project.demo.id: Rights(
                    seesProject: true, permissions: [.viewWorkPackages, .addWorkPackageComments, .viewMessages],
                    roles: ["Reader"])
            ],
            "lena": [Project.demo.id: .all],
        ]
        directory.referents = [
            .workPackage(WorkPackage.sample.id): .workPackage(.sample, isPrivate: false),
            .comment(CommentID(7)): .workPackage(.sample, isPrivate: true),
            .forumMessage(ForumMessageID(3)): .forumThread(.sample),
            .news(NewsID(5)): .news(.sample), .newsComment(NewsCommentID(9)): .news(.sample),
        ]
        return directory
    }()

    /// With these permissions for `login` in `demo`.
    func allowing(_ permissions: Set<Permission>, to login: String?, in project: Project = .demo) -> FakeDirectory {
        var copy = self
        copy.rights[login, default: [:]][project.id] = Rights(
            seesProject: true, permissions: permissions, roles: ["Member"])
        return copy
    }
}

extension Person {
    static let jane = sample(1, "jane", "Jane", "Doe")
    static let hans = sample(2, "hans", "Hans", "Maier", language: "de")
    static let lena = sample(3, "lena", "Lena", "Locked", status: .locked)
    static let cara = sample(4, "cara", "Cara", "Guest")

    static func sample(
        _ id: Int, _ login: String, _ firstName: String = "A", _ lastName: String = "B", mails: [String]? = nil,
        status: Status = .active, language: String? = nil
    ) -> Person {
        Person(
            id: PrincipalID(id), login: login, firstName: firstName, lastName: lastName,
            mails: mails ?? ["\(login)@example.net"], status: status, language: language, isAdmin: false)
    }
}

extension Project {
    static let demo = sample(1, "demo", "Demo", isPublic: true)
    static let secret = sample(2, "secret", "Secret")
    static let old = sample(3, "old", "Old", isActive: false)

    static func sample(
        _ id: Int, _ identifier: String, _ name: String, isPublic: Bool = false, isActive: Bool = true
    ) -> Project {
        Project(
            id: ProjectID(id), identifier: ProjectIdentifier(identifier), name: name, isPublic: isPublic,
            isActive: isActive)
    }
}

extension Rights {
    static let all = Rights(
        seesProject: true,
        permissions: [
            .viewNews, .commentNews,
            .viewWorkPackages, .addWorkPackages, .editWorkPackages, .addWorkPackageComments,
            .addWorkPackageAttachments, .addWorkPackageWatchers, .assignVersions, .manageSubtasks,
            .workPackageAssigned, .viewMessages, .addMessages, .viewPrivateNotes, .setNotesPrivate, .setIssuesPrivate,
        ], roles: ["Member"])
}

extension Vocabulary {
    static let sample = Vocabulary(
        types: [Choice(id: 1, name: "Task"), Choice(id: 2, name: "Bug")],
        statuses: [Choice(id: 1, name: "New"), Choice(id: 2, name: "In progress"), Choice(id: 3, name: "Closed")],
        defaultStatus: Choice(id: 1, name: "New"),
        priorities: [Choice(id: 1, name: "Low"), Choice(id: 2, name: "Normal"), Choice(id: 3, name: "High")],
        defaultPriority: Choice(id: 2, name: "Normal"),
        categories: [Choice(id: 1, name: "Web"), Choice(id: 2, name: "Mail")],
        versions: [Choice(id: 1, name: "1.0"), Choice(id: 2, name: "2.0")],
        customFields: [
            CustomField(
                id: 1, name: "Severity", format: .list, options: ["Minor", "Major"], isMultiple: false,
                isRequired: false)
        ])
}

extension WorkPackage {
    static let sample = WorkPackage(
        id: WorkPackageID(42), project: .demo, subject: "Printer", type: Choice(id: 1, name: "Task"),
        status: Choice(id: 1, name: "New"), startDate: nil, dueDate: nil, percentDone: nil, watchers: [], revision: 5)
}

extension News {
    static let sample = News(id: NewsID(5), project: .demo, title: "A new printer")
}

extension ForumThread {
    static let sample = ForumThread(root: ForumMessageID(3), project: .demo, subject: "Opening hours", isLocked: false)
}
