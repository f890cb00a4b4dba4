import Foundation
import Mail

/// The lock file of a tracker: shared by those who write, exclusive for the one who sweeps; released by the kernel.
final class TrackerLock: Sendable {
    private let path: String
    private let descriptor: Int32
    /// Whether nobody else had the tracker open for writing.
    let isAlone: Bool

    /// Takes the lock exclusively if it is free.
    init(path: String) throws(TargetFailure) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TrackerOpening.systemFailure("open the lock file \(path)") }
        self.path = path
        self.descriptor = descriptor
        isAlone = flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    deinit { close(descriptor) }

    /// Holds the lock together with others from now on; waits for a sweep of another process.
    func share() throws(TargetFailure) {
        while flock(descriptor, LOCK_SH) != 0 {
            guard errno == EINTR else { throw TrackerOpening.systemFailure("lock \(path)") }
        }
    }

    func release() { flock(descriptor, LOCK_UN) }
}
