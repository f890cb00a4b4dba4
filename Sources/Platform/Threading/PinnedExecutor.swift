import Dispatch

/// Runs the jobs of one actor on one thread of its own, so that the actor may block in C calls.
///
/// The thread ends with the last reference; nobody else's jobs may be given to it.
package final class PinnedExecutor: SerialExecutor {
    private let queue: Queue
    private let thread: PinnedThread

    /// Starts the thread.
    package init() throws(PinnedThread.Failure) {
        let queue = Queue()
        self.queue = queue
        thread = try PinnedThread { queue.run() }
    }

    deinit {
        queue.stop()
        thread.join()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        queue.append(UnownedJob(job), asUnownedSerialExecutor())
    }

    private final class Queue: Sendable {
        private struct Content {
            var jobs: [(job: UnownedJob, executor: UnownedSerialExecutor)] = []
            var isStopping = false
        }

        private let content = Locked(Content())
        private let filled = DispatchSemaphore(value: 0)

        func append(_ job: UnownedJob, _ executor: UnownedSerialExecutor) {
            content.withLock { $0.jobs.append((job, executor)) }
            filled.signal()
        }

        func stop() {
            content.withLock { $0.isStopping = true }
            filled.signal()
        }

        /// Body of the thread.
        func run() {
            while true {
                filled.wait()
                let (next, isStopping) = content.withLock { content in
                    (content.jobs.isEmpty ? nil : content.jobs.removeFirst(), content.isStopping)
                }
                if let next {
                    next.job.runSynchronously(on: next.executor)
                } else if isStopping {
                    return
                }
            }
        }
    }
}
