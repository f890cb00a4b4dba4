/// Looks up what the records of a data file name, fills in what they leave out, and notes every problem.
///
/// Works on the merged data, but only on the records that the file names; what stands in the tracker already is right.
/// Names are brought to the spelling under which the tracker has them, so that a second import finds no difference.
final class DataCheck {
    private(set) var data: TrackerData
    let existing: TrackerData
    let reader: DataReader
    let now: Timestamp

    init(_ data: TrackerData, existing: TrackerData, reader: DataReader, now: Timestamp) {
        self.data = data
        self.existing = existing
        self.reader = reader
        self.now = now
    }

    func run() {
        checkRoles()
        checkPeople()
        checkVocabulary()
        checkProjects()
        let names = DataNames(data)
        checkCustomFields(names)
        checkWorkflows(names)
        checkWorkPackages(names)
        checkForumMessages(names)
        checkNews(names)
    }

    /// Calls `body` with every record of `list` that the file names.
    func forEachNamed<Record>(
        _ list: String, _ path: WritableKeyPath<TrackerData, [Record]>,
        _ body: (_ record: inout Record, _ index: Int, _ refuse: (String) -> Void) -> Void
    ) {
        var records = data[keyPath: path]
        for index in records.indices {
            guard let position = reader.positions["\(list)/\(index)"] else { continue }
            body(&records[index], index) { self.reader.refuse(position.place, $0, at: position.mark) }
        }
        data[keyPath: path] = records
    }

    /// Changes a part of the data that is no list.
    func change(_ body: (inout TrackerData) -> Void) { body(&data) }
}

/// The names that records can use, as the tracker spells them.
struct DataNames {
    let types: Set<String>
    let priorities: Set<String>
    let statuses: Set<String>
    let roles: Set<String>
    let versions: Set<String>
    /// By lower-case login.
    let people: [String: String]
    /// By lower-case name.
    let groups: [String: String]
    /// By lower-case identifier.
    let projects: [String: ProjectData]
    let customFields: [String: CustomFieldData]

    init(_ data: TrackerData) {
        types = Set(data.types.map(\.name))
        priorities = Set(data.priorities.map(\.name))
        statuses = Set(data.statuses.map(\.name))
        roles = Set(data.roles.map(\.name))
        versions = Set(data.projects.flatMap(\.versions).map(\.name))
        people = Dictionary(data.people.map { ($0.login.lowercased(), $0.login) }) { first, _ in first }
        groups = Dictionary(data.groups.map { ($0.name.lowercased(), $0.name) }) { first, _ in first }
        projects = Dictionary(data.projects.map { ($0.identifier.lowercased(), $0) }) { first, _ in first }
        customFields = Dictionary(data.customFields.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The login as the tracker spells it; `anonymous` stands for nobody.
    func author(_ text: String) -> String? {
        let key = text.lowercased()
        return key == "anonymous" ? key : people[key]
    }

    func principal(_ text: String) -> String? { people[text.lowercased()] ?? groups[text.lowercased()] }
}
