import Threading

/// How many requests may be on their way at once: at most the maximum, half after each "too many", slowly back.
final class RequestWindow: Sendable {
    /// Permission for one request.
    struct Ticket: Sendable {
        /// Halvings before it began; requests of one round count as one complaint.
        fileprivate let round: Int
    }

    enum Ending: Sendable {
        case answered
        /// Gmail called it too many.
        case crowded
        case failed
    }

    private struct State {
        var limit: Double
        var running = 0
        var round = 0
        var nextID = 0
        var waiting: [(id: Int, continuation: CheckedContinuation<Ticket?, Never>)] = []
        /// Cancelled before they began to wait.
        var cancelled: Set<Int> = []
    }

    private let maximum: Int
    private let state: Locked<State>

    init(maximum: Int) {
        self.maximum = max(1, maximum)
        state = Locked(State(limit: Double(max(1, maximum))))
    }

    /// The limit as it is now.
    var limit: Int { state.withLock { Int($0.limit) } }

    /// Waits for a place, first come first served. Throws when the task is cancelled.
    func enter() async throws(CancellationError) -> Ticket {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let ticket = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in wait(id, continuation) }
        } onCancel: {
            cancel(id)
        }
        state.withLock { _ = $0.cancelled.remove(id) }
        guard let ticket else { throw CancellationError() }
        return ticket
    }

    /// Gives the place to the next.
    func leave(_ ticket: Ticket, _ ending: Ending) {
        let admitted = state.withLock { state in
            state.running -= 1
            switch ending {
            case .answered:
                // One place more after as many answers as there are places.
                state.limit = min(Double(maximum), state.limit + 1 / state.limit)
            case .crowded where ticket.round == state.round:
                state.limit = max(1, (state.limit / 2).rounded(.down))
                state.round += 1
            case .crowded, .failed:
                break
            }
            return Self.admit(&state)
        }
        for (continuation, ticket) in admitted { continuation.resume(returning: ticket) }
    }

    private func wait(_ id: Int, _ continuation: CheckedContinuation<Ticket?, Never>) {
        let admitted: [(CheckedContinuation<Ticket?, Never>, Ticket?)] = state.withLock { state in
            if state.cancelled.contains(id) { return [(continuation, nil)] }
            state.waiting.append((id, continuation))
            return Self.admit(&state)
        }
        for (continuation, ticket) in admitted { continuation.resume(returning: ticket) }
    }

    private func cancel(_ id: Int) {
        let continuation = state.withLock { state in
            state.cancelled.insert(id)
            let place = state.waiting.firstIndex { $0.id == id }
            return place.map { state.waiting.remove(at: $0).continuation }
        }
        continuation?.resume(returning: nil)
    }

    private static func admit(_ state: inout State) -> [(CheckedContinuation<Ticket?, Never>, Ticket?)] {
        var admitted: [(CheckedContinuation<Ticket?, Never>, Ticket?)] = []
        while state.running < Int(state.limit), !state.waiting.isEmpty {
            state.running += 1
            admitted.append((state.waiting.removeFirst().continuation, Ticket(round: state.round)))
        }
        return admitted
    }
}
