import GRDB

/// Collects writes that come at the same time into one transaction, so that they share one flush of the disk.
///
/// A piece of work that fails does not undo its neighbours.
actor GroupCommit {
    private struct Entry: Sendable {
        /// Does the work; gives what hands over its result once the transaction is on disk.
        let work: @Sendable (Database) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let writer: DatabasePool
    private var queue: [Entry] = []
    private var isDraining = false

    init(_ writer: DatabasePool) { self.writer = writer }

    /// Runs `work` in a transaction; returns when it is on disk, throws what it threw. Cancelling the caller changes
    /// nothing: what was begun is written.
    func write<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Value, any Error>) in
            queue.append(
                Entry(
                    work: { database in
                        let value = try work(database)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) }))
            if !isDraining {
                isDraining = true
                Task { await drain() }
            }
        }
    }

    private func drain() async {
        while !queue.isEmpty {
            // Those who are about to come are served too.
            await Task.yield()
            let batch = queue
            queue = []
            do {
                let answers = try await writer.write { try Self.run(batch, in: $0) }
                for answer in answers { answer() }
            } catch {
                for entry in batch { entry.fail(error) }
            }
        }
        isDraining = false
    }

    /// Runs all of it in one savepoint, which is cheap; where one fails, all again, each in a savepoint of its own.
    private static func run(_ batch: [Entry], in database: Database) throws -> [@Sendable () -> Void] {
        var answers: [@Sendable () -> Void] = []
        do {
            try database.inSavepoint {
                answers = try batch.map { try $0.work(database) }
                return .commit
            }
            return answers
        } catch {
            guard database.isInsideTransaction else { throw error }
            return try batch.map { try run($0, in: database) }
        }
    }

    /// Runs one piece of work in a savepoint; gives its answer, throws when the transaction itself is lost.
    private static func run(_ entry: Entry, in database: Database) throws -> @Sendable () -> Void {
        do {
            var answer: @Sendable () -> Void = {}
            try database.inSavepoint {
                answer = try entry.work(database)
                return .commit
            }
            return answer
        } catch {
            guard database.isInsideTransaction else { throw error }
            return { entry.fail(error) }
        }
    }
}
