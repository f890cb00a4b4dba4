/// Everything that `tracker import` reads and `tracker export` writes.
package struct TrackerData: DataRecord {
    package var settings = SettingsData()
    package var roles: [RoleData] = []
    package var people: [PersonData] = []
    package var groups: [GroupData] = []
    package var types: [TypeData] = []
    package var priorities: [PriorityData] = []
    package var statuses: [StatusData] = []
    package var customFields: [CustomFieldData] = []
    package var projects: [ProjectData] = []
    package var workPackages: [WorkPackageData] = []
    package var forumMessages: [ForumMessageData] = []
    package var workflows: [WorkflowData] = []

    package init() {}

    static var fields: [DataField<Self>] {
        [
            DataField("settings", \.settings), DataField("roles", \.roles), DataField("people", \.people),
            DataField("groups", \.groups), DataField("types", \.types), DataField("priorities", \.priorities),
            DataField("statuses", \.statuses), DataField("customFields", \.customFields),
            DataField("projects", \.projects), DataField("workPackages", \.workPackages),
            DataField("forumMessages", \.forumMessages), DataField("workflows", \.workflows),
        ]
    }

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

    static var fields: [DataField<Self>] {
        [
            DataField("mailFrom", \.mailFrom), DataField("defaultLanguage", \.defaultLanguage),
            DataField("anonymousRole", \.anonymousRole), DataField("nonMemberRole", \.nonMemberRole),
        ]
    }

    var keys: [RecordKey] { [] }
}

/// One of `workflows`: the transitions of one role from one status, for one type.
package struct WorkflowData: DataRecord {
    package var type = ""
    package var role = ""
    package var from = ""
    package var to: [String] = []

    package init() {}

    static var fields: [DataField<Self>] {
        [
            DataField("type", \.type, required: true), DataField("role", \.role, required: true),
            DataField("from", \.from, required: true), DataField("to", \.to),
        ]
    }

    var keys: [RecordKey] { [.unique([type, role, from].joined(separator: "\u{0}"))] }
}
