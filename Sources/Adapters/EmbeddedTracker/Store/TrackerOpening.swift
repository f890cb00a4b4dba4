import Foundation
import GRDB
import Mail

/// Opening of a tracker's file, and what is told when that, or a later use, fails.
struct TrackerOpening {
    let path: String
    let mode: SQLiteTracker.Mode

    /// Creates folder and file where that is asked; a new file is readable by its owner only, and so are SQLite's own
    /// files beside it, which take over its mode.
    func prepareFile() throws(TargetFailure) {
        if mode == .create {
            let folder = (path as NSString).deletingLastPathComponent
            do {
                try FileManager.default.createDirectory(
                    atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } catch {
                throw TargetFailure(
                    .configuration,
                    "cannot create the folder \(folder) of the tracker: \(error.localizedDescription); give another --state"
                )
            }
            try createFile()
        }
        try requireFile()
    }

    /// The connections of a writer, with every commit flushed.
    func openPool() throws(TargetFailure) -> DatabasePool {
        do {
            try refuseOtherFiles()
            let pool = try DatabasePool(path: path, configuration: Self.configuration())
            // GRDB lowers this while it opens a pool; the writer connection lives as long as the pool.
            let level = try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return try Int.fetchOne(database, sql: "PRAGMA synchronous")
            }
            guard level == 2 else {
                throw TargetFailure(
                    .refused, "cannot open the tracker \(path): SQLite does not flush commits (synchronous is not FULL)"
                )
            }
            let migrator = Schema.migrator
            if try pool.read(migrator.hasBeenSuperseded) { throw newerVersion }
            try migrate(pool, migrator)
            return pool
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw Self.failure(error, doing: "open", path: path)
        }
    }

    /// One read-only connection; of a tracker of an earlier version, one to a copy.
    func openReadOnly() throws(TargetFailure) -> any DatabaseReader {
        try requireFile()
        do {
            try refuseOtherFiles()
            let queue = try readOnlyQueue()
            let migrator = Schema.migrator
            let (isNewer, isCurrent) = try queue.read { database in
                (try migrator.hasBeenSuperseded(database), try migrator.hasCompletedMigrations(database))
            }
            if isNewer { throw newerVersion }
            return isCurrent ? queue : try currentCopy(of: queue, migrator)
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw Self.failure(error, doing: "open", path: path)
        }
    }

    /// A copy in memory, brought to this version: who only reads leaves the file as it is until somebody writes.
    private func currentCopy(of queue: DatabaseQueue, _ migrator: DatabaseMigrator) throws -> DatabaseQueue {
        let copy = try DatabaseQueue(configuration: Self.configuration())
        try queue.backup(to: copy)
        try migrator.migrate(copy)
        return copy
    }

    /// One connection that does not write.
    ///
    /// Beside a log it is a reader's. Without one SQLite makes an empty log to read through, which only a writer's
    /// connection takes away again at its end. Who may not write to the folder reads the file as one that does not change.
    private func readOnlyQueue() throws -> DatabaseQueue {
        var configuration = Self.configuration()
        if FileManager.default.fileExists(atPath: path + "-wal") {
            configuration.readonly = true
        } else if access(URL(fileURLWithPath: path).deletingLastPathComponent().path, W_OK) != 0 {
            configuration.readonly = true
            // A file URI (https://sqlite.org/uri.html), so that `?` and `%` in names mean themselves.
            let unchanging = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
            return try DatabaseQueue(path: unchanging, configuration: configuration)
        }
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Brings the database to this version. Another process may take the same step at the same time: then the step here
    /// fails whole, and what is left to do is looked at again.
    private func migrate(_ pool: DatabasePool, _ migrator: DatabaseMigrator) throws {
        var applied = try pool.read(migrator.appliedMigrations).count
        while true {
            do {
                return try migrator.migrate(pool)
            } catch {
                let count = try pool.read(migrator.appliedMigrations).count
                guard count > applied else { throw error }
                applied = count
            }
        }
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        // A short write of another process is waited for; a longer one is an outage.
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        return configuration
    }

    /// Creates an empty file that only its owner can read; a file that is there stays.
    ///
    /// The descriptor is closed before the file has its name: closing one of a database that is open elsewhere in this
    /// process would drop its locks (https://sqlite.org/howtocorrupt.html, section 2.2). The file is never opened but
    /// by SQLite for the same reason.
    private func createFile() throws(TargetFailure) {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let temporary = "\(path).new-\(UInt64.random(in: .min ... .max))"
        let descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.systemFailure("create the tracker \(path)") }
        close(descriptor)
        defer { unlink(temporary) }
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw Self.systemFailure("create the tracker \(path)")
        }
    }

    private func requireFile() throws(TargetFailure) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            if access(path, F_OK) != 0, errno == EACCES { throw Self.systemFailure("open the tracker \(path)") }
            let folder = (path as NSString).deletingLastPathComponent
            throw TargetFailure(
                .configuration,
                "cannot open the tracker \(path): there is none; run `mailworker tracker init --state \(folder)` "
                    + "to start one, or `mailworker tracker import FILE --state \(folder)` to fill one from a file")
        }
    }

    /// Looks before anything is changed whether this is a tracker, or an empty file that may become one.
    private func refuseOtherFiles() throws {
        let (identifier, isEmpty): (Int32, Bool)
        do {
            (identifier, isEmpty) = try readOnlyQueue().read { database in
                (
                    try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0,
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
                )
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            throw TargetFailure(
                .configuration, "cannot open the tracker \(path): the file is no SQLite database; give another path")
        }
        if identifier == Schema.applicationID || (isEmpty && mode == .create) { return }
        throw TargetFailure(
            .configuration,
            isEmpty
                ? "cannot open the tracker \(path): the file is empty; run `mailworker tracker init` on it"
                : "cannot open the tracker \(path): the file is an SQLite database of another program; give another path"
        )
    }

    private var newerVersion: TargetFailure {
        TargetFailure(
            .configuration,
            "cannot open the tracker \(path): a newer version of mailworker has written it; install that version")
    }
}
