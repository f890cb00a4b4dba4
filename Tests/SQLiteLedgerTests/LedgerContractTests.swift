import Foundation
import Mail
import SQLiteLedger
import TestSupport
import Testing

@Suite struct LedgerContractTests {
    @Test(.timeLimit(.minutes(1)), arguments: LedgerClause.all)
    func `given an empty SQLite ledger, when a clause of the port is tried, then it holds`(
        _ clause: LedgerClause
    ) async throws {
        let scratch = try ScratchFolder()
        let ledger = try LedgerDatabase(StateFolder(creating: scratch.file("state").path), keepRawDays: 0)
        try await clause.prove(
            ledger,
            retry: { key, now in
                guard let entry = try await ledger.entry(key) else { return false }
                return try await ledger.retry(entry, now: now)
            },
            forget: { key, now in
                if let entry = try await ledger.entry(key) { try await ledger.forget(entry, now: now) }
            },
            entry: { try await ledger.entry($0) })
    }
}
