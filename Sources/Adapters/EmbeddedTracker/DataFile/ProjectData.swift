/// One of `projects`.
package struct ProjectData: DataRecord {
    package var identifier = ""
    package var name = ""
    package var isPublic = false
    package var isActive = true
    /// Names, in the order in which they are offered; the first is what a work package gets when nothing is said.
    package var types: [String] = []
    package var categories: [String] = []
    package var versions: [VersionData] = []
    package var members: [MemberData] = []
    package var forums: [ForumData] = []

    package init() {}

    static var fields: [DataField<Self>] {
        [
            DataField("identifier", \.identifier, required: true), DataField("name", \.name),
            DataField("public", \.isPublic), DataField("active", \.isActive), DataField("types", \.types),
            DataField(growing: "categories", \.categories), DataField("versions", \.versions),
            DataField("members", \.members), DataField("forums", \.forums),
        ]
    }

    static func label(_ field: (String) -> String?) -> String? { field("identifier") }

    var keys: [RecordKey] { [.unique(identifier.lowercased())] }
}

/// A version of a project.
package struct VersionData: DataRecord {
    package var name = ""
    package var status = "open"
    package var sharedWith = "none"

    package init() {}

    static var fields: [DataField<Self>] {
        [
            DataField("name", \.name, required: true),
            DataField("status", \.status, words: ["open", "locked", "closed"]),
            DataField("sharedWith", \.sharedWith, words: ["none", "descendants", "hierarchy", "tree", "system"]),
        ]
    }

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// A membership: a person or a group, and its roles; without roles the membership ends.
package struct MemberData: DataRecord {
    package var person: String?
    package var group: String?
    package var roles: [String] = []

    package init() {}

    static var fields: [DataField<Self>] {
        [DataField("person", \.person), DataField("group", \.group), DataField("roles", \.roles)]
    }

    static func label(_ field: (String) -> String?) -> String? { field("person") ?? field("group") }

    /// Login or group name: one space of names.
    var principal: String { person ?? group ?? "" }

    var keys: [RecordKey] { [.unique(principal.lowercased())] }
}

/// A forum of a project.
package struct ForumData: DataRecord {
    package var name = ""

    package init() {}

    static var fields: [DataField<Self>] { [DataField("name", \.name, required: true)] }

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}
