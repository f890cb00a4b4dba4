package import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The kernel's lock on one mailbox: held by one process at a time and gone with it, however it ends. Uses `flock(2)`.
package final class MailboxLock: Sendable {
    /// Another process serves the mailbox.
    package struct Held: Error, Equatable {
        package let mailbox: MailboxName
        /// nil when the holder has not written it yet.
        package let processID: Int?
    }

    private let descriptor: Int32

    /// Takes the lock or throws `Held` at once; `LedgerFailure` when the lock file cannot be opened.
    package init(_ mailbox: MailboxName, in folder: StateFolder) throws {
        let path = "\(folder.locks)/\(Self.fileName(mailbox)).lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerFailure(
                isTemporary: errno == ENOSPC,
                text: "Locking the mailbox \(mailbox): cannot open \(path): \(String(cString: strerror(errno))). "
                    + "Give --state a folder that this user may write to.")
        }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EINTR else {
                defer { close(descriptor) }
                throw Held(mailbox: mailbox, processID: Self.holder(descriptor))
            }
        }
        self.descriptor = descriptor
        ftruncate(descriptor, 0)
        let text = "\(getpid())\n"
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count], as: UTF8.self).filter(\.isNumber))
    }

    /// The mailbox's name with everything but letters, digits, `@`, `.` and `-` written as its hexadecimal code.
    private static func fileName(_ mailbox: MailboxName) -> String {
        var name = ""
        for byte in mailbox.text.lowercased().utf8 {
            let character = Character(UnicodeScalar(byte))
            if byte < 128, character.isLetter || character.isNumber || "@.-".contains(character) {
                name.append(character)
            } else {
                name += "%" + String(byte, radix: 16)
            }
        }
        // File names end at 255 bytes; what is cut off is told apart by nothing else, so keep the end, which differs.
        return String(name.suffix(200))
    }
}
