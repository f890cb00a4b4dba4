#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread of our own for blocking C calls, which must not hold a thread of Swift's pool.
///
/// The process must not end while it runs inside a C library; `join` waits for its end.
package final class PinnedThread: Sendable {
    /// The system gave no thread.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        package let errno: Int32

        package var description: String { "cannot start a thread: \(String(cString: strerror(errno)))" }
    }

    private enum State { case running(pthread_t), ended }

    private let state: Locked<State>

    /// Starts a thread that runs `body` once. `stackBytes` is the size of its stack, a multiple of 4,096.
    package init(stackBytes: Int = 1 << 20, _ body: @escaping @Sendable () -> Void) throws(Failure) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        let box = Unmanaged.passRetained(Body(body))
        #if canImport(Glibc)
            var thread = pthread_t()
            let code = pthread_create(&thread, &attributes, { runBody($0) }, box.toOpaque())
            let started = code == 0 ? thread : nil
        #else
            var thread: pthread_t?
            let code = pthread_create(&thread, &attributes, { runBody($0) }, box.toOpaque())
            let started = thread
        #endif
        guard let started else {
            box.release()
            throw Failure(errno: code)
        }
        state = Locked(.running(started))
    }

    deinit { detach() }

    /// Waits for the end of the thread, once; from the thread itself it only lets go of it.
    package func join() {
        guard let thread = take() else { return }
        if pthread_equal(thread, pthread_self()) != 0 {
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }

    private func detach() {
        if let thread = take() { pthread_detach(thread) }
    }

    private func take() -> pthread_t? {
        state.withLock { state in
            guard case .running(let thread) = state else { return nil }
            state = .ended
            return thread
        }
    }
}

private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runBody(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
    return nil
}
