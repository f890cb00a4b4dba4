import Tracking

extension DataCheck {
    /// Roles may hold permissions that mail does not ask for, under names of which nothing is known here; one that is
    /// written almost like one of ours would be a right that is missing in silence.
    func checkRoles() {
        func skeleton(_ name: String) -> String { name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "s" } }
        let known = Dictionary(Permission.ofMail.map { (skeleton($0.rawValue), $0.rawValue) }) { first, _ in first }
        forEachNamed("roles", \.roles) { role, _, refuse in
            for name in role.permissions {
                guard let meant = known[skeleton(name)], meant != name else { continue }
                refuse("there is no permission \"\(name)\"; write \"\(meant)\"")
            }
        }
    }

    func checkPeople() {
        let names = DataNames(data)
        for role in [data.settings.anonymousRole, data.settings.nonMemberRole] {
            guard let role, !names.roles.contains(role) else { continue }
            reader.refuse("settings", "unknown role \"\(role)\"", at: nil)
        }
        if let mail = data.settings.mailFrom, mail != existing.settings.mailFrom, !mail.contains("@") {
            reader.refuse("settings", "\"\(mail)\" is no mail address", at: nil)
        }
        forEachNamed("people", \.people) { person, _, refuse in
            let key = person.login.lowercased()
            if key == "anonymous" { refuse("the login anonymous is taken: it stands for people without an account") }
            if let group = names.groups[key] { refuse("a group has this name already: \"\(group)\"") }
            for mail in [person.mail].compactMap({ $0 }) + person.additionalMails where !mail.contains("@") {
                refuse("\"\(mail)\" is no mail address")
            }
        }
        forEachNamed("groups", \.groups) { group, _, refuse in
            if group.name.lowercased() == "anonymous" { refuse("the name anonymous is taken") }
            group.members = unique(group.members, "person", refuse) { names.people[$0.lowercased()] }
        }
    }

    func checkVocabulary() {
        keepOneDefault("priorities", \.priorities, \.isDefault)
        keepOneDefault("statuses", \.statuses, \.isDefault)
    }

    /// A new default takes the place of the old one; two in one file are a problem.
    private func keepOneDefault<Record>(
        _ list: String, _ path: WritableKeyPath<TrackerData, [Record]>, _ flag: WritableKeyPath<Record, Bool>
    ) {
        var defaultIndex: Int?
        forEachNamed(list, path) { record, index, refuse in
            guard record[keyPath: flag] else { return }
            if reader.keepsExisting, existing[keyPath: path].contains(where: { $0[keyPath: flag] }) {
                record[keyPath: flag] = false
                return
            }
            if defaultIndex != nil { refuse("there is another default in this file; leave one") }
            defaultIndex = index
        }
        guard let defaultIndex else { return }
        change { data in
            for index in data[keyPath: path].indices {
                data[keyPath: path][index][keyPath: flag] = index == defaultIndex
            }
        }
    }

    func checkProjects() {
        let names = DataNames(data)
        let allTypes = (data.types.filter(\.isDefault) + data.types.filter { !$0.isDefault }).map(\.name)
        forEachNamed("projects", \.projects) { project, _, refuse in
            if project.name.isEmpty { project.name = project.identifier }
            if project.types.isEmpty { project.types = allTypes }
            project.types = unique(project.types, "type", refuse) { names.types.contains($0) ? $0 : nil }
            for index in project.members.indices {
                checkMember(&project.members[index], names, refuse)
            }
            project.members.removeAll { $0.roles.isEmpty }
        }
    }

    private func checkMember(_ member: inout MemberData, _ names: DataNames, _ refuse: (String) -> Void) {
        guard (member.person == nil) != (member.group == nil) else {
            return refuse("each of members must name a person or a group")
        }
        if let person = member.person {
            member.person = known(person, "person", names.people[person.lowercased()], refuse)
        }
        if let group = member.group { member.group = known(group, "group", names.groups[group.lowercased()], refuse) }
        member.roles = unique(member.roles, "role", refuse) { names.roles.contains($0) ? $0 : nil }
    }

    func checkCustomFields(_ names: DataNames) {
        forEachNamed("customFields", \.customFields) { field, index, refuse in
            if existing.customFields.indices.contains(index), existing.customFields[index].format != field.format {
                refuse("the format is \(existing.customFields[index].format) and cannot be changed")
            }
            if field.format == "list", field.options.isEmpty { refuse("a list needs options") }
            if field.isMultiple, !["list", "user", "version"].contains(field.format) {
                refuse("a field of format \(field.format) cannot be multiple")
            }
            field.projects = field.projects.map {
                unique($0, "project", refuse) { names.projects[$0.lowercased()]?.identifier }
            }
            field.types = field.types.map { unique($0, "type", refuse) { names.types.contains($0) ? $0 : nil } }
        }
    }

    func checkWorkflows(_ names: DataNames) {
        forEachNamed("workflows", \.workflows) { workflow, _, refuse in
            _ = known(workflow.type, "type", names.types.contains(workflow.type) ? workflow.type : nil, refuse)
            _ = known(workflow.role, "role", names.roles.contains(workflow.role) ? workflow.role : nil, refuse)
            workflow.to = unique(workflow.to, "status", refuse) { names.statuses.contains($0) ? $0 : nil }
            _ = known(workflow.from, "status", names.statuses.contains(workflow.from) ? workflow.from : nil, refuse)
        }
    }

    /// The name as the tracker spells it; notes that there is none.
    func known(_ name: String, _ kind: String, _ found: String?, _ refuse: (String) -> Void) -> String {
        if let found { return found }
        refuse("unknown \(kind) \"\(name)\"")
        return name
    }

    /// The names as the tracker spells them, each once; notes those that it does not have.
    func unique(
        _ names: [String], _ kind: String, _ refuse: (String) -> Void, _ find: (String) -> String?
    ) -> [String] {
        var result: [String] = []
        for name in names {
            let name = known(name, kind, find(name), refuse)
            if !result.contains(name) { result.append(name) }
        }
        return result
    }
}
