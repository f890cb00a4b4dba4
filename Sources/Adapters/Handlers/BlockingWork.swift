import Dispatch

/// Runs blocking file work on a thread of its own, off Swift's cooperative pool, whose few threads everyone shares.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
    }
}
