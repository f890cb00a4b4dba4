/// Flushes a folder to disk for many who have just put a file into it: one flush serves all who came before it began.
actor FolderFlush {
    private let work: @Sendable () throws -> Void
    private var waiting: [CheckedContinuation<Void, any Error>] = []
    private var isFlushing = false

    init(_ work: @escaping @Sendable () throws -> Void) { self.work = work }

    /// Returns when all that the caller has done in the folder is on disk; throws what `work` threw.
    func flush() async throws {
        try await withCheckedThrowingContinuation { continuation in
            waiting.append(continuation)
            guard !isFlushing else { return }
            isFlushing = true
            Task { await drain() }
        }
    }

    private func drain() async {
        while !waiting.isEmpty {
            // Those who are about to come are served too.
            await Task.yield()
            let served = waiting
            waiting = []
            do {
                try await blocking(work)
                for continuation in served { continuation.resume() }
            } catch {
                for continuation in served { continuation.resume(throwing: error) }
            }
        }
        isFlushing = false
    }
}
