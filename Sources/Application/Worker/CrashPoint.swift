#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The places at which the process may die and nothing may be lost or done twice.
///
/// A debug build kills itself at the one that `MAILWORKER_KILL_AT` names, so that tests can prove it.
package enum CrashPoint: String, Sendable, CaseIterable {
    /// The mail is in hand.
    case claimed
    /// Its bytes are here.
    case fetched
    /// The handler has applied it.
    case applied
    /// Its outcome is on disk.
    case recorded
    /// Its source has been told, the ledger has not.
    case acknowledged
    /// The ledger says that the report is being sent.
    case reportSending
    /// The report has left, the ledger does not know yet.
    case reportSent

    /// Dies here when the environment says so; nothing in a release build.
    func pass() {
        #if DEBUG
            if let name = getenv("MAILWORKER_KILL_AT"), String(cString: name) == rawValue {
                kill(getpid(), SIGKILL)
            }
        #endif
    }
}
