import Mail

import struct Foundation.Date
import class Foundation.FileManager

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Kept mails: one file `SHA256.eml` each, on disk before the row that names it.
struct RawFolder: Sendable {
    let path: String

    func file(_ hash: ContentHash) -> String { "\(path)/\(hash).eml" }

    /// Writes the bytes beside, flushes, gives them their name, flushes the folder.
    func store(_ mail: RawMail) throws(LedgerFailure) {
        let final = file(mail.hash)
        if access(final, F_OK) == 0 { return }
        let temporary = "\(final).\(getpid()).\(UInt32.random(in: .min ... .max))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", temporary) }
        defer { close(descriptor) }
        do {
            var offset = 0
            try mail.content.forEachWindow { window in
                var done = 0
                while done < window.count {
                    let count = write(descriptor, window.baseAddress?.advanced(by: done), window.count - done)
                    if count < 0, errno == EINTR { continue }
                    guard count >= 0 else { throw failure("write", temporary) }
                    done += count
                }
                offset += window.count
            }
            guard fsync(descriptor) == 0, rename(temporary, final) == 0 else { throw failure("flush", temporary) }
        } catch {
            unlink(temporary)
            throw error as? LedgerFailure ?? LedgerFailure(isTemporary: true, text: "Keeping a mail: \(error)")
        }
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("open", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("flush", path) }
    }

    /// The kept mail; nil when there is none with this hash.
    func mail(_ hash: ContentHash) -> RawMail? {
        let descriptor = open(file(hash), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            close(descriptor)
            return nil
        }
        return RawMail(
            SpooledContent(file: SpoolFile(descriptor: descriptor), count: Int(status.st_size), hash: hash))
    }

    /// Removes files that `isKept` does not know and that are older than a day: the rest of a crash, or no longer needed.
    func sweep(now: Date, isKept: (ContentHash) -> Bool) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return }
        for name in names {
            let hash = ContentHash(hexadecimal: String(name.prefix(64)))
            if name == "\(hash).eml", isKept(hash) { continue }
            var status = stat()
            guard stat("\(path)/\(name)", &status) == 0,
                Double(status.st_mtim.tv_sec) < now.timeIntervalSince1970 - 86_400
            else { continue }
            unlink("\(path)/\(name)")
        }
    }

    private func failure(_ operation: String, _ file: String) -> LedgerFailure {
        LedgerFailure(
            isTemporary: true,
            text:
                "Keeping a mail: cannot \(operation) \(file): \(String(cString: strerror(errno))). The mail stays at its source."
        )
    }
}
