/// Everything that `tracker import` reads and `tracker export` writes.
struct TrackerData: DataRecord {
    var settings = SettingsData()
    var roles: [RoleData] = []
    var people: [PersonData] = []
    var groups: [GroupData] = []
    var types: [TypeData] = []
    var priorities: [PriorityData] = []
    var statuses: [StatusData] = []
    var customFields: [CustomFieldData] = []
    var projects: [ProjectData] = []
    var workPackages: [WorkPackageData] = []
    var forumMessages: [ForumMessageData] = []
    var news: [NewsData] = []
    var workflows: [WorkflowData] = []

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("settings", \.settings), DataField("roles", \.roles), DataField("people", \.people),
        DataField("groups", \.groups), DataField("types", \.types), DataField("priorities", \.priorities),
        DataField("statuses", \.statuses), DataField("customFields", \.customFields),
        DataField("projects", \.projects), DataField("workPackages", \.workPackages),
        DataField("forumMessages", \.forumMessages), DataField("news", \.news, onlyWhenSet: true),
        DataField("workflows", \.workflows),
    ]

    var keys: [RecordKey] { [] }
}

/// `settings` of the data file.
package struct SettingsData: DataRecord {
    package var mailFrom: String?
    package var defaultLanguage: String?
    /// Names of roles; nil: no rights at all.
    package var anonymousRole: String?
    package var nonMemberRole: String?

    package init() {}

    static let fields: [DataField<Self>] = [
        DataField("mailFrom", \.mailFrom), DataField("defaultLanguage", \.defaultLanguage),
        DataField("anonymousRole", \.anonymousRole), DataField("nonMemberRole", \.nonMemberRole),
    ]

    var keys: [RecordKey] { [] }
}

/// One of `workflows`: the transitions of one role from one status, for one type.
struct WorkflowData: DataRecord {
    var type = ""
    var role = ""
    var from = ""
    var to: [String] = []

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("type", \.type, required: true), DataField("role", \.role, required: true),
        DataField("from", \.from, required: true), DataField("to", \.to),
    ]

    var keys: [RecordKey] { [.unique([type, role, from].joined(separator: "\u{0}"))] }
}
