package import Foundation
import GRDB
package import Mail
import Tracking

/// The embedded tracker: one SQLite file, and a folder `attachments` beside it.
///
/// Every change is one transaction that is flushed when it returns (`synchronous=FULL` in WAL mode). Any number of
/// tasks and processes may use one file at once.
package final class SQLiteTracker: Sendable {
    /// How to open the file.
    package enum Mode: Sendable, Equatable {
        /// Creates what is missing: `tracker init`, `tracker import`.
        case create
        /// A tracker that must exist.
        case existing
        /// Reads only, and leaves nothing behind in the folder: `explain`, dry runs, `tracker export`.
        case readOnly
    }

    let path: String
    let reader: any DatabaseReader
    /// nil when read only.
    let writer: DatabasePool?
    let attachments: AttachmentFolder
    let now: @Sendable () -> Date
    /// Held shared as long as the tracker is open for writing.
    private let lock: TrackerLock?

    /// Opens the tracker at `path`, a file in an existing or creatable folder; `now` is the clock for all times stored.
    ///
    /// Throws `configuration` when there is no tracker, when the file is none of ours or of a newer version;
    /// `unavailable` when it is locked or the disk is full.
    package init(
        path: String, mode: Mode, now: @escaping @Sendable () -> Date = { Date() }
    ) throws(TargetFailure) {
        let path = URL(fileURLWithPath: path).path
        self.path = path
        self.now = now
        let opening = TrackerOpening(path: path, mode: mode)
        attachments = AttachmentFolder(beside: path)
        if mode == .readOnly {
            lock = nil
            writer = nil
            reader = try opening.openReadOnly()
        } else {
            try opening.prepareFile()
            let turn = OpeningTurn(on: path)
            defer { withExtendedLifetime(turn) {} }
            let lock = try TrackerLock(path: path + ".lock")
            let pool = try opening.openPool()
            if lock.isAlone { try attachments.sweep(pool, now: now()) }
            try lock.share()
            self.lock = lock
            writer = pool
            reader = pool
        }
    }

    /// Ends all use of the tracker and folds the log into the file: for a program that ends without releasing its
    /// objects.
    package func close() throws(TargetFailure) {
        do {
            try reader.close()
        } catch {
            throw TrackerOpening.failure(error, doing: "close", path: path)
        }
        lock?.release()
    }

    /// Runs a read on a consistent state of the tracker.
    func read<Value: Sendable>(
        _ doing: String, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(TargetFailure) -> Value {
        do {
            return try await reader.read(body)
        } catch {
            throw TrackerOpening.failure(error, doing: doing, path: path)
        }
    }

    /// Runs one transaction, flushed when this returns.
    func write<Value: Sendable>(
        _ doing: String, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(TargetFailure) -> Value {
        let writer = try writable(doing)
        do {
            return try await writer.write(body)
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw TrackerOpening.failure(error, doing: doing, path: path)
        }
    }

    func writable(_ doing: String) throws(TargetFailure) -> DatabasePool {
        guard let writer else {
            throw TargetFailure(.refused, "cannot \(doing) the tracker \(path): it is open for reading only")
        }
        return writer
    }
}
