import GRDB

extension Database {
    /// Runs a statement that is compiled once for the connection: compiling costs more than running most of ours.
    func executeCached(sql: String, arguments: StatementArguments = []) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
