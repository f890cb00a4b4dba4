import Mail
import Tracking

/// An answer to a work package becomes a comment and changes attributes.
struct UpdateRule<Source: Directory> {
    let inHand: MailInHand<Source>

    func change(
        of workPackage: WorkPackage, isPrivate: Bool, _ trail: inout Trail
    ) async throws(Halt) -> TrackerChange {
        let project = workPackage.project
        try inHand.requireActive(project, of: "\(workPackage.id)")
        let rights = try await inHand.rights(in: project)
        let vocabulary = try await inHand.answers.vocabulary(of: project)
        let text = inHand.text
        let wanted = try await wanted(in: text, of: workPackage, rights, vocabulary, &trail)
        let comment = text.stored(without: wanted.understoodLines, isReply: true, &trail)
        if !comment.isEmpty { try checkComment(on: workPackage, rights, &trail) }

        let stored = AttachmentRights(options: inHand.options, rights: rights)
            .allowed(FileRule(options: inHand.options).attachments(from: inHand.body, &trail), &trail)
        if comment.isEmpty, wanted.values.isEmpty, stored.files.isEmpty { throw nothingToAdd(to: workPackage, trail) }
        if isPrivate, !comment.isEmpty || !stored.files.isEmpty { try checkPrivacy(of: workPackage, rights, &trail) }
        let watchers =
            inHand.options.watchersOnReply
            ? try await WatcherRule(inHand: inHand)
                .watchers(
                    in: project, rights: rights, audience: Audience(of: workPackage, changedBy: wanted.values),
                    besides: workPackage.watchers, &trail)
            : []
        return .updateWorkPackage(
            WorkPackageUpdate(
                workPackage: workPackage, comment: stored.naming(imagesIn: comment), isPrivate: isPrivate,
                attributes: wanted.values,
                watchers: watchers, attachments: stored.files, origin: inHand.origin(trail)))
    }

    private func wanted(
        in text: SenderText, of workPackage: WorkPackage, _ rights: Rights, _ vocabulary: Vocabulary,
        _ trail: inout Trail
    ) async throws(Halt) -> WantedValues {
        let table = LabelTable(languages: inHand.languages, customFields: vocabulary.customFields)
        let scan = inHand.keywords(in: text, table, isReply: true, &trail)
        let assignable = try await inHand.assignable(in: workPackage.project, vocabulary, for: scan)
        let values = ValueRule(vocabulary: vocabulary, assignable: assignable, namesValues: rights.seesProject)
        var wanted = values.wanted(in: scan, type: workPackage.type, &trail)
        try await RefusalRule(
            options: inHand.options, answers: inHand.answers, sender: inHand.sender, rights: rights,
            workPackage: workPackage
        ).refuse(&wanted, &trail)
        return wanted
    }

    private func checkComment(on workPackage: WorkPackage, _ rights: Rights, _ trail: inout Trail) throws(Halt) {
        if inHand.options.skipsPermissionCheck {
            trail.step(.permission, "add_work_package_comments", "not checked, since --no-permission-check is given")
        } else if !rights.allow(.addWorkPackageComments), !rights.allow(.editWorkPackages) {
            throw .rejected(
                .noPermission,
                "\(inHand.sender.displayed) may not comment on \(workPackage.id)"
                    + " (neither add_work_package_comments nor edit_work_packages).",
                .mayNotComment)
        }
    }

    /// Never a public comment instead: it may quote the private one.
    private func checkPrivacy(of workPackage: WorkPackage, _ rights: Rights, _ trail: inout Trail) throws(Halt) {
        if inHand.options.skipsPermissionCheck {
            trail.step(.permission, "set_notes_private", "not checked, since --no-permission-check is given")
        } else if !rights.allow(.setNotesPrivate) {
            throw .rejected(
                .noPermission,
                "\(inHand.sender.displayed) may not write private comments on \(workPackage.id) (set_notes_private), and"
                    + " an answer to a private comment must be private.",
                .mayNotCommentPrivately)
        }
    }

    /// Nothing is left of the mail: because nothing of it was allowed, or because there was nothing.
    private func nothingToAdd(to workPackage: WorkPackage, _ trail: Trail) -> Halt {
        if trail.notes.contains(where: { $0.code == .refusedAttribute || $0.code == .refusedFile }) {
            return .rejected(
                .noPermission, "Nothing that the mail asks for \(workPackage.id) is allowed to its sender.",
                complaints: [])
        }
        return .rejected(
            .invalidValues,
            "The mail adds nothing to \(workPackage.id): it holds no text, no values that can be used and no files.",
            .nothingToAdd)
    }
}
