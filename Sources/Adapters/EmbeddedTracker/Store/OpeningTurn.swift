import Foundation

/// Lets processes that open one tracker for writing take turns while it is made or brought up to date.
///
/// A file that another process is just making looks like one of another program. The lock is on the folder, by `flock(2)`,
/// so nothing is left behind; a folder that cannot be opened has none, and opening the file tells what is wrong.
struct OpeningTurn: ~Copyable {
    private let descriptor: Int32

    init(on path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
        while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
