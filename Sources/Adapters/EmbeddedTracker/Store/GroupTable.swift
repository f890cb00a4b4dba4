import GRDB

/// Groups by their names.
struct GroupTable {
    let database: Database

    /// All names, in order of their numbers.
    func names() throws -> [String] {
        try String.fetchAll(database, sql: "SELECT name FROM principals WHERE kind = 'group' ORDER BY id")
    }

    /// The number of the group with this name, whatever its case; nil when there is none.
    func number(of name: String) throws -> Int? {
        try Int.fetchOne(
            database, sql: "SELECT id FROM principals WHERE kind = 'group' AND nameKey = ?",
            arguments: [name.lowercased()])
    }

    /// Makes a person the last member of each group.
    func add(_ person: Int, to groups: Set<Int>) throws {
        for group in groups {
            try database.executeCached(
                sql: """
                    INSERT INTO groupMembers (groupID, position, personID)
                    SELECT ?, COALESCE(MAX(position) + 1, 0), ? FROM groupMembers WHERE groupID = ?
                    """, arguments: [group, person, group])
        }
    }
}
