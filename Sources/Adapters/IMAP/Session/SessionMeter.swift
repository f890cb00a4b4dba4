import Threading

/// Counts what the sessions of one mailbox cost, and keeps what its owner should know.
final class SessionMeter: Sendable {
    /// A server that sends a new alert each time must not fill the memory.
    private static let warningLimit = 20

    struct Reading: Sendable {
        var commands = 0
        var bodyBytes = 0
        var warnings: [String] = []
    }

    private let counted = Locked(Reading())

    var reading: Reading { counted.withLock { $0 } }

    func addCommand() { counted.withLock { $0.commands += 1 } }
    func add(bodyBytes: Int) { counted.withLock { $0.bodyBytes += bodyBytes } }

    /// Each text once.
    func warn(_ text: String) {
        counted.withLock { counted in
            guard !counted.warnings.contains(text), counted.warnings.count < Self.warningLimit else { return }
            counted.warnings.append(text)
        }
    }
}
