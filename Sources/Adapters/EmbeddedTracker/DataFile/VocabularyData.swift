/// One of `types`; `default` ones come first in a project that names none.
struct TypeData: DataRecord {
    var name = ""
    var isDefault = false
    /// Whether new work packages of the type are private unless something else is said.
    var isPrivate = false

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("name", \.name, required: true), DataField("default", \.isDefault),
        DataField("private", \.isPrivate, onlyWhenSet: true),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `priorities`; at most one is the default.
struct PriorityData: DataRecord {
    var name = ""
    var isDefault = false

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("name", \.name, required: true), DataField("default", \.isDefault),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `statuses`; at most one is the default.
struct StatusData: DataRecord {
    var name = ""
    var isDefault = false
    var isClosed = false

    init() {}

    static let fields: [DataField<Self>] = [
        DataField("name", \.name, required: true), DataField("default", \.isDefault),
        DataField("closed", \.isClosed),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `customFields`.
struct CustomFieldData: DataRecord {
    var name = ""
    var format = "string"
    var options: [String] = []
    var isMultiple = false
    var isRequired = false
    /// Identifiers; nil: all projects.
    var projects: [String]?
    /// Names; nil: all types.
    var types: [String]?

    init() {}

    static let formats = ["string", "text", "integer", "float", "boolean", "date", "list", "user", "version", "link"]

    static let fields: [DataField<Self>] = [
        DataField("name", \.name, required: true), DataField("format", \.format, words: formats),
        DataField(growing: "options", \.options), DataField("multiple", \.isMultiple),
        DataField("required", \.isRequired), DataField("projects", \.projects), DataField("types", \.types),
    ]

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}
