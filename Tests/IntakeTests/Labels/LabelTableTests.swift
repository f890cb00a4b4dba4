import Testing
import Tracking

@testable import Intake

@Suite struct LabelTableTests {
    /// Labels per language as counted in their source, the two ambiguous ones left out once each.
    private static let counts = [
        "en": 32, "de": 29, "fr": 27, "es": 24, "it": 30, "pt": 34, "pt-BR": 31, "nl": 27, "pl": 29, "ru": 39, "uk": 33,
        "cs": 31, "sv": 26, "da": 24, "nb": 26, "fi": 26, "hu": 31, "tr": 30, "el": 21, "zh-CN": 36, "zh-TW": 39,
        "ja": 31, "ko": 39, "ar": 30, "he": 25,
    ]

    private func field(_ name: String) -> CustomField {
        CustomField(id: 1, name: name, format: .string, options: [], isMultiple: false, isRequired: false)
    }

    @Test func `given the tables, when counted, then there are 25 languages with all their labels`() {
        // The flag's labels are none of that source.
        let found = LanguageLabels.all.map { language in
            (language.tag, language.entries.count { $0.target != .attribute(.isPrivate) })
        }
        #expect(Dictionary(uniqueKeysWithValues: found) == Self.counts)
    }

    @Test(arguments: LanguageLabels.all.map(\.tag))
    func `given a language, when its labels are looked up, then each sets its attribute (7.5.2)`(tag: String) throws {
        let language = try #require(LanguageLabels.all.first { $0.tag == tag })
        let table = LabelTable(languages: [tag], customFields: [])
        for entry in language.entries {
            for label in [entry.label, entry.label.uppercased(), "\u{200F}\(entry.label)\u{A0}"] {
                #expect(table.target(for: label) == entry.target, "\(label)")
                #expect(table.target(forOption: label) == entry.target, "\(label)")
            }
        }
        let targets = [.project] + Attribute.builtIn.map(KeywordTarget.attribute)
        #expect(Set(language.entries.map(\.target)) == Set(targets))
    }

    @Test func `given all languages together, when looked up, then no label has two meanings`() {
        var meanings: [NormalForm: Set<KeywordTarget>] = [:]
        for entry in LanguageLabels.all.flatMap(\.entries) {
            meanings[NormalForm(entry.label), default: []].insert(entry.target)
        }
        #expect(meanings.filter { $0.value.count > 1 }.isEmpty)
    }

    @Test func `given a custom field with a name of the flag, when looked up, then the field is meant`() {
        let table = LabelTable(languages: ["fr"], customFields: [field("Private"), field("Priv\u{E9}e")])
        #expect(table.target(for: "private") == .attribute(.customField(name: "Private")))
        #expect(table.target(for: "Privée") == .attribute(.customField(name: "Privée")))
        #expect(table.target(for: "is_private") == .attribute(.isPrivate))
        #expect(table.target(forOption: "private") == .attribute(.isPrivate))
    }

    @Test(arguments: [("fi", "Vastuuhenkilö"), ("hu", "Felelős")])
    func `given a label with two meanings, when looked up, then it is the accountable (7.5.2)`(
        tag: String, label: String
    ) {
        #expect(LabelTable(languages: [tag], customFields: []).target(for: label) == .attribute(.accountable))
    }

    @Test(arguments: [
        ("project", KeywordTarget.project),
        ("Project", .project),
        ("type", .attribute(.type)),
        ("tracker", .attribute(.type)),
        ("status", .attribute(.status)),
        ("priority", .attribute(.priority)),
        ("category", .attribute(.category)),
        ("categories", .attribute(.category)),
        ("version", .attribute(.version)),
        ("fixed_version", .attribute(.version)),
        ("Fixed version", .attribute(.version)),
        ("target_versions", .attribute(.version)),
        ("Target versions", .attribute(.version)),
        ("Target version", .attribute(.version)),
        ("parent", .attribute(.parent)),
        ("parent_issue", .attribute(.parent)),
        ("Parent issue", .attribute(.parent)),
        ("assigned_to", .attribute(.assignee)),
        ("Assigned to", .attribute(.assignee)),
        ("Assignee", .attribute(.assignee)),
        ("responsible", .attribute(.accountable)),
        ("Accountable", .attribute(.accountable)),
        ("start_date", .attribute(.startDate)),
        ("startDate", .attribute(.startDate)),
        ("Start date", .attribute(.startDate)),
        ("due_date", .attribute(.dueDate)),
        ("dueDate", .attribute(.dueDate)),
        ("Finish date", .attribute(.dueDate)),
        ("estimated_hours", .attribute(.estimatedHours)),
        ("Work", .attribute(.estimatedHours)),
        ("remaining_hours", .attribute(.remainingHours)),
        ("Remaining work", .attribute(.remainingHours)),
        ("is_private", .attribute(.isPrivate)),
        ("Is private", .attribute(.isPrivate)),
        ("private", .attribute(.isPrivate)),
        ("done_ratio", .attribute(.percentDone)),
        ("percentage_done", .attribute(.percentDone)),
        ("% Complete", .attribute(.percentDone)),
        ("％ Complete", .attribute(.percentDone)),
        ("Progress （％）", .attribute(.percentDone)),
    ])
    func `given internal and English names, when looked up without a language, then they count (7.5.2)`(
        label: String, target: KeywordTarget
    ) {
        let table = LabelTable(languages: ["ja"], customFields: [])
        #expect(table.target(for: label) == target)
        #expect(table.target(forOption: label) == target)
    }

