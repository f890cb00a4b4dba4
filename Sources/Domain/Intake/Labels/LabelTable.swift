package import Tracking

/// The labels that begin a keyword line, and what each sets.
package struct LabelTable: Sendable {
    private var targets: [NormalForm: KeywordTarget] = [:]

    /// Internal names and English count always; `languages` are tags such as `de-AT` (7.5.2).
    package init(languages: [String], customFields: [CustomField]) {
        for attribute in Attribute.builtIn { targets[NormalForm(attribute.dataName)] = .attribute(attribute) }
        targets[NormalForm("project")] = .project
        for field in customFields { targets[NormalForm(field.name)] = .attribute(.customField(name: field.name)) }
    }

    /// What a line with this label sets; nil for a label that is not known.
    package func target(for label: String) -> KeywordTarget? { targets[NormalForm(label)] }

    /// What a name of `--allow-override` means: any spelling of an attribute, with underscores or blanks.
    package func target(forOption name: String) -> KeywordTarget? { targets[NormalForm(name)] }
}
