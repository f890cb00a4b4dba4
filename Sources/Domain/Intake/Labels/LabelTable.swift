package import Tracking

/// The labels that begin a keyword line, and what each sets (7.5.2).
package struct LabelTable: Sendable {
    private var targets: [NormalForm: KeywordTarget] = [:]
    private var options: [NormalForm: KeywordTarget] = [:]

    /// Internal names and English count always; `languages` are tags such as `de-AT`, the sender's first.
    ///
    /// A custom field is not found under a label of an attribute other than `isPrivate`, nor under a word that heads a
    /// line of a mail's header (`Date`, `Betreff`) in one of the languages: ordinary lines begin with it.
    package init(languages: [String], customFields: [CustomField]) {
        self = Self.always
        for tag in Self.tags(for: languages) {
            for label in Self.labels[tag] ?? [] { add(label) }
        }
        guard !customFields.isEmpty else { return }
        let reserved = HeaderWords.reserved(languages: ["en"] + languages)
        for field in customFields {
            let target = KeywordTarget.attribute(.customField(name: field.name))
            for label in [Label(field.name, target), Label(Self.humanised(field.name), target)] {
                addOption(label)
                guard !reserved.contains(where: { $0.contains(label.form) }) else { continue }
                // Fields with such a name were there before the flag was.
                if targets[label.form] == .attribute(.isPrivate) { targets[label.form] = target }
                add(label)
            }
        }
    }

    private init() {}

    /// What a line with this label sets; nil for a label that is not known.
    package func target(for label: String) -> KeywordTarget? { targets[NormalForm(label)] }

    /// What a name of `--allow-override` means: any spelling of an attribute, with underscores or blanks.
    package func target(forOption name: String) -> KeywordTarget? { options[NormalForm(Self.humanised(name))] }

    /// One label in the forms that are compared, made once.
    private struct Label: Sendable {
        let form: NormalForm
        let option: NormalForm
        let target: KeywordTarget

        init(_ name: String, _ target: KeywordTarget) {
            form = NormalForm(name)
            option = NormalForm(humanised(name))
            self.target = target
        }
    }

    private mutating func add(_ label: Label) {
        // The first meaning stays: internal names, English, the sender's language, custom fields.
        targets[label.form] = targets[label.form] ?? label.target
        addOption(label)
    }

    private mutating func addOption(_ label: Label) {
        options[label.option] = options[label.option] ?? label.target
    }

    /// Underscores and hyphens as blanks.
    private static func humanised(_ name: String) -> String {
        String(name.map { $0 == "_" || $0 == "-" ? " " : $0 })
    }

    private static func tags(for languages: [String]) -> [String] {
        let known = LanguageLabels.all.map(\.tag)
        return languages.compactMap { LanguageTag.served($0, among: known) }
    }

    /// The labels of each language: a decision needs two of them, and folding them costs more than all the rest of it.
    private static let labels: [String: [Label]] = Dictionary(
        uniqueKeysWithValues: LanguageLabels.all.map { language in
            (language.tag, language.entries.map { Label($0.label, $0.target) })
        })

    /// Internal names and English.
    private static let always: LabelTable = {
        var table = LabelTable()
        for (target, names) in internalNames {
            for name in names + [target.dataName] {
                table.add(Label(name, target))
                table.add(Label(humanised(name), target))
            }
        }
        for label in labels["en"] ?? [] { table.add(label) }
        return table
    }()

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
        (.attribute(.isPrivate), ["is_private"]),
    ]
}
