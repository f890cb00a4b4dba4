package import Tracking

/// The labels that begin a keyword line, and what each sets (7.5.2).
package struct LabelTable: Sendable {
    private var targets: [NormalForm: KeywordTarget] = [:]
    private var options: [NormalForm: KeywordTarget] = [:]

    /// Internal names and English count always; `languages` are tags such as `de-AT`, the sender's first.
    ///
    /// A custom field is not found under a label of an attribute, nor under a word that heads a line of a mail's header
    /// (`Date`, `Betreff`) in one of the languages: ordinary lines begin with it.
    package init(languages: [String], customFields: [CustomField]) {
        for (target, names) in Self.internalNames {
            for name in names + [target.dataName] {
                add(name, target)
                add(Self.humanised(name), target)
            }
        }
        let tables = Self.tables(for: ["en"] + languages)
        for entry in tables.flatMap(\.entries) { add(entry.label, entry.target) }

        let reserved = HeaderWords.reserved(languages: ["en"] + languages)
        for field in customFields {
            let target = KeywordTarget.attribute(.customField(name: field.name))
            for name in [field.name, Self.humanised(field.name)] {
                addOption(name, target)
                if !reserved.contains(NormalForm(name)) { add(name, target) }
            }
        }
    }

    /// What a line with this label sets; nil for a label that is not known.
    package func target(for label: String) -> KeywordTarget? { targets[NormalForm(label)] }

    /// What a name of `--allow-override` means: any spelling of an attribute, with underscores or blanks.
    package func target(forOption name: String) -> KeywordTarget? { options[NormalForm(Self.humanised(name))] }

    private mutating func add(_ name: String, _ target: KeywordTarget) {
        // The first meaning stays: internal names, English, the sender's language, custom fields.
        targets[NormalForm(name)] = targets[NormalForm(name)] ?? target
        addOption(name, target)
    }

    private mutating func addOption(_ name: String, _ target: KeywordTarget) {
        let form = NormalForm(Self.humanised(name))
        options[form] = options[form] ?? target
    }

    /// Underscores and hyphens as blanks.
    private static func humanised(_ name: String) -> String {
        String(name.map { $0 == "_" || $0 == "-" ? " " : $0 })
    }

    private static func tables(for languages: [String]) -> [LanguageLabels] {
        let known = LanguageLabels.all.map(\.tag)
        let tags = languages.compactMap { LanguageTag.served($0, among: known) }
        return tags.flatMap { tag in LanguageLabels.all.filter { $0.tag == tag } }
    }

    /// The names in the interfaces of OpenProject and Redmine.
    private static let internalNames: [(target: KeywordTarget, names: [String])] = [
        (.project, ["project"]),
        (.attribute(.type), ["type", "tracker"]),
        (.attribute(.status), ["status"]),
        (.attribute(.priority), ["priority"]),
        (.attribute(.category), ["category", "categories"]),
        (.attribute(.version), ["version", "fixed_version", "target_versions"]),
        (.attribute(.parent), ["parent", "parent_issue"]),
        (.attribute(.assignee), ["assigned_to", "assignee"]),
        (.attribute(.accountable), ["responsible", "accountable"]),
        (.attribute(.startDate), ["start_date"]),
        (.attribute(.dueDate), ["due_date"]),
        (.attribute(.estimatedHours), ["estimated_hours"]),
        (.attribute(.remainingHours), ["remaining_hours", "estimated_remaining_hours"]),
        (.attribute(.percentDone), ["done_ratio", "percentage_done"]),
    ]
}
