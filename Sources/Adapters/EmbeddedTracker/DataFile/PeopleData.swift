/// One of `roles`.
struct RoleData: DataRecord {
    var name = ""
    var permissions: [String] = []

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("name", \.name, required: true), DataField("permissions", \.permissions),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `people`.
package struct PersonData: DataRecord {
    package var login = ""
    package var firstName = ""
    package var lastName = ""
    package var mail: String?
    package var additionalMails: [String] = []
    package var status = "active"
    package var language: String?
    package var admin = false

    package init() {}

    static let fields: [DataField<Self>] = [
        DataField("login", \.login, required: true), DataField("firstName", \.firstName),
        DataField("lastName", \.lastName), DataField("mail", \.mail),
        DataField("additionalMails", \.additionalMails),
        DataField("status", \.status, words: ["active", "locked", "registered", "invited"]),
        DataField("language", \.language), DataField("admin", \.admin),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("login") }

    /// Logins are the same whatever their case.
    var keys: [RecordKey] { [.unique(login.lowercased())] }
}

/// One of `groups`.
struct GroupData: DataRecord {
    var name = ""
    /// Logins.
    var members: [String] = []

    init() {}

    static let fields: [DataField<Self>] = [DataField("name", \.name, required: true), DataField("members", \.members)]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name.lowercased())] }
}
