import Testing
import Threading

@testable import Handlers

@Suite(.timeLimit(.minutes(1))) struct FolderFlushTests {
    private struct Full: Error {}

    /// What was in the folder when each flush began, and what is there now.
    private struct Folder {
        var files: Set<Int> = []
        var flushed: [Set<Int>] = []
    }

    @Test func `given many who put files into a folder at once, when each has flushed it, then its file is on disk`()
        async throws
    {
        let folder = Locked(Folder())
        let flush = FolderFlush { folder.withLock { $0.flushed.append($0.files) } }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for file in 1...200 {
                group.addTask {
                    folder.withLock { _ = $0.files.insert(file) }
                    try await flush.flush()
                    return folder.withLock { $0.flushed.last?.contains(file) ?? false }
                }
            }
            for try await isOnDisk in group { #expect(isOnDisk) }
        }
        #expect(folder.withLock { $0.flushed.count } <= 200)
    }

    @Test func `given a flush that fails, when others wait for it, then each is told, and the next one is tried anew`()
        async throws
    {
        let failures = Locked(1)
        let flush = FolderFlush {
            try failures.withLock { left in
                left -= 1
                if left >= 0 { throw Full() }
            }
        }
        await #expect(throws: Full.self) { try await flush.flush() }
        try await flush.flush()
    }
}
