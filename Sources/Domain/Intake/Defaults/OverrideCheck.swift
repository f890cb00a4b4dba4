package import Mail
package import Tracking

/// Looks for names of `--allow-override` that nothing on the target has; never an error, since the command lines of other
/// programs name what we do not know.
package struct OverrideCheck {
    /// More names of custom fields than these are not listed.
    private static let maximumFields = 20

    private let options: IntakeOptions

    package init(options: IntakeOptions) { self.options = options }

    /// A sentence with the names that mean nothing, and those that do; nil when all is well.
    package func warning(in directory: some Directory) async throws(TargetFailure) -> String? {
        guard case .listed(let names) = options.allowOverride, !names.isEmpty else { return nil }
        let fields = try await directory.customFields()
        // Senders of any language may be meant.
        let table = LabelTable(languages: LanguageLabels.all.map(\.tag), customFields: fields)
        let unknown = names.filter { table.target(forOption: $0.trimmingWhiteSpace()) == nil }
        guard !unknown.isEmpty else { return nil }
        let known = [KeywordTarget.project.dataName] + Attribute.builtIn.map(\.dataName)
        let more = fields.count > Self.maximumFields ? ", …" : ""
        return "--allow-override \(unknown.joined(separator: ", ")): no attribute and no custom field is called so,"
            + " and it allows nothing. The names: "
            + (known + fields.prefix(Self.maximumFields).map(\.name)).joined(separator: ", ") + more + "."
    }
}
