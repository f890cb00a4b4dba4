/// An account of the tracker.
package struct Person: Hashable, Sendable {
    package enum Status: String, Sendable, Codable { case active, locked, registered, invited }

    package var id: PrincipalID
    package var login: String
    package var firstName: String
    package var lastName: String
    /// Main address first, then additional ones; empty for the anonymous person.
    package var mails: [String]
    package var status: Status
    /// Language tag such as `de` or `pt-BR`; nil when not known.
    package var language: String?
    package var isAdmin: Bool
    package var isAnonymous: Bool

    package init(
        id: PrincipalID, login: String, firstName: String, lastName: String, mails: [String], status: Status,
        language: String?, isAdmin: Bool, isAnonymous: Bool = false
    ) {
        self.id = id
        self.login = login
        self.firstName = firstName
        self.lastName = lastName
        self.mails = mails
        self.status = status
        self.language = language
        self.isAdmin = isAdmin
        self.isAnonymous = isAnonymous
    }

    /// First and last name.
    package var name: String { "\(firstName) \(lastName)" }
}

/// Whom a work package can be assigned to: a person or a group.
package struct Principal: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case person(login: String, firstName: String, lastName: String, mails: [String])
        case group
    }

    package var id: PrincipalID
    /// Display name: full name or group name.
    package var name: String
    package var kind: Kind

    package init(id: PrincipalID, name: String, kind: Kind) {
        self.id = id
        self.name = name
        self.kind = kind
    }

    /// How the data file names it: login or group name.
    package var dataName: String {
        if case .person(let login, _, _, _) = kind { return login }
        return name
    }
}

/// An account that a mail of an unknown sender asks for (`--unknown-user create`).
package struct NewPerson: Hashable, Sendable {
    package var login: String
    package var firstName: String
    package var lastName: String
    package var mail: String
    package var language: String
    /// Names of the groups that it joins, in any case.
    package var groups: [String]

    package init(
        login: String, firstName: String, lastName: String, mail: String, language: String, groups: [String] = []
    ) {
        self.login = login
        self.firstName = firstName
        self.lastName = lastName
        self.mail = mail
        self.language = language
        self.groups = groups
    }
}

/// In whose name a change is made.
package enum ActingPerson: Hashable, Sendable {
    case person(Person)
    /// An account that is made in the same transaction as the change.
    case new(NewPerson)
}

/// What to look for when accounts are searched by address.
package struct MailQuery: Hashable, Sendable {
    /// The address, lower case.
    package var address: String
    /// Accounts `local` + separator + anything `@domain` count as well; empty: only the address itself.
    package var suffixSeparators: [Character]

    package init(address: String, suffixSeparators: [Character]) {
        self.address = address.lowercased()
        self.suffixSeparators = suffixSeparators
    }
}

/// A permission under OpenProject's name (`add_work_packages`), or under Redmine's where only Redmine has it.
package struct Permission: Hashable, Sendable, RawRepresentable {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package static let viewWorkPackages = Permission(rawValue: "view_work_packages")
    package static let addWorkPackages = Permission(rawValue: "add_work_packages")
    package static let editWorkPackages = Permission(rawValue: "edit_work_packages")
    package static let addWorkPackageComments = Permission(rawValue: "add_work_package_comments")
    package static let addWorkPackageAttachments = Permission(rawValue: "add_work_package_attachments")
    package static let addWorkPackageWatchers = Permission(rawValue: "add_work_package_watchers")
    package static let assignVersions = Permission(rawValue: "assign_versions")
    package static let manageSubtasks = Permission(rawValue: "manage_subtasks")
    package static let workPackageAssigned = Permission(rawValue: "work_package_assigned")
    package static let viewMessages = Permission(rawValue: "view_messages")
    package static let addMessages = Permission(rawValue: "add_messages")
    package static let viewPrivateNotes = Permission(rawValue: "view_private_notes")
    package static let setNotesPrivate = Permission(rawValue: "set_notes_private")
    package static let setIssuesPrivate = Permission(rawValue: "set_issues_private")
    package static let setOwnIssuesPrivate = Permission(rawValue: "set_own_issues_private")
    /// Our own: Redmine has it as a setting of the role.
    package static let viewPrivateWorkPackages = Permission(rawValue: "view_private_work_packages")
}

/// What somebody may do in one project.
package struct Rights: Hashable, Sendable {
    /// Whether the project itself can be seen (public, member, administrator).
    package var seesProject: Bool
    package var permissions: Set<Permission>
    /// Role names, for workflow transitions.
    package var roles: Set<String>

    package init(seesProject: Bool, permissions: Set<Permission>, roles: Set<String>) {
        self.seesProject = seesProject
        self.permissions = permissions
        self.roles = roles
    }

    package func allow(_ permission: Permission) -> Bool { permissions.contains(permission) }
}
