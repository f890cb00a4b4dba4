package import Tracking

/// How mail becomes work: the options of the built-in handler, checked and read once.
package struct IntakeOptions: Sendable, Equatable {
    package enum UnknownUser: String, Sendable, CaseIterable { case ignore, accept, create }

    package enum Keywords: String, Sendable, CaseIterable {
        /// In the sender's own text only.
        case own
        /// Anywhere in the text, as OpenProject reads them.
        case anywhere
    }

    /// Which form of the same text counts where a mail has both; an empty one gives way.
    package enum PreferredPart: String, Sendable, CaseIterable { case plain, html }

    package enum Automatic: String, Sendable, CaseIterable { case ignore, accept }

    /// Which attributes a mail may set although an option gives them.
    package enum AllowOverride: Sendable, Equatable {
        case all
        /// Names in any spelling: `type`, `assigned_to`, `Assignee`, custom field names.
        case listed([String])
    }

    /// Values for new work packages; texts as given, looked up in the target.
    package struct Defaults: Sendable, Equatable {
        package var project: ProjectIdentifier?
        package var type: String?
        package var status: String?
        package var priority: String?
        package var category: String?
        package var version: String?
        package var assignee: String?
        /// Whether new work packages are private unless the mail may say something else, and does.
        package var isPrivate: Bool

        package init(
            project: ProjectIdentifier? = nil, type: String? = nil, status: String? = nil, priority: String? = nil,
            category: String? = nil, version: String? = nil, assignee: String? = nil, isPrivate: Bool = false
        ) {
            self.project = project
            self.type = type
            self.status = status
            self.priority = priority
            self.category = category
            self.version = version
            self.assignee = assignee
            self.isPrivate = isPrivate
        }
    }

    package var defaults = Defaults()
    /// The address whose subaddresses name the project of new work packages; nil: recipients name none.
    package var projectAddress: ProjectAddress?
    package var unknownUser = UnknownUser.ignore
    /// Names of the groups that accounts made by `create` join.
    package var defaultGroups: [String] = []
    /// Tell people of the account that was made for them.
    package var announcesAccounts = true
    package var skipsPermissionCheck = false
    package var allowOverride = AllowOverride.listed([])
    package var keywords = Keywords.own
    package var preferredPart = PreferredPart.plain
    package var automatic = Automatic.ignore
    /// Our own addresses, lower case: `--mail-from`, the mailbox, `--own-address`.
    package var ownAddresses: Set<String> = []
    /// Characters that begin a suffix of a local part; empty: off.
    package var mailSuffixSeparators: [Character] = ["+"]
    /// Lines that end the text.
    package var bodyDelimiters: [String] = []
    /// Globs over whole file names, whatever the case.
    package var ignoredFileNames: [String] = ["signature.asc"]
    /// Language tag for senders whose language is not known.
    package var defaultLanguage = "en"
    package var watchersOnReply = false
    package var stripsQuote = false
    package var matchesSubject = false
    package var reportsErrors = true
    /// Tell senders the number of a work package that their mail made.
    package var confirmsCreated = false
    /// Right side of the ids in our own mails: the domain of `--mail-from`.
    package var mailHost = "localhost"
    /// The installation's id, as it stands in `X-Mailworker-Id` of our own mails; nil when none.
    package var installationID: String?
    /// Largest file that is stored, in bytes; larger ones are refused with a note.
    package var maximumFileBytes = 64 * 1024 * 1024

    package init() {}
}
