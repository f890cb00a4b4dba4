import Mail
import Tracking

/// A project, and the recipient that names it.
struct AddressedProject {
    let project: Project
    let address: String
}

/// The project that a recipient names by a subaddress (`--project-from-subaddress`); it goes before every other way.
struct AddressedProjectRule<Source: Directory> {
    /// Projects that are looked up: each costs a question to the tracker, and a header may hold thousands.
    private static var maximumProjects: Int { 50 }

    let inHand: MailInHand<Source>

    /// The first of To, Cc and Bcc whose project exists; nil when there is none.
    ///
    /// A project that the sender does not see is passed over as one that does not exist, so that nothing can be found
    /// out by asking.
    func project(_ trail: inout Trail) async throws(Halt) -> AddressedProject? {
        guard let base = inHand.options.projectAddress else { return nil }
        let mail = inHand.mail
        var asked: Set<ProjectIdentifier> = []
        for recipient in mail.to + mail.cc + mail.bcc {
            guard let identifier = base.project(namedBy: recipient), asked.count < Self.maximumProjects,
                asked.insert(identifier).inserted
            else { continue }
            if let project = try await inHand.answers.project(identifier), try await sees(project) {
                return AddressedProject(project: project, address: recipient.mail)
            }
            trail.step(.project, recipient.mail, "names no project, or none that the sender may see: passed over")
        }
        if asked.isEmpty { trail.step(.project, "To, Cc, Bcc", "no recipient's subaddress names a project") }
        return nil
    }

    private func sees(_ project: Project) async throws(Halt) -> Bool {
        if inHand.options.skipsPermissionCheck { return true }
        return try await inHand.rights(in: project).seesProject
    }
}
