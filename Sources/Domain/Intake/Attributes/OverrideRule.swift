import Tracking

/// Which targets a mail may set although an option gives them.
struct OverrideRule {
    private let defaults: IntakeOptions.Defaults
    private let isReply: Bool
    private let isAll: Bool
    private let listed: Set<KeywordTarget>

    /// Defaults are for new work packages: in a reply none is given.
    init(options: IntakeOptions, table: LabelTable, isReply: Bool) {
        self.isReply = isReply
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
        case .project: !isReply && (isListed || defaults.project == nil)
        case .attribute(.type): isListed || defaults.type == nil
        case .attribute(.status): isListed || defaults.status == nil
        case .attribute(.priority): isListed || defaults.priority == nil
        case .attribute(.version): isListed || defaults.version == nil
        case .attribute(.category), .attribute(.parent): isListed
        case .attribute: true
        }
    }
}
