import Tracking

/// Which targets a mail may set although an option gives them.
struct OverrideRule {
    private let defaults: IntakeOptions.Defaults
    private let fixesProject: Bool
    private let isAll: Bool
    private let listed: Set<KeywordTarget>

    /// Defaults are for new work packages: in a reply none is given. `fixesProject`: something else than a line has
    /// named it already.
    init(options: IntakeOptions, table: LabelTable, isReply: Bool, fixesProject: Bool = false) {
        self.fixesProject = isReply || fixesProject
        defaults = isReply ? IntakeOptions.Defaults() : options.defaults
        switch options.allowOverride {
        case .all:
            isAll = true
            listed = []
        case .listed(let names):
            isAll = false
            listed = Set(names.compactMap { table.target(forOption: $0.trimmingWhiteSpace()) })
        }
    }

    func allows(_ target: KeywordTarget) -> Bool {
        let isListed = isAll || listed.contains(target)
        return switch target {
        case .project: !fixesProject && (isListed || !Self.isGiven(defaults.project?.text))
        case .attribute(.type): isListed || !Self.isGiven(defaults.type)
        case .attribute(.status): isListed || !Self.isGiven(defaults.status)
        case .attribute(.priority): isListed || !Self.isGiven(defaults.priority)
        case .attribute(.version): isListed || !Self.isGiven(defaults.version)
        case .attribute(.category), .attribute(.parent), .attribute(.isPrivate): isListed
        case .attribute: true
        }
    }

    /// An empty option is absent (7.4.1).
    private static func isGiven(_ text: String?) -> Bool { !(text ?? "").isEmpty }
}
