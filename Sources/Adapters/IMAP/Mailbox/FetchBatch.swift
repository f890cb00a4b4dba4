import Mail
import Threading
import Transport

/// Fetches a batch of mails; after a lost connection what is still missing.
struct FetchBatch: Sendable {
    let orders: [FetchQueue.Order]
    let use: SessionUse
    let spool: Spool
    let meter: SessionMeter
    let search: SearchCriteria
    let account: String

    /// Gives the failure of what was not delivered.
    func run(_ deliver: @escaping @Sendable (FetchQueue.Order, Fetched) -> Void) async -> SourceFailure? {
        let left = Locked(Dictionary(grouping: orders) { $0.identity })
        let unreadable = Locked<SourceFailure?>(nil)
        for validity in Set(orders.map(\.identity.validity)) {
            do throws(SourceFailure) {
                try await fetch(validity, left, unreadable, deliver)
            } catch {
                return error
            }
        }
        return unreadable.withLock { $0 }
    }

    private func fetch(
        _ validity: UIDValidity, _ left: Locked<[MessageIdentity: [FetchQueue.Order]]>,
        _ unreadable: Locked<SourceFailure?>, _ deliver: @escaping @Sendable (FetchQueue.Order, Fetched) -> Void
    ) async throws(SourceFailure) {
        let limit = orders[0].limitBytes
        try await use("fetch mails of \(account)") { session in
            let uids = left.withLock { $0.keys.filter { $0.validity == validity }.map(\.uid) }
            guard !uids.isEmpty else { return }
            try await session.fetch(uids, validity: validity, limitBytes: limit, spool: spool) { uid, mail in
                let identity = MessageIdentity(validity: validity, uid: uid)
                for order in left.withLock({ $0.removeValue(forKey: identity) }) ?? [] {
                    if let fetched = fetched(mail, order, unreadable) { deliver(order, fetched) }
                }
            }
        }
    }

    /// Nil when the order fails.
    private func fetched(
        _ mail: FetchedMail, _ order: FetchQueue.Order, _ unreadable: Locked<SourceFailure?>
    ) -> Fetched? {
        switch mail {
        case .content(let content, let flags):
            if order.mustMatch, let flags, !search.allows(flags) { return .noLongerMatches }
            return .message(RawMail(content), isUnread: !(flags ?? []).contains(.seen))
        case .tooLarge(let bytes): return .tooLarge(bytes: bytes)
        case .missing: return .gone
        case .unreadable(let text):
            let what = "the server cannot give the mail \(order.identity) of \(account): \"\(text)\""
            meter.warn("\(what); look at it with a mail program")
            // A new mail is left for the next run, and holds up nobody.
            if order.mustMatch { return .noLongerMatches }
            unreadable.withLock { $0 = SourceFailure(.unavailable(retryAfter: nil), "\(what); try again later") }
            return nil
        }
    }
}
