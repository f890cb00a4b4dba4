import Dispatch
import GRDB
package import Mail
package import Tracking

extension SQLiteTracker: Tracker {
    package func receipt(for key: IdempotencyKey) async throws(TargetFailure) -> Receipt? {
        try await read("look up a receipt in") { try Receipt.fetch($0, key) }
    }

    package func apply(
        _ change: TrackerChange, by person: ActingPerson, key: IdempotencyKey
    ) async throws(TargetFailure) -> Applied {
        if let receipt = try await receipt(for: key) { return .repeated(receipt) }
        try await store(change.attachments.map(\.content))
        let now = Timestamp(now())
        return try await write("apply a change to") { database in
            // Asked again inside the transaction: two attempts with one key may have come this far together.
            if let receipt = try Receipt.fetch(database, key) { return .repeated(receipt) }
            var applied = Applied.stale
            try database.inSavepoint {
                do {
                    let receipt = try ChangeTransaction(database: database, now: now).apply(change, by: person)
                    try receipt.insert(database, key, now)
                    applied = .applied(receipt)
                    return .commit
                } catch is StaleChange {
                    return .rollback
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    // Something that the change names is gone since the decision was made.
                    return .rollback
                }
            }
            return applied
        }
    }

    /// Writes and flushes files on a thread that may block.
    private func store(_ contents: [SpooledContent]) async throws(TargetFailure) {
        guard !contents.isEmpty else { return }
        _ = try writable("store attachments of")
        let attachments = attachments
        let result = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do throws(TargetFailure) {
                    try attachments.store(contents)
                    continuation.resume(returning: Result<Void, TargetFailure>.success(()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        try result.get()
    }
}

extension TrackerChange {
    var attachments: [NewAttachment] {
        switch self {
        case .createWorkPackage(let new): new.attachments
        case .updateWorkPackage(let update): update.attachments
        case .replyInForum(let message): message.attachments
        case .commentOnNews: []
        }
    }
}
