import GRDB
import Mail
import Tracking

extension ChangeTransaction {
    func choice(_ attribute: Attribute, _ attributes: [Attribute: AttributeValue]) -> Int? {
        if case .choice(let choice) = attributes[attribute] { return choice.id }
        return nil
    }

    /// Sets attributes; gives notes on what could not be set.
    func set(_ attributes: [Attribute: AttributeValue], of id: Int) throws -> [Note] {
        var notes: [Note] = []
        for (attribute, value) in attributes {
            if case .customField(let name) = attribute {
                try setCustomValue(name, DataValue(value), of: id)
                continue
            }
            if attribute == .parent, case .workPackage(let parent) = value, try isBelow(id, parent.number) {
                notes.append(Note(code: .invalidValue, attribute: attribute.dataName, line: parent.description))
                continue
            }
            guard let column = attribute.column else { continue }
            try database.executeCached(
                sql: "UPDATE workPackages SET \(column) = ? WHERE id = ?", arguments: [value.stored, id])
        }
        return notes
    }

    /// Whether `candidate` is the work package itself or below it, so that it cannot be its parent.
    private func isBelow(_ id: Int, _ candidate: Int) throws -> Bool {
        guard try WorkPackage.fetch(database, id: candidate) != nil else { throw StaleChange() }
        return try Bool.fetchOne(
            database,
            sql: """
                WITH RECURSIVE above (id) AS (
                  SELECT ? UNION SELECT parentID FROM workPackages JOIN above ON workPackages.id = above.id)
                SELECT EXISTS (SELECT 1 FROM above WHERE id = ?)
                """, arguments: [candidate, id]) ?? false
    }

    private func setCustomValue(_ name: String, _ value: DataValue, of id: Int) throws {
        let field = try Row.fetchOne(
            database, sql: "SELECT id, isMultiple FROM customFields WHERE name = ?", arguments: [name])
        guard let field else { throw StaleChange() }
        var value = value
        if field["isMultiple"], case .list = value {} else if field["isMultiple"] { value = .list([value]) }
        try database.executeCached(
            sql: """
                INSERT INTO customValues (workPackageID, customFieldID, value) VALUES (?, ?, ?)
                ON CONFLICT (workPackageID, customFieldID) DO UPDATE SET value = excluded.value
                """, arguments: [id, field["id"] as Int, value.compactJSON])
    }

    /// Adds watchers who do not watch yet; gives how many, the sender not counted.
    func watch(_ people: [Person], _ id: Int, except author: Int) throws -> Int {
        var added = 0
        for person in people {
            try database.executeCached(
                sql: "INSERT OR IGNORE INTO watchers (workPackageID, principalID) VALUES (?, ?)",
                arguments: [id, person.id.number])
            if database.changesCount > 0, person.id.number != author { added += 1 }
        }
        return added
    }

    func attach(_ attachments: [NewAttachment], _ owner: String, _ id: Int, by author: Int) throws {
        for attachment in attachments {
            try database.executeCached(
                sql: """
                    INSERT INTO attachments (\(owner), fileName, contentType, bytes, sha256, authorID)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    id, attachment.fileName, attachment.contentType, attachment.content.count,
                    attachment.content.hash.hexadecimal, author,
                ])
        }
    }

    func remember(_ messageID: MessageID?, _ owner: String, _ id: Int) throws {
        guard let messageID else { return }
        try database.executeCached(
            sql: "INSERT OR IGNORE INTO messageIDs (messageID, \(owner)) VALUES (?, ?)",
            arguments: [messageID.text, id])
    }
}

extension Attribute {
    /// The column of `workPackages`; nil for custom fields.
    var column: String? {
        switch self {
        case .type, .status, .priority, .category, .version, .parent, .assignee, .accountable: "\(self)ID"
        case .startDate, .dueDate, .estimatedHours, .remainingHours, .percentDone, .isPrivate: "\(self)"
        case .customField: nil
        }
    }
}

extension AttributeValue {
    /// What stands in the column: the number of what has one, else the value.
    var stored: DatabaseValue {
        switch self {
        case .choice(let choice): choice.id.databaseValue
        case .principal(let principal): principal.id.number.databaseValue
        case .workPackage(let id): id.number.databaseValue
        case .date(let date): date.description.databaseValue
        case .hours(let number), .number(let number): number.databaseValue
        case .percent(let number), .integer(let number): number.databaseValue
        case .boolean(let value): value.databaseValue
        case .text(let text): text.databaseValue
        case .choices, .principals, .texts: .null
        }
    }
}

extension DataValue {
    /// The value as the data file shows it.
    init(_ value: AttributeValue) {
        switch value {
        case .choice(let choice): self = .text(choice.name)
        case .choices(let choices): self = .list(choices.map { .text($0.name) })
        case .principal(let principal): self = .text(principal.dataName)
        case .principals(let principals): self = .list(principals.map { .text($0.dataName) })
        case .workPackage(let id): self = .integer(id.number)
        case .date(let date): self = .text(date.description)
        case .hours(let number), .number(let number): self = DataValue(finite: number) ?? .null
        case .percent(let number), .integer(let number): self = .integer(number)
        case .text(let text): self = .text(text)
        case .boolean(let value): self = .boolean(value)
        case .texts(let texts): self = .list(texts.map { .text($0) })
        }
    }
}

extension String {
    /// The text with NUL replaced: SQLite keeps what follows one, but its readers, ours included, stop there.
    var storable: String { contains("\0") ? replacing("\0", with: "\u{FFFD}") : self }
}
