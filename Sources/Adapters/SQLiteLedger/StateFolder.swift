package import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The folder that holds everything the program remembers.
///
///     ledger.sqlite    what became of every mail
///     raw/             kept mails, SHA256.eml
///     spool/           large mails in passing; its files have no names
///     locks/           one kernel lock per mailbox
///     tracker.sqlite   the embedded tracker, unless it lives elsewhere
package struct StateFolder: Sendable {
    package let path: String

    /// Makes the folder and its parts where they are missing, readable by this user only.
    ///
    /// Throws a permanent `LedgerFailure` when that is not possible.
    package init(creating path: String) throws(LedgerFailure) {
        self.path = path
        var made = ""
        for piece in path.split(separator: "/", omittingEmptySubsequences: true) {
            made += (made.isEmpty && !path.hasPrefix("/") ? "" : "/") + piece
            try Self.makeFolder(made, of: path)
        }
        for part in ["raw", "spool", "locks"] { try Self.makeFolder("\(path)/\(part)", of: path) }
        guard access(path, W_OK | X_OK) == 0, access("\(path)/raw", W_OK | X_OK) == 0 else {
            throw Self.unusable(path, doing: "write to it", errno)
        }
    }

    /// An existing folder that is only read: for `mails` and dry runs.
    package init(existing path: String) { self.path = path }

    package var ledger: String { "\(path)/ledger.sqlite" }
    package var tracker: String { "\(path)/tracker.sqlite" }
    package var raw: String { "\(path)/raw" }
    package var spool: String { "\(path)/spool" }
    package var locks: String { "\(path)/locks" }

    private static func makeFolder(_ folder: String, of path: String) throws(LedgerFailure) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST, errno != EROFS || access(folder, F_OK) != 0 {
            throw unusable(path, doing: "create \(folder)", errno)
        }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw unusable(path, doing: "use \(folder) as a folder", ENOTDIR)
        }
    }

    private static func unusable(_ path: String, doing: String, _ code: Int32) -> LedgerFailure {
        LedgerFailure(
            isTemporary: code == ENOSPC || code == EDQUOT || code == EIO,
            text: "Preparing the state folder \(path): cannot \(doing): \(String(cString: strerror(code))). "
                + "Give --state a folder that this user may write to.")
    }
}
