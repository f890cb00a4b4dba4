#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A value behind a lock, for short critical sections without `await`.
///
/// The surface is that of `Synchronization.Mutex`, the lock is a `pthread_mutex_t`: the thread sanitizer on Linux does not
/// see the other one and reports races that are none.
///
/// `@unchecked` because the compiler cannot see the lock: `value` is touched only between lock and unlock.
package final class Locked<Value>: @unchecked Sendable {
    private var value: Value
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    package init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Runs `body` with exclusive access; must not be called again from inside `body`.
    package func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
