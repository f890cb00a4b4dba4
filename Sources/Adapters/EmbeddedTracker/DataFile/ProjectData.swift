/// One of `projects`.
struct ProjectData: DataRecord {
    var identifier = ""
    var name = ""
    var isPublic = false
    var isActive = true
    /// Names, in the order in which they are offered; the first is what a work gets when nothing is said.
    var types: [String] = []
    var categories: [String] = []
    var versions: [VersionData] = []
    var members: [MemberData] = []
    var forums: [ForumData] = []

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("identifier", \.identifier, required: true), DataField("name", \.name),
        DataField("public", \.isPublic), DataField("active", \.isActive), DataField("types", \.types),
        DataField(growing: "categories", \.categories), DataField("versions", \.versions),
        DataField("members", \.members), DataField("forums", \.forums),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("identifier") }

    var keys: [RecordKey] { [.unique(identifier.lowercased())] }
}

/// A version of a project.
struct VersionData: DataRecord {
    var name = ""
    var status = "open"
    var sharedWith = "none"

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("name", \.name, required: true),
        DataField("status", \.status, words: ["open", "locked", "closed"]),
        DataField("sharedWith", \.sharedWith, words: ["none", "descendants", "hierarchy", "tree", "system"]),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// A membership: a person or a group, and its roles; without roles the membership ends.
struct MemberData: DataRecord {
    var person: String?
    var group: String?
    var roles: [String] = []

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("person", \.person), DataField("group", \.group), DataField("roles", \.roles),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("person") ?? field("group") }

    /// Login or group name: one space of names.
    var principal: String { person ?? group ?? "" }

    var keys: [RecordKey] { [.unique(principal.lowercased())] }
}

/// A forum of a project.
struct ForumData: DataRecord {
    var name = ""

    init() {}

    static let fields: [DataField<Self>] = [DataField("name", \.name, required: true)]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}
