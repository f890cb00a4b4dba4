import Threading

/// Counts requests and body bytes.
package final class HTTPMeter: Sendable {
    /// What was counted up to now.
    package struct Reading: Sendable, Equatable {
        package var requests = 0
        /// Body bytes after content decoding.
        package var bytesReceived = 0
    }

    private let counted = Locked(Reading())

    package init() {}

    package var reading: Reading { counted.withLock { $0 } }

    func addRequest() { counted.withLock { $0.requests += 1 } }
    func add(bytes: Int) { counted.withLock { $0.bytesReceived += bytes } }
}
