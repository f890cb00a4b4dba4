package import Mail
import Threading

/// A way out for reports that remembers what left, and fails where a test says so.
package final class ScriptedPostbox: Postbox {
    package struct State: Sendable {
        package var sent: [String] = []
        package var failure: SourceFailure?
        /// The mail leaves, the answer is lost.
        package var losesAnswers = false
        /// False: it cannot be found out whether a mail left.
        package var canLook = true
    }

    private let state = Locked(State())

    package init() {}

    package func with<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        state.withLock { state in body(&state) }
    }

    /// Keys of the mails that left.
    package var sent: [String] { with { $0.sent } }

    package func send(_ message: OutgoingMessage, key: IdempotencyKey) async throws(SourceFailure) {
        let failure = with { state -> SourceFailure? in
            if let failure = state.failure { return failure }
            state.sent.append(key.text)
            return state.losesAnswers ? SourceFailure(.unavailable(retryAfter: nil), "the answer was lost") : nil
        }
        if let failure { throw failure }
    }

    package func hasSent(key: IdempotencyKey) async throws(SourceFailure) -> Bool? {
        with { state in state.canLook ? state.sent.contains(key.text) : nil }
    }
}
