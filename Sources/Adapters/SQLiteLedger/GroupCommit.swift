import GRDB

/// Collects writes that come at the same time into one transaction, so that they share one flush of the disk.
///
/// Each piece of work runs in its own savepoint: one that fails does not undo its neighbours.
actor GroupCommit {
    private struct Entry: Sendable {
        let work: @Sendable (Database) throws -> Void
        let continuation: CheckedContinuation<Void, any Error>
    }

    private let writer: DatabasePool
    private var queue: [Entry] = []
    private var isDraining = false

    init(_ writer: DatabasePool) { self.writer = writer }

    /// Runs `work` in a transaction; returns when it is on disk, throws what it threw.
    func write(_ work: @escaping @Sendable (Database) throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            queue.append(Entry(work: work, continuation: continuation))
            if !isDraining {
                isDraining = true
                Task { await drain() }
            }
        }
    }

    private func drain() async {
        while !queue.isEmpty {
            let batch = queue
            queue = []
            do {
                let failures = try await writer.write { database in
                    try batch.map { try Self.run($0.work, in: database) }
                }
                for (entry, failure) in zip(batch, failures) {
                    if let failure {
                        entry.continuation.resume(throwing: failure)
                    } else {
                        entry.continuation.resume()
                    }
                }
            } catch {
                for entry in batch { entry.continuation.resume(throwing: error) }
            }
        }
        isDraining = false
    }

    /// Runs one piece of work in a savepoint; gives its failure, throws when the transaction itself is lost.
    private static func run(_ work: (Database) throws -> Void, in database: Database) throws -> (any Error)? {
        do {
            try database.inSavepoint {
                try work(database)
                return .commit
            }
            return nil
        } catch {
            guard database.isInsideTransaction else { throw error }
            return error
        }
    }
}
