import Mail
import Tracking

/// A mail that answers nothing becomes a new work package.
struct CreationRule<Source: Directory> {
    let inHand: MailInHand<Source>

    func change(_ trail: inout Trail) async throws(Halt) -> TrackerChange {
        let text = inHand.text
        let addressed = try await AddressedProjectRule(inHand: inHand).project(&trail)
        let keyword = projectKeyword(in: text)
        let (project, rights) = try await ProjectRule(inHand: inHand).project(addressed, keyword, &trail)
        let vocabulary = try await inHand.answers.vocabulary(of: project)
        let table = LabelTable(languages: inHand.languages, customFields: vocabulary.customFields)
        // A line that says the same as the address is used.
        let isOverruled = addressed != nil && keyword.map { ProjectIdentifier($0.value) } != project.identifier
        let scan = inHand.keywords(in: text, table, isReply: false, fixesProject: isOverruled, &trail)
        let values = ValueRule(
            vocabulary: vocabulary,
            assignable: try await inHand.assignable(in: project, vocabulary, for: scan), namesValues: rights.seesProject
        )

        let usualType = type(values, &trail)
        var wanted = values.wanted(in: scan, type: usualType, &trail)
        wanted.understand(lines: scan.lineIndexes[.project] ?? [])
        try await RefusalRule(
            options: inHand.options, answers: inHand.answers, sender: inHand.sender, rights: rights, workPackage: nil
        ).refuse(&wanted, &trail)
        fill(&wanted, from: values, usualType: usualType, &trail)
        try MissingRule(vocabulary: vocabulary, namesValues: rights.seesProject).check(wanted)

        let subject = SubjectRule.workPackage(inHand.mail.head.subject, words: inHand.words)
        trail.step(.subject, inHand.mail.head.subject ?? "no subject", subject)
        let description = text.stored(without: wanted.understoodLines, isReply: false, &trail)
        let stored = AttachmentRights(options: inHand.options, rights: rights)
            .allowed(FileRule(options: inHand.options).attachments(from: inHand.body, &trail), &trail)
        let watchers = try await WatcherRule(inHand: inHand)
            .watchers(
                in: project, rights: rights, audience: Audience(changedBy: wanted.values), besides: [], &trail)
        return .createWorkPackage(
            NewWorkPackage(
                project: project, subject: subject, description: stored.naming(imagesIn: description),
                attributes: wanted.values, watchers: watchers, attachments: stored.files, origin: inHand.origin(trail)))
    }

    /// Read before the project's own fields are known.
    private func projectKeyword(in text: SenderText) -> FoundKeyword? {
        let table = LabelTable(languages: inHand.languages, customFields: [])
        let overrides = OverrideRule(options: inHand.options, table: table, isReply: false)
        return text.keywords(table, allowed: overrides.allows).used[.project]
    }

    /// The type unless the mail asks for another one: the option's, else the project's first.
    private func type(_ values: ValueRule, _ trail: inout Trail) -> Choice? {
        if case .choice(let type) = values.optional(inHand.options.defaults.type, for: .type, type: nil, &trail) {
            return type
        }
        return values.vocabulary.types.first
    }

    /// What the mail does not set comes from the options, then from the target.
    private func fill(_ wanted: inout WantedValues, from values: ValueRule, usualType: Choice?, _ trail: inout Trail) {
        if let usualType { wanted.fill(.type, with: .choice(usualType)) }
        let defaults = inHand.options.defaults
        let options: [(Attribute, String?)] = [
            (.status, defaults.status), (.priority, defaults.priority), (.category, defaults.category),
            (.version, defaults.version), (.assignee, defaults.assignee),
        ]
        for (attribute, text) in options where wanted.values[attribute] == nil {
            if let value = values.optional(text, for: attribute, type: usualType, &trail) {
                wanted.fill(attribute, with: value)
            }
        }
        let vocabulary = values.vocabulary
        if let status = vocabulary.defaultStatus ?? vocabulary.statuses.first {
            wanted.fill(.status, with: .choice(status))
        }
        if let priority = vocabulary.defaultPriority ?? vocabulary.priorities.first {
            wanted.fill(.priority, with: .choice(priority))
        }
        fillPrivacy(&wanted, vocabulary, &trail)
    }

    /// The flag needs no right of the sender when an option or the type gives it.
    private func fillPrivacy(_ wanted: inout WantedValues, _ vocabulary: Vocabulary, _ trail: inout Trail) {
        guard wanted.values[.isPrivate] == nil else { return }
        if inHand.options.defaults.isPrivate {
            trail.step(.attribute, "option private", "yes")
        } else if case .choice(let type) = wanted.values[.type], vocabulary.privateTypeIDs.contains(type.id) {
            trail.step(.attribute, "type \(type.name)", "new work packages of this type are private")
        } else {
            return
        }
        wanted.fill(.isPrivate, with: .boolean(true))
    }
}
