#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets processes that open one ledger take turns while its tables are made or brought up to date. Uses `flock(2)`.
///
/// Two that make the tables at once fail with "table already exists". A folder that cannot be written to has no lock:
/// opening the ledger tells what is wrong with it.
struct OpeningLock: ~Copyable {
    private let descriptor: Int32

    init(_ folder: StateFolder) {
        descriptor = open("\(folder.locks)/ledger.opening", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
