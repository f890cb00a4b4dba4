import Intake
import Tracking

/// What is expected of one mail. What is absent is expected to be absent: attributes, watchers, attachments, notes.
struct ExpectedDecision: Decodable, Sendable {
    /// The rule that says so.
    var because: String
    /// Options other than their defaults.
    var options: Options?
    var decision: DecisionSketch

    struct Options: Decodable, Sendable {
        var project: String?
        var type: String?
        var status: String?
        var priority: String?
        var category: String?
        var version: String?
        var assignedTo: String?
        var `private`: Bool?
        var unknownUser: String?
        var noPermissionCheck: Bool?
        var allowOverride: [String]?
        var keywords: String?
        var automatic: String?
        var ownAddresses: [String]?
        var mailSuffixSeparators: String?
        var bodyDelimiters: [String]?
        var bodyDelimiterRegex: String?
        var ignoreFilenames: [String]?
        var defaultLanguage: String?
        var watchersOnReply: Bool?
        var stripQuote: Bool?
        var matchSubject: Bool?
        var reports: Bool?
        var confirmCreated: Bool?
        var maximumFileBytes: Int?
        var projectFromSubaddress: String?
        var defaultGroups: [String]?
        var noAccountNotice: Bool?
        var preferredPart: String?
    }

    private enum CodingKeys: String, CodingKey { case because, options }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        because = try values.decode(String.self, forKey: .because)
        options = try values.decodeIfPresent(Options.self, forKey: .options)
        decision = try DecisionSketch(from: decoder)
    }

    /// As the command line would give them.
    var intakeOptions: IntakeOptions {
        var intake = IntakeOptions()
        intake.ownAddresses = ["tracker@acme.example"]
        intake.mailHost = "acme.example"
        intake.installationID = "corpus-installation"
        guard let given = options else { return intake }
        intake.defaults = IntakeOptions.Defaults(
            project: given.project.map(ProjectIdentifier.init), type: given.type, status: given.status,
            priority: given.priority, category: given.category, version: given.version, assignee: given.assignedTo,
            isPrivate: given.private ?? false)
        if let word = given.unknownUser.flatMap(IntakeOptions.UnknownUser.init) { intake.unknownUser = word }
        if let word = given.keywords.flatMap(IntakeOptions.Keywords.init) { intake.keywords = word }
        if let word = given.automatic.flatMap(IntakeOptions.Automatic.init) { intake.automatic = word }
        intake.skipsPermissionCheck = given.noPermissionCheck ?? false
        if let names = given.allowOverride { intake.allowOverride = names == ["all"] ? .all : .listed(names) }
        if let addresses = given.ownAddresses { intake.ownAddresses.formUnion(addresses) }
        if let separators = given.mailSuffixSeparators { intake.mailSuffixSeparators = Array(separators) }
        intake.bodyDelimiters = given.bodyDelimiters ?? []
        if let globs = given.ignoreFilenames { intake.ignoredFileNames = globs }
        intake.defaultLanguage = given.defaultLanguage ?? "en"
        intake.watchersOnReply = given.watchersOnReply ?? false
        intake.stripsQuote = given.stripQuote ?? false
        intake.matchesSubject = given.matchSubject ?? false
        intake.reportsErrors = given.reports ?? true
        intake.confirmsCreated = given.confirmCreated ?? false
        intake.projectAddress = given.projectFromSubaddress.flatMap(ProjectAddress.init)
        intake.defaultGroups = given.defaultGroups ?? []
        intake.announcesAccounts = !(given.noAccountNotice ?? false)
        if let word = given.preferredPart.flatMap(IntakeOptions.PreferredPart.init) { intake.preferredPart = word }
        if let limit = given.maximumFileBytes { intake.maximumFileBytes = limit }
        return intake
    }
}
