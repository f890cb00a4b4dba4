import Mail
import Threading

/// Collects fetches that are asked for at the same time, so that one command serves many.
///
/// While one batch is on its way the next one gathers; nobody waits for others to come.
final class FetchQueue: Sendable {
    /// One mail that somebody waits for.
    struct Order: Sendable {
        let id: Int
        let identity: MessageIdentity
        let limitBytes: Int
        let mustMatch: Bool
        let continuation: CheckedContinuation<Result<Fetched, SourceFailure>, Never>
    }

    /// Serves a batch: calls `deliver` for each, in any order, from any thread; what is left fails as returned.
    typealias Serve =
        @Sendable (_ batch: [Order], _ deliver: @escaping @Sendable (Order, Fetched) -> Void) async -> SourceFailure?

    /// Enough to hide the way to the server, few enough to wait for.
    private static let batchLimit = 100

    private struct State {
        var lastID = 0
        var waiting: [Order] = []
        var served: [Int: Order] = [:]
        /// Serves what waits; nil when nothing does.
        var driver: Task<Void, Never>?
        /// Which driver it is: one that was cancelled serves nobody any more.
        var turn = 0
    }

    private let state = Locked(State())
    private let serve: Serve

    init(_ serve: @escaping Serve) { self.serve = serve }

    /// Waits for one mail; cancelling gives it up at once.
    func fetch(
        _ identity: MessageIdentity, limitBytes: Int, mustMatch: Bool
    ) async throws(SourceFailure) -> Fetched {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                add(
                    Order(
                        id: id, identity: identity, limitBytes: limitBytes, mustMatch: mustMatch,
                        continuation: continuation))
            }
        } onCancel: {
            self.cancel(id)
        }
        return try result.get()
    }

    private func add(_ order: Order) {
        let isCancelled = state.withLock { state in
            // Asked under the lock: whoever is cancelled later is found by `cancel`.
            guard !Task.isCancelled else { return true }
            state.waiting.append(order)
            guard state.driver == nil else { return false }
            state.turn += 1
            let turn = state.turn
            state.driver = Task { await self.drive(turn) }
            return false
        }
        if isCancelled { order.continuation.resume(returning: .failure(Self.cancelled)) }
    }

    private func drive(_ turn: Int) async {
        while let batch = nextBatch(turn) {
            let failure = await serve(batch) { order, fetched in self.complete(order.id, .success(fetched)) }
            for order in batch { complete(order.id, .failure(failure ?? Self.lost)) }
        }
    }

    /// Nil at the end, which is the end of the driver too.
    private func nextBatch(_ turn: Int) -> [Order]? {
        state.withLock { state in
            guard state.turn == turn else { return nil }
            guard !state.waiting.isEmpty else {
                state.driver = nil
                return nil
            }
            // One limit for a batch; in practice there is only one.
            let limit = state.waiting[0].limitBytes
            let batch = Array(state.waiting.prefix(Self.batchLimit).prefix { $0.limitBytes == limit })
            state.waiting.removeFirst(batch.count)
            for order in batch { state.served[order.id] = order }
            return batch
        }
    }

    /// Hands a result to whoever still waits; later calls do nothing.
    private func complete(_ id: Int, _ result: Result<Fetched, SourceFailure>) {
        let order = state.withLock { $0.served.removeValue(forKey: id) }
        order?.continuation.resume(returning: result)
    }

    /// The last one who gives up ends the work itself.
    private func cancel(_ id: Int) {
        let (order, driver) = state.withLock { state -> (Order?, Task<Void, Never>?) in
            var order = state.served.removeValue(forKey: id)
            if let place = state.waiting.firstIndex(where: { $0.id == id }) { order = state.waiting.remove(at: place) }
            guard state.served.isEmpty, state.waiting.isEmpty else { return (order, nil) }
            state.turn += 1
            defer { state.driver = nil }
            return (order, state.driver)
        }
        guard let order else { return }
        driver?.cancel()
        order.continuation.resume(returning: .failure(Self.cancelled))
    }

    private static let cancelled = SessionFailure.cancelled.source("fetch a mail")
    private static let lost = SourceFailure(
        .unavailable(retryAfter: nil), "cannot fetch a mail: the server did not answer for it; try again later")
}
