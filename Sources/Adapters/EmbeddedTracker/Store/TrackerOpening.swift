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
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw Self.systemFailure("create the tracker \(path)") }
            close(descriptor)
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

    /// One read-only connection. Beside a running writer it reads through the log; without one (no log lies there) the file
    /// is opened as one that does not change, since SQLite would otherwise create the log to read an empty one.
    func openReadOnly() throws(TargetFailure) -> any DatabaseReader {
        try requireFile()
        var configuration = Self.configuration()
        configuration.readonly = true
        let isLogged = FileManager.default.fileExists(atPath: path + "-wal")
        do {
            try refuseOtherFiles()
            let queue = try DatabaseQueue(path: isLogged ? path : uri + "?immutable=1", configuration: configuration)
            let migrator = Schema.migrator
            let (isNewer, isCurrent) = try queue.read { database in
                (try migrator.hasBeenSuperseded(database), try migrator.hasCompletedMigrations(database))
            }
            if isNewer { throw newerVersion }
            guard isCurrent else {
                throw TargetFailure(
                    .configuration,
                    "cannot read the tracker \(path): it was not brought to this version yet; run `mailworker tracker init` on it"
                )
            }
            return queue
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw Self.failure(error, doing: "open", path: path)
        }
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

    /// The path as SQLite's file URI (https://sqlite.org/uri.html), so that `?` and `%` in names mean themselves.
    private var uri: String { URL(fileURLWithPath: path).absoluteString }

    private func requireFile() throws(TargetFailure) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else {
            let folder = (path as NSString).deletingLastPathComponent
            throw TargetFailure(
                .configuration,
                "cannot open the tracker \(path): there is none; run `mailworker tracker init --state \(folder)` "
                    + "to start one, or `mailworker tracker import FILE --state \(folder)` to fill one from a file")
        }
    }

    /// Reads the header before SQLite does: an application id that is not ours is another program's data.
    ///
    /// Offset 68 of the header (https://sqlite.org/fileformat2.html, section 1.3), big-endian; an empty file is a new one.
    /// While a tracker is new, its id may stand in the log only: no id in a file of one page, or beside a log, is ours.
    private func refuseOtherFiles() throws {
        let header = try FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 4097) ?? Data()
        let isLogged = FileManager.default.fileExists(atPath: path + "-wal")
        guard !header.isEmpty else {
            if mode == .create || isLogged { return }
            throw TargetFailure(
                .configuration,
                "cannot open the tracker \(path): the file is empty; run `mailworker tracker init` on it")
        }
        guard header.count >= 72, header.starts(with: Data("SQLite format 3\0".utf8)) else {
            throw TargetFailure(
                .configuration, "cannot open the tracker \(path): the file is no SQLite database; give another path")
        }
        let identifier = header[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
        let isNew = identifier == 0 && (isLogged || header.count <= 4096)
        guard identifier == Schema.applicationID || isNew else {
            throw TargetFailure(
                .configuration,
                "cannot open the tracker \(path): the file is an SQLite database of another program; give another path")
        }
    }

    private var newerVersion: TargetFailure {
        TargetFailure(
            .configuration,
            "cannot open the tracker \(path): a newer version of mailworker has written it; install that version")
    }
}
