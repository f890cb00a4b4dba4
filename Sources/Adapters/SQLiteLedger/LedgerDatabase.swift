import GRDB
package import Mail

import struct Foundation.Date
import class Foundation.FileManager
import struct Foundation.URL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The ledger in `ledger.sqlite`: WAL, `synchronous=FULL` proved by reading it back, writes that come together share a
/// flush.
///
/// Several processes may have it open; only the one that holds the lock of a mailbox claims its mails.
package final class LedgerDatabase: Ledger {
    let reader: any DatabaseReader
    /// nil when read only.
    let pool: DatabasePool?
    let commits: GroupCommit?
    let files: RawFolder
    /// Days for which the bytes of every mail are kept; 0: only those of deferred and quarantined mails.
    let keepRawDays: Int

    /// Opens the ledger of a state folder and brings it up to date.
    ///
    /// Throws `LedgerFailure`: permanent when it is not a ledger, from a newer version or not writable.
    package init(_ folder: StateFolder, keepRawDays: Int) throws(LedgerFailure) {
        files = RawFolder(path: folder.raw)
        self.keepRawDays = keepRawDays
        let turn = OpeningLock(folder)
        defer { withExtendedLifetime(turn) {} }
        do {
            let pool = try DatabasePool(path: folder.ledger, configuration: Self.configuration())
            // Setting it earlier is lost: GRDB sets NORMAL when it opens a pool.
            let level = try pool.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA synchronous = FULL")
                return try Int.fetchOne(database, sql: "PRAGMA synchronous")
            }
            guard level == 2 else {
                throw LedgerFailure(
                    isTemporary: false,
                    text: "Opening the ledger \(folder.ledger): it cannot be told to flush every commit.")
            }
            let migrator = LedgerSchema.migrator
            if try pool.read(migrator.hasBeenSuperseded) { throw Self.newerVersion(folder) }
            try migrator.migrate(pool)
            commits = GroupCommit(pool)
            self.pool = pool
            reader = pool
        } catch {
            throw Self.failure(error, "Opening the ledger \(folder.ledger)")
        }
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.ledger)
    }

    /// Opens the ledger of a state folder for reading only: for dry runs, `explain` and the `mails` commands that show.
    ///
    /// Throws a permanent `LedgerFailure` when it is not a ledger, or from another version.
    package init(reading folder: StateFolder) throws(LedgerFailure) {
        files = RawFolder(path: folder.raw)
        keepRawDays = 0
        pool = nil
        commits = nil
        do {
            let queue = try Self.readingQueue(folder)
            let migrator = LedgerSchema.migrator
            let (isNewer, isCurrent) = try queue.read { database in
                (try migrator.hasBeenSuperseded(database), try migrator.hasCompletedMigrations(database))
            }
            if isNewer { throw Self.newerVersion(folder) }
            guard isCurrent else {
                throw LedgerFailure(
                    isTemporary: false,
                    text:
                        "Opening the ledger \(folder.ledger): it was not brought to this version yet. The next run of "
                        + "receive or poll does that.")
            }
            reader = queue
        } catch {
            throw Self.failure(error, "Opening the ledger \(folder.ledger)")
        }
    }

    /// The id of this installation, as our own mails carry it; made at the first call from `random`.
    package func installationID(random: () -> String) throws(LedgerFailure) -> String {
        let candidate = random()
        do {
            return try writable().write { database in
                if let known = try String.fetchOne(database, sql: "SELECT id FROM installation") { return known }
                try database.execute(sql: "INSERT INTO installation (id) VALUES (?)", arguments: [candidate])
                return candidate
            }
        } catch {
            throw Self.failure(error, "Reading the installation's id from the ledger")
        }
    }

    /// Runs a write whose neighbours share its flush.
    func write<Value: Sendable>(
        _ doing: String, _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(LedgerFailure) -> Value {
        do {
            guard let commits else { throw Self.readOnly }
            return try await commits.write(work)
        } catch {
            throw Self.failure(error, doing)
        }
    }

    func read<Value: Sendable>(
        _ doing: String, _ work: @escaping @Sendable (Database) throws -> Value
    ) async throws(LedgerFailure) -> Value {
        do {
            return try await reader.read(work)
        } catch {
            throw Self.failure(error, doing)
        }
    }

    func writable() throws(LedgerFailure) -> DatabasePool {
        guard let pool else { throw Self.readOnly }
        return pool
    }

    /// One connection that does not write.
    ///
    /// Beside a log it is a reader's. Without one SQLite makes an empty log to read through, which only a writer's
    /// connection takes away again at its end. Where nothing can be written, nothing changes either.
    private static func readingQueue(_ folder: StateFolder) throws -> DatabaseQueue {
        var configuration = configuration()
        if FileManager.default.fileExists(atPath: folder.ledger + "-wal") {
            configuration.readonly = true
        } else if access(folder.path, W_OK) != 0, errno == EROFS {
            configuration.readonly = true
            // A file URI (https://sqlite.org/uri.html), so that `?` and `%` in names mean themselves.
            let unchanging = URL(fileURLWithPath: folder.ledger).absoluteString + "?immutable=1"
            return try DatabaseQueue(path: unchanging, configuration: configuration)
        }
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA query_only = ON") }
        return try DatabaseQueue(path: folder.ledger, configuration: configuration)
    }

    private static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        return configuration
    }

    private static let readOnly = LedgerFailure(
        isTemporary: false, text: "Writing to the ledger: it is open for reading only.")

    private static func newerVersion(_ folder: StateFolder) -> LedgerFailure {
        LedgerFailure(
            isTemporary: false,
            text: "Opening the ledger \(folder.ledger): it was written by a newer version of mailworker. "
                + "Install that version again, or give another --state.")
    }

    static func failure(_ error: any Error, _ doing: String) -> LedgerFailure {
        if let error = error as? LedgerFailure { return error }
        guard let error = error as? DatabaseError else {
            return LedgerFailure(isTemporary: true, text: "\(doing): \(error)")
        }
        let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return LedgerFailure(
                isTemporary: false,
                text:
                    "\(doing): it is no intact SQLite database (\(message)). Restore it from a backup, or move it away."
            )
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            return LedgerFailure(
                isTemporary: false,
                text: "\(doing): \(message). Give --state a folder that this user may write to.")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return LedgerFailure(
                isTemporary: true, text: "\(doing): another program has held it for seconds. Try again later.")
        case .SQLITE_FULL:
            return LedgerFailure(isTemporary: true, text: "\(doing): the disk is full. Make room; no mail was lost.")
        case .SQLITE_IOERR:
            // A full disk shows so where SQLite makes its side files.
            return LedgerFailure(
                isTemporary: true,
                text: "\(doing): \(message). The disk is full or failing: look at `df`. No mail was lost.")
        default:
            return LedgerFailure(isTemporary: true, text: "\(doing): \(message)")
        }
    }
}
