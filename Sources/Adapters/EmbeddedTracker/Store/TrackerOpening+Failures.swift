import Foundation
import GRDB
import Mail

extension TrackerOpening {
    /// What a failed use of the tracker means for the run.
    static func failure(_ error: any Error, doing: String, path: String) -> TargetFailure {
        let start = "cannot \(doing) the tracker \(path)"
        guard let error = error as? DatabaseError else {
            return TargetFailure(.unavailable(retryAfter: nil), "\(start): \(error)")
        }
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return TargetFailure(
                .unavailable(retryAfter: nil),
                "\(start): another process is writing to it for too long; try again later")
        case .SQLITE_FULL:
            return TargetFailure(.unavailable(retryAfter: nil), "\(start): the disk is full; make room and try again")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return TargetFailure(
                .configuration, "\(start): the file is damaged (\(text(error))); restore it from a copy")
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM:
            return TargetFailure(
                .configuration,
                "\(start): \(text(error)); let the user who runs mailworker read and write the file and its folder")
        default:
            return TargetFailure(.unavailable(retryAfter: nil), "\(start): \(text(error))")
        }
    }

    /// What the last system call said, with the kind that its number asks for.
    static func systemFailure(_ doing: String) -> TargetFailure {
        let code = errno
        let text = "cannot \(doing): \(String(cString: strerror(code)))"
        switch code {
        case EACCES, EPERM, EROFS, ENOENT, ENOTDIR:
            return TargetFailure(
                .configuration, "\(text); let the user who runs mailworker read and write the file and its folder")
        default:
            return TargetFailure(.unavailable(retryAfter: nil), "\(text); try again later")
        }
    }

    private static func text(_ error: DatabaseError) -> String {
        error.message ?? "SQLite error \(error.resultCode.rawValue)"
    }
}