    @Test func `given languages, when labels of others are looked up, then they are not known`() {
        let table = LabelTable(languages: ["de-AT", "fr"], customFields: [])
        #expect(table.target(for: "Zugewiesen an") == .attribute(.assignee))
        #expect(table.target(for: "Assigné à") == .attribute(.assignee))
        #expect(table.target(for: "Asignado a") == nil)
        #expect(LabelTable(languages: [], customFields: []).target(for: "Zugewiesen an") == nil)
        #expect(table.target(for: "Typeface") == nil)
        #expect(table.target(for: "") == nil)
    }

    @Test(arguments: ["assigned_to", "assignee", "Assignee", "ASSIGNED TO", "assigned-to", " zugewiesen_an "])
    func `given a spelling for allow-override, when looked up, then it is the assignee (7.5.2)`(name: String) {
        let table = LabelTable(languages: ["de"], customFields: [])
        #expect(table.target(forOption: name) == .attribute(.assignee))
    }

    @Test func `given custom fields, when looked up, then names count in any case, with underscores as blanks`() {
        let table = LabelTable(languages: [], customFields: [field("Bug_source"), field("Severity level")])
        #expect(table.target(for: "bug source") == .attribute(.customField(name: "Bug_source")))
        #expect(table.target(for: "BUG_SOURCE") == .attribute(.customField(name: "Bug_source")))
        #expect(table.target(for: "severity  level") == .attribute(.customField(name: "Severity level")))
        #expect(table.target(for: "severity_level") == nil)
        #expect(table.target(forOption: "severity_level") == .attribute(.customField(name: "Severity level")))
        #expect(table.target(forOption: "bug source") == .attribute(.customField(name: "Bug_source")))
        #expect(table.target(for: "Severity") == nil)
    }

    @Test func `given a custom field with an attribute's name, when looked up, then the attribute wins`() {
        let table = LabelTable(
            languages: ["de"], customFields: [field("Status"), field("Priorität"), field("due_date")])
        #expect(table.target(for: "Status") == .attribute(.status))
        #expect(table.target(for: "Priorität") == .attribute(.priority))
        #expect(table.target(for: "Due date") == .attribute(.dueDate))
        #expect(table.target(forOption: "Status") == .attribute(.status))
    }

    @Test(arguments: ["Subject", "Date", "From", "To", "Cc", "Sent", "Betreff", "An", "Kopie (CC)"])
    func `given a custom field named as a header word, when a line begins with it, then it is no keyword`(name: String)
    {
        let table = LabelTable(languages: ["de"], customFields: [field(name)])
        #expect(table.target(for: name) == nil)
        #expect(table.target(for: name.lowercased()) == nil)
        #expect(table.target(forOption: name) == .attribute(.customField(name: name)))
    }

    @Test func `given a custom field named as a header word of another language, when looked up, then it counts`() {
        let table = LabelTable(languages: ["de"], customFields: [field("Objet")])
        #expect(table.target(for: "Objet") == .attribute(.customField(name: "Objet")))
        #expect(LabelTable(languages: ["fr"], customFields: [field("Objet")]).target(for: "Objet") == nil)
    }

    @Test func `given the header words of all languages, when compared with the labels, then none is both`() {
        let labels = Set(LanguageLabels.all.flatMap(\.entries).map { NormalForm($0.label) })
        let words = HeaderWords.reserved(languages: LanguageLabels.all.map(\.tag)).reduce(into: Set<NormalForm>()) {
            $0.formUnion($1)
        }
        #expect(words.count > 100)
        #expect(labels.intersection(words).isEmpty)
    }
}
