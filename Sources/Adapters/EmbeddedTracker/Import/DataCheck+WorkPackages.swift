import Tracking

extension DataCheck {
    func checkWorkPackages(_ names: DataNames) {
        let status = (data.statuses.first(where: \.isDefault) ?? data.statuses.first)?.name
        let priority = (data.priorities.first(where: \.isDefault) ?? data.priorities.first)?.name
        let parents = Dictionary(data.workPackages.compactMap { one in one.id.map { ($0, one.parent) } }) { $1 }
        var commentOwners: [Int: [Int]] = [:]
        for (index, workPackage) in data.workPackages.enumerated() {
            for id in workPackage.comments.compactMap(\.id) { commentOwners[id, default: []].append(index) }
        }
        forEachNamed("workPackages", \.workPackages) { workPackage, index, refuse in
            guard let project = names.projects[workPackage.project.lowercased()] else {
                return refuse("unknown project \"\(workPackage.project)\"")
            }
            workPackage.project = project.identifier
            workPackage.type = workPackage.type ?? project.types.first
            workPackage.status = workPackage.status ?? status
            workPackage.priority = workPackage.priority ?? priority
            checkValues(of: &workPackage, project, names, refuse)
            checkPeople(of: &workPackage, names, refuse)
            for comment in workPackage.comments {
                guard let id = comment.id, let other = commentOwners[id]?.first(where: { $0 != index }) else {
                    continue
                }
                refuse("the comment \(id) belongs to \(shown(data.workPackages[other])) too; the number must be unique")
            }
            if let parent = workPackage.parent {
                if parents[parent] == nil {
                    refuse("unknown parent #\(parent)")
                } else if let id = workPackage.id, leads(from: parent, to: id, parents) {
                    refuse("the parent #\(parent) is below this work package itself")
                }
            }
            complete(&workPackage, index, refuse)
        }
    }

    private func shown(_ workPackage: WorkPackageData) -> String {
        workPackage.id.map { "#\($0)" } ?? "\"\(workPackage.subject)\""
    }

    private func checkValues(
        of workPackage: inout WorkPackageData, _ project: ProjectData, _ names: DataNames, _ refuse: (String) -> Void
    ) {
        if let id = workPackage.id, id < 1 { refuse("id must be 1 or more") }
        if workPackage.subject.count > 255 { refuse("subject is longer than 255 characters") }
        func require(_ kind: String, _ name: String?, _ isKnown: (String) -> Bool) {
            guard let name else { return refuse("\(kind) is missing, and the tracker has none") }
            if !isKnown(name) { refuse("unknown \(kind) \"\(name)\" in project \(project.identifier)") }
        }
        require("type", workPackage.type, names.types.contains)
        require("status", workPackage.status, names.statuses.contains)
        require("priority", workPackage.priority, names.priorities.contains)
        if let category = workPackage.category { require("category", category, project.categories.contains) }
        if let version = workPackage.version { require("version", version, names.versions.contains) }
        for (field, hours) in [
            ("estimatedHours", workPackage.estimatedHours), ("remainingHours", workPackage.remainingHours),
        ] {
            if let hours, hours < 0 { refuse("\(field) must be 0 or more") }
        }
        if let percent = workPackage.percentDone, !(0...100).contains(percent) {
            refuse("percentDone must be between 0 and 100")
        }
        for (name, value) in workPackage.customFields.values.sorted(by: { $0.key < $1.key }) {
            guard let field = names.customFields[name] else {
                refuse("unknown custom field \"\(name)\"")
                continue
            }
            switch CustomValueCheck(field: field, names: names).check(value) {
            case .success(let value): workPackage.customFields.values[name] = value
            case .failure(let problem): refuse("customFields.\(name) \(problem.text)")
            }
        }
    }

    private func checkPeople(of workPackage: inout WorkPackageData, _ names: DataNames, _ refuse: (String) -> Void) {
        func known(_ name: String?, _ find: (String) -> String?) -> String? {
            name.map { self.known($0, "person", find($0), refuse) }
        }
        workPackage.author = known(workPackage.author ?? "anonymous", names.author)
        workPackage.assignee = known(workPackage.assignee, names.principal)
        workPackage.accountable = known(workPackage.accountable, names.principal)
        workPackage.watchers = unique(workPackage.watchers, "person", refuse) { names.people[$0.lowercased()] }
        for index in workPackage.comments.indices {
            workPackage.comments[index].author = known(workPackage.comments[index].author ?? "anonymous", names.author)
        }
        checkAttachments(&workPackage.attachments, author: workPackage.author, names, refuse)
    }

