/// A project as far as mail is concerned.
package struct Project: Hashable, Sendable {
    package var id: ProjectID
    package var identifier: ProjectIdentifier
    package var name: String
    package var isPublic: Bool
    /// False when closed or archived.
    package var isActive: Bool

    package init(id: ProjectID, identifier: ProjectIdentifier, name: String, isPublic: Bool, isActive: Bool) {
        self.id = id
        self.identifier = identifier
        self.name = name
        self.isPublic = isPublic
        self.isActive = isActive
    }
}

/// One value of a list that the tracker offers: a type, a status, a version…
package struct Choice: Hashable, Sendable {
    package var id: Int
    package var name: String

    package init(id: Int, name: String) {
        self.id = id
        self.name = name
    }
}

/// The values that can be named in one project.
package struct Vocabulary: Sendable, Equatable {
    /// The project's types in their order; the first is what a new work package gets when nothing else is said.
    package var types: [Choice]
    package var statuses: [Choice]
    package var defaultStatus: Choice?
    package var priorities: [Choice]
    package var defaultPriority: Choice?
    package var categories: [Choice]
    /// Open versions that the project has or that are shared with it.
    package var versions: [Choice]
    /// Custom fields of the project's types, in their order.
    package var customFields: [CustomField]
    /// Ids of the types whose new work packages are private unless something else is said.
    package var privateTypeIDs: Set<Int>

    package init(
        types: [Choice], statuses: [Choice], defaultStatus: Choice?, priorities: [Choice], defaultPriority: Choice?,
        categories: [Choice], versions: [Choice], customFields: [CustomField], privateTypeIDs: Set<Int> = []
    ) {
        self.types = types
        self.statuses = statuses
        self.defaultStatus = defaultStatus
        self.priorities = priorities
        self.defaultPriority = defaultPriority
        self.categories = categories
        self.versions = versions
        self.customFields = customFields
        self.privateTypeIDs = privateTypeIDs
    }
}

/// A custom field of work packages.
package struct CustomField: Hashable, Sendable {
    package enum Format: String, Sendable, Codable {
        case string, text, integer, float, boolean, date, list, user, version, link
    }

    package var id: Int
    /// As displayed.
    package var name: String
    package var format: Format
    /// Options of a list, in their order; empty otherwise.
    package var options: [String]
    package var isMultiple: Bool
    package var isRequired: Bool
    /// Ids of the types it is for; nil: all.
    package var typeIDs: Set<Int>?

    package init(
        id: Int, name: String, format: Format, options: [String], isMultiple: Bool, isRequired: Bool,
        typeIDs: Set<Int>? = nil
    ) {
        self.id = id
        self.name = name
        self.format = format
        self.options = options
        self.isMultiple = isMultiple
        self.isRequired = isRequired
        self.typeIDs = typeIDs
    }
}
