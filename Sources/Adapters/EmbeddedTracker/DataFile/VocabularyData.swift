/// One of `types`; `default` ones come first in a project that names none.
package struct TypeData: DataRecord {
    package var name = ""
    package var isDefault = false

    package init() {}

    static var fields: [DataField<Self>] {
        [DataField("name", \.name, required: true), DataField("default", \.isDefault)]
    }

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `priorities`; at most one is the default.
package struct PriorityData: DataRecord {
    package var name = ""
    package var isDefault = false

    package init() {}

    static var fields: [DataField<Self>] {
        [DataField("name", \.name, required: true), DataField("default", \.isDefault)]
    }

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `statuses`; at most one is the default.
package struct StatusData: DataRecord {
    package var name = ""
    package var isDefault = false
    package var isClosed = false

    package init() {}

    static var fields: [DataField<Self>] {
        [
            DataField("name", \.name, required: true), DataField("default", \.isDefault),
            DataField("closed", \.isClosed),
        ]
    }

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}

/// One of `customFields`.
package struct CustomFieldData: DataRecord {
    package var name = ""
    package var format = "string"
    package var options: [String] = []
    package var isMultiple = false
    package var isRequired = false
    /// Identifiers; nil: all projects.
    package var projects: [String]?
    /// Names; nil: all types.
    package var types: [String]?

    package init() {}

    static let formats = ["string", "text", "integer", "float", "boolean", "date", "list", "user", "version", "link"]

    static var fields: [DataField<Self>] {
        [
            DataField("name", \.name, required: true), DataField("format", \.format, words: formats),
            DataField(growing: "options", \.options), DataField("multiple", \.isMultiple),
            DataField("required", \.isRequired), DataField("projects", \.projects), DataField("types", \.types),
        ]
    }

    static func label(_ field: (String) -> String?) -> String? { field("name") }

    var keys: [RecordKey] { [.unique(name)] }
}
