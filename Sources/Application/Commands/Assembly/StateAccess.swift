import Foundation
import Mail
import SQLiteLedger
import Signing

/// What a session needs of the state folder.
struct StateAccess: Sendable {
    let folder: StateFolder
    let spool: Spool
    let isDryRun: Bool

    /// A real run makes the folder where it is missing, a dry run touches nothing.
    init(_ state: StateOptions, _ run: RunOptions, _ surroundings: Surroundings, _ assembly: Assembly) throws {
        isDryRun = run.dryRun
        if run.dryRun {
            folder = try state.existing(surroundings.environment)
            spool = assembly.spool(NSTemporaryDirectory())
        } else {
            folder = try state.create(surroundings.environment)
            spool = assembly.spool(folder.spool)
        }
    }

    /// The ledger under the mailbox's lock; for a dry run what is there, without a lock.
    func memory(keepRawDays: Int, lock: () async throws -> MailboxLock) async throws -> Session.Memory {
        guard isDryRun else {
            let lock = try await lock()
            return .ledger(try LedgerDatabase(folder, keepRawDays: keepRawDays), lock)
        }
        return .lookOnly(try LedgerDatabase.reading(ifThere: folder))
    }

    /// What the target is made from.
    func handlerContext(_ memory: Session.Memory, mailboxAddress: String?) throws -> HandlerContext {
        var installation: String?
        if case .ledger(let ledger, _) = memory {
            installation = try ledger.installationID {
                randomBytes(8).map { String(format: "%02x", $0) }.joined()
            }
        }
        return HandlerContext(
            trackerPath: folder.tracker, spool: spool, mailboxAddress: mailboxAddress, installationID: installation,
            isReadOnly: isDryRun)
    }
}

extension LedgerDatabase {
    /// What a look finds; nil when there is no ledger yet.
    static func reading(ifThere folder: StateFolder) throws(LedgerFailure) -> LedgerDatabase? {
        guard FileManager.default.fileExists(atPath: folder.ledger) else { return nil }
        return try LedgerDatabase(reading: folder)
    }
}
