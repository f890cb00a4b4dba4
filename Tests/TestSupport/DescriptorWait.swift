import Foundation

/// Waits until `poll(2)` reports one of `events` (or a hang-up) on a descriptor, off Swift's cooperative pool; gives what
/// it reported, 0 when a minute passed.
package func descriptorEvents(_ descriptor: Int32, _ events: Int32) async -> Int32 {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = poll(&entry, 1, 60_000)
            continuation.resume(returning: count == 1 ? Int32(entry.revents) : 0)
        }
    }
}
