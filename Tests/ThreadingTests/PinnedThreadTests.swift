import Testing
import Threading

@Suite struct PinnedThreadTests {
    @Test(.timeLimit(.minutes(1))) func `join waits for the end, a second join does not`() throws {
        let ended = Locked(false)
        let thread = try PinnedThread { ended.withLock { $0 = true } }
        thread.join()
        #expect(ended.withLock { $0 })
        thread.join()
    }

    @Test(.timeLimit(.minutes(1))) func `a thread that joins itself goes on to its end`() async throws {
        let shared = Locked<PinnedThread?>(nil)
        let (events, end) = AsyncStream.makeStream(of: Void.self)
        let thread = try PinnedThread {
            var me: PinnedThread?
            repeat { me = shared.withLock { $0 } } while me == nil
            me?.join()
            end.finish()
        }
        shared.withLock { $0 = thread }
        for await _ in events {}
        shared.withLock { $0 = nil }
    }

    @Test func `many threads see one count`() throws {
        let count = Locked(0)
        let threads = try (0..<8).map { _ in
            try PinnedThread { for _ in 0..<10_000 { count.withLock { $0 += 1 } } }
        }
        for thread in threads { thread.join() }
        #expect(count.withLock { $0 } == 80_000)
    }

    @Test func `given a stack that cannot be had, the failure names the cause`() {
        #expect {
            try PinnedThread(stackBytes: 1 << 60) {}
        } throws: {
            "\($0)" == "cannot start a thread: Resource temporarily unavailable"
        }
    }
}
