/// Waiting times between attempts: exponential with full jitter, as Google's guides ask for.
package struct Backoff: Sendable {
    /// The longest wait before jitter.
    package static let limitSeconds = 64.0

    private var ceilingSeconds = 1.0

    package init() {}

    /// The next wait: a random part of 1, 2, 4 … 64 seconds. `random` is in 0..<1.
    package mutating func next(random: Double) -> Duration {
        defer { ceilingSeconds = min(ceilingSeconds * 2, Self.limitSeconds) }
        return .seconds(ceilingSeconds * random)
    }
}
