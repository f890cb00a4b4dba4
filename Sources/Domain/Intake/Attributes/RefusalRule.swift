import Mail
import Tracking

/// Leaves out what the sender may not set, and what does not fit together; the rest of the mail stands (7.5.5).
struct RefusalRule<Source: Directory> {
    let options: IntakeOptions
    let answers: Answers<Source>
    let sender: Sender
    let rights: Rights
    /// nil: a new work package.
    let workPackage: WorkPackage?

    func refuse(_ wanted: inout WantedValues, _ trail: inout Trail) async throws(Halt) {
        refuseWithoutRight(&wanted, &trail)
        try await refuseStatus(&wanted, &trail)
        try await refuseParent(&wanted, &trail)
        refuseDates(&wanted, &trail)
    }

    private func refuseWithoutRight(_ wanted: inout WantedValues, _ trail: inout Trail) {
        guard !options.skipsPermissionCheck else { return }
        for attribute in wanted.values.keys.sorted(by: { $0.dataName < $1.dataName }) {
            guard let permission = permission(for: attribute), !rights.allow(permission) else { continue }
            wanted.refuse(
                attribute, .refusedAttribute, because: "\(sender.displayed) has no \(permission.rawValue)",
                complaint: Complaint.refusedAttribute(line:), &trail)
        }
    }

    private func permission(for attribute: Attribute) -> Permission? {
        switch attribute {
        case .version: .assignVersions
        case .parent: .manageSubtasks
        case .isPrivate: isOwn && rights.allow(.setOwnIssuesPrivate) ? .setOwnIssuesPrivate : .setIssuesPrivate
        default: workPackage == nil ? nil : .editWorkPackages
        }
    }

    /// Whether the sender is, or becomes, the author.
    private var isOwn: Bool { workPackage.map { sender.is($0.author) } ?? true }

    /// The workflow holds also where permissions are not checked.
    private func refuseStatus(_ wanted: inout WantedValues, _ trail: inout Trail) async throws(Halt) {
        guard let workPackage, case .choice(let status) = wanted.values[.status], status.id != workPackage.status.id,
            let next = try await answers.nextStatuses(of: workPackage, for: sender.asPerson, rights: rights),
            !next.contains(status.id)
        else { return }
        wanted.refuse(
            .status, .refusedAttribute,
            because: "the workflow does not lead from \(workPackage.status.name) to \(status.name) for this sender",
            complaint: Complaint.refusedAttribute(line:), &trail)
    }

    private func refuseParent(_ wanted: inout WantedValues, _ trail: inout Trail) async throws(Halt) {
        guard case .workPackage(let id) = wanted.values[.parent] else { return }
        if id == workPackage?.id {
            wanted.refuse(
                .parent, .invalidValue, because: "a work package is not its own parent",
                complaint: { .invalidValue(line: $0, expected: .workPackage) }, &trail)
        } else if try await !sees(id) {
            wanted.refuse(
                .parent, .unknownValue, because: "there is no such work package, or the sender may not see it",
                complaint: { .unknownValue(line: $0, acceptable: []) }, &trail)
        }
    }

    private func sees(_ id: WorkPackageID) async throws(Halt) -> Bool {
        guard case .workPackage(let parent, _, _) = try await answers.referent(of: .workPackage(id)) else {
            return false
        }
        if options.skipsPermissionCheck { return true }
        let rights = try await answers.rights(of: sender.person, in: parent.project)
        return try await answers.shows(Audience(of: parent), to: sender.person, with: rights)
    }

    /// Where both dates are in the mail nobody knows which is wrong, so both go.
    private func refuseDates(_ wanted: inout WantedValues, _ trail: inout Trail) {
        func asked(_ attribute: Attribute) -> CalendarDate? {
            if case .date(let date) = wanted.values[attribute] { return date }
            return nil
        }
        guard let start = asked(.startDate) ?? workPackage?.startDate,
            let due = asked(.dueDate) ?? workPackage?.dueDate,
            start > due
        else { return }
        for attribute in [Attribute.startDate, .dueDate] {
            wanted.refuse(
                attribute, .invalidValue, because: "the start \(start) would lie behind the end \(due)",
                complaint: Complaint.startAfterEnd(line:), &trail)
        }
    }
}
