import Synchronization

/// Asks a run to take up no more mails; what is in hand is finished.
package final class StopSignal: Sendable {
    private let flag = Atomic(false)

    package init() {}

    package func stop() { flag.store(true, ordering: .releasing) }

    package var isStopped: Bool { flag.load(ordering: .acquiring) }
}
