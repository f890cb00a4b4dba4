package import Mail
package import Tracking

/// Checks before any mail is touched that the values of options exist on the target (7.2.3).
package struct DefaultsCheck {
    /// More values than these are not listed.
    private static let maximumValues = 20

    private let options: IntakeOptions

    package init(options: IntakeOptions) { self.options = options }

    /// One sentence per option whose value does not exist, with the values that do; empty when all is well.
    ///
    /// Without `--project` the values of a project cannot be checked: what exists depends on it.
    package func problems(in directory: some Directory) async throws(TargetFailure) -> [String] {
        try await groupProblems(in: directory) + projectProblems(in: directory)
    }

    private func groupProblems(in directory: some Directory) async throws(TargetFailure) -> [String] {
        guard !options.defaultGroups.isEmpty else { return [] }
        let groups = try await directory.groups()
        let known = Set(groups.map { $0.lowercased() })
        return options.defaultGroups.filter { !known.contains($0.lowercased()) }
            .map { "--default-group \($0): there is no such group." + Self.listed(groups, "groups") }
    }

    private func projectProblems(in directory: some Directory) async throws(TargetFailure) -> [String] {
        let defaults = options.defaults
        guard let identifier = defaults.project, !identifier.text.isEmpty else { return [] }
        guard let project = try await directory.project(identifier) else {
            return [
                "--project \(identifier): the target has no project with this identifier."
                    + " The identifier stands in the address of the project's page."
            ]
        }
        let vocabulary = try await directory.vocabulary(of: project)
        let wanted: [(option: String, attribute: Attribute, text: String?, plural: String)] = [
            ("--type", .type, defaults.type, "types"), ("--status", .status, defaults.status, "statuses"),
            ("--priority", .priority, defaults.priority, "priorities"),
            ("--category", .category, defaults.category, "categories"),
            ("--version", .version, defaults.version, "open versions"),
            ("--assigned-to", .assignee, defaults.assignee, "people and groups that can be assigned"),
        ]
        let needsPeople = !(defaults.assignee ?? "").isEmpty
        let assignable = needsPeople ? try await directory.assignable(in: project) : []
        return wanted.compactMap { option, attribute, text, plural in
            guard let text, !text.isEmpty else { return nil }
            let resolution = AttributeResolver()
                .value(for: attribute, text: text, vocabulary: vocabulary, assignable: assignable, typeID: nil)
            switch resolution {
            case .value: return nil
            case .invalid(let expected): return "\(option) \(text): \(expected) is expected."
            case .ambiguous(let names):
                return "\(option) \(text): several match it." + Self.listed(names, plural)
            case .unknown(let names):
                let values = attribute == .assignee ? assignable.map(\.dataName) : names
                return "\(option) \(text): it does not exist in the project \(identifier)."
                    + Self.listed(values, plural)
            }
        }
    }

    private static func listed(_ values: [String], _ plural: String) -> String {
        guard !values.isEmpty else { return " There are no \(plural)." }
        let more = values.count > maximumValues ? ", …" : ""
        return " The \(plural): " + values.prefix(maximumValues).joined(separator: ", ") + more + "."
    }
}
