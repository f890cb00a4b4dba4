package import Mail
import Threading

/// A target that knows its idempotency keys again, answers as a test says and remembers what it was given.
package final class ScriptedHandler: MessageHandler {
    package struct Call: Sendable, Equatable {
        package let id: String
        package let key: String
        package let attempt: Int

        package init(_ id: String, key: String, attempt: Int) {
            self.id = id
            self.key = key
            self.attempt = attempt
        }
    }

    private struct State {
        var calls: [Call] = []
        /// How often each key was applied: never more than once.
        var applied: [String: Int] = [:]
    }

    private let state = Locked(State())
    private let answer: @Sendable (Delivery) async throws -> HandlingOutcome

    /// `answer` may throw `TargetFailure`; anything else it throws counts as cancelled.
    package init(_ answer: @escaping @Sendable (Delivery) async throws -> HandlingOutcome) { self.answer = answer }

    /// Accepts everything.
    package convenience init() { self.init { _ in .accepted(.testing) } }

    package var calls: [Call] { state.withLock { $0.calls } }
    package var ids: [String] { calls.map(\.id) }
    package var applied: [String: Int] { state.withLock { $0.applied } }

    package func check() async throws(TargetFailure) -> [String] { [] }
    package func setupSteps() async -> [SetupStep] { [] }

    package func preview(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> Preview {
        Preview(outcome: try await answered(delivery), steps: [DecisionStep("script", "mail", "as told")])
    }

    package func deliver(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome {
        let key = delivery.idempotencyKey.text
        let isRepeated = state.withLock { state in
            state.calls.append(Call(delivery.key.id, key: key, attempt: delivery.attempt))
            return state.applied[key] != nil
        }
        if isRepeated { return .accepted(.testing) }
        let outcome = try await answered(delivery)
        if case .accepted = outcome { apply(delivery) }
        return outcome
    }

    /// Applies a mail and says nothing about it: the process dies, or the answer is lost.
    package func apply(_ delivery: Delivery) {
        state.withLock { state in state.applied[delivery.idempotencyKey.text, default: 0] += 1 }
    }

    private func answered(_ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome {
        do {
            return try await answer(delivery)
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw TargetFailure(.unavailable(retryAfter: nil), "cancelled")
        }
    }
}

extension Receipt {
    /// Work package 42 was created.
    package static let testing = Receipt(
        kind: .workPackageCreated, code: .created, id: 42, url: "https://example.org/42", text: "created #42")
}

extension OutgoingMessage {
    /// An error report to Ann.
    package static let testing = OutgoingMessage(
        to: "Ann@example.net", subject: "Re: Printer", text: "No such project.", inReplyTo: "1@example.net",
        references: [])
}