    func checkAttachments(
        _ attachments: inout [AttachmentData], author: String?, _ names: DataNames, _ refuse: (String) -> Void
    ) {
        for index in attachments.indices {
            let attachment = attachments[index]
            let name = attachment.author ?? author ?? "anonymous"
            attachments[index].author = known(name, "person", names.author(name), refuse)
            attachments[index].sha256 = attachment.sha256.lowercased()
            if attachment.sha256.utf8.count != 64 || !attachment.sha256.allSatisfy(\.isHexDigit) {
                refuse("the sha256 of \(attachment.fileName) must be 64 hexadecimal digits")
            }
            if attachment.bytes < 0 { refuse("the bytes of \(attachment.fileName) must be 0 or more") }
        }
    }

    /// Times, and the shape of comments.
    private func complete(_ workPackage: inout WorkPackageData, _ index: Int, _ refuse: (String) -> Void) {
        let before = existing.workPackages.indices.contains(index) ? existing.workPackages[index] : nil
        workPackage.createdAt = workPackage.createdAt ?? now
        for index in workPackage.comments.indices {
            workPackage.comments[index].createdAt = workPackage.comments[index].createdAt ?? now
            if !workPackage.comments[index].isPrivate { workPackage.comments[index].messageID = nil }
            if let id = workPackage.comments[index].id, id < 1 { refuse("the id of a comment must be 1 or more") }
            if !isRecordOfChanges(workPackage.comments[index].changes) {
                refuse("changes of a comment must be {attribute: {from, to}}")
            }
        }
        let isTimeGiven = reader.positions["workPackages/\(index)"]?.fields.contains("updatedAt") ?? false
        if let before, before != workPackage, !isTimeGiven { workPackage.updatedAt = now }
        workPackage.updatedAt = workPackage.updatedAt ?? workPackage.createdAt
    }

    private func isRecordOfChanges(_ value: DataValue) -> Bool {
        guard case .object(let changes) = value else { return false }
        return changes.allSatisfy {
            guard case .object(let sides) = $0.value else { return false }
            return sides.map(\.name) == ["from", "to"]
        }
    }

    /// Whether the chain of parents from `start` comes to `end`, or never ends.
    private func leads(from start: Int, to end: Int, _ parents: [Int: Int?]) -> Bool {
        var seen: Set<Int> = []
        var next: Int? = start
        while let id = next {
            if id == end || !seen.insert(id).inserted { return true }
            next = parents[id] ?? nil
        }
        return false
    }

    func checkForumMessages(_ names: DataNames) {
        let forums = Dictionary(
            data.forumMessages.compactMap { one in one.id.map { ($0, "\(one.project.lowercased())/\(one.forum)") } }
        ) { $1 }
        let parents = Dictionary(data.forumMessages.compactMap { one in one.id.map { ($0, one.parent) } }) { $1 }
        forEachNamed("forumMessages", \.forumMessages) { message, _, refuse in
            guard let project = names.projects[message.project.lowercased()] else {
                return refuse("unknown project \"\(message.project)\"")
            }
            message.project = project.identifier
            if let id = message.id, id < 1 { refuse("id must be 1 or more") }
            if !project.forums.contains(where: { $0.name == message.forum }) {
                refuse("unknown forum \"\(message.forum)\" in project \(project.identifier)")
            }
            if let parent = message.parent {
                if forums[parent] != "\(message.project.lowercased())/\(message.forum)" {
                    refuse("the parent \(parent) is no message of this forum")
                } else if let id = message.id, leads(from: parent, to: id, parents) {
                    refuse("the parent \(parent) is below this message itself")
                }
            }
            let author = message.author ?? "anonymous"
            message.author = known(author, "person", names.author(author), refuse)
            message.createdAt = message.createdAt ?? now
            checkAttachments(&message.attachments, author: message.author, names, refuse)
        }
    }
}
