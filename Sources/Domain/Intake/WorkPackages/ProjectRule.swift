import Mail
import Tracking

/// Where a new work package goes, and whether the sender may create it there.
struct ProjectRule<Source: Directory> {
    let inHand: MailInHand<Source>

    /// `addressed`: what a recipient names; `keyword`: the project line of the mail, where it may name one.
    func project(
        _ addressed: AddressedProject?, _ keyword: FoundKeyword?, _ trail: inout Trail
    ) async throws(Halt) -> (project: Project, rights: Rights) {
        if let addressed {
            let project = addressed.project
            let rights = try await inHand.rights(in: project)
            try check(project, rights, nil, &trail)
            let goesBefore = keyword.map { "; the address goes before “\($0.line)”" } ?? ""
            trail.step(.project, addressed.address, "\(project.identifier) (\(project.name))" + goesBefore)
            return (project, rights)
        }
        let found = try await find(keyword, &trail)
        let rights = try await inHand.rights(in: found)
        try check(found, rights, keyword, &trail)
        trail.step(.project, keyword?.line ?? "option project", "\(found.identifier) (\(found.name))")
        return (found, rights)
    }

    private func find(_ keyword: FoundKeyword?, _ trail: inout Trail) async throws(Halt) -> Project {
        guard let keyword else {
            guard let option = inHand.options.defaults.project, !option.text.isEmpty else {
                throw .rejected(
                    .noProject, "Neither the mail nor --project names a project, so there is no place for it.",
                    .noProject)
            }
            if let project = try await inHand.answers.project(option) { return project }
            throw .rejected(.unknownProject, "The project \(option) of --project does not exist.", .noProject)
        }
        // Never the default project: a mail must not land where it was not sent.
        guard let project = try await inHand.answers.project(ProjectIdentifier(keyword.value)) else {
            throw unknown(keyword)
        }
        return project
    }

    private func check(
        _ project: Project, _ rights: Rights, _ keyword: FoundKeyword?, _ trail: inout Trail
    ) throws(Halt) {
        let skips = inHand.options.skipsPermissionCheck
        if !skips, !rights.seesProject, let keyword { throw unknown(keyword) }
        if !skips, !rights.seesProject { throw mayNot("see the project \(project.identifier)") }
        guard project.isActive else {
            throw .rejected(
                .inactiveProject, "The project \(project.identifier) is closed or archived.", .inactiveProject)
        }
        if skips {
            trail.step(.permission, "add_work_packages", "not checked, since --no-permission-check is given")
        } else if !rights.allow(.addWorkPackages) {
            throw mayNot("create work packages (add_work_packages) in \(project.identifier)")
        }
    }

    private func mayNot(_ what: String) -> Halt {
        .rejected(.noPermission, "\(inHand.sender.displayed) may not \(what).", .mayNotCreate)
    }

    /// The same for what does not exist and what is hidden, so that nothing can be found out by asking.
    private func unknown(_ keyword: FoundKeyword) -> Halt {
        .rejected(
            .unknownProject, "The project of “\(keyword.line)” does not exist, or the sender may not see it.",
            .unknownProject(line: keyword.line))
    }
}
