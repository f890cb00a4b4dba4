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
        // What is there already becomes young again, so that no sweep takes it before the row names it.
        if utimensat(AT_FDCWD, final, nil, 0) != 0 { try make(final, of: mail) }
        let folder = open(path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("open", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("flush", path) }
    }

    private func make(_ final: String, of mail: RawMail) throws(LedgerFailure) {
        let temporary = "\(final).\(getpid()).\(UInt32.random(in: .min ... .max))"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create", temporary) }
        defer { close(descriptor) }
        do {
            try mail.content.forEachWindow { window in
                var done = 0
                while done < window.count {
                    let count = write(descriptor, window.baseAddress?.advanced(by: done), window.count - done)
                    if count < 0, errno == EINTR { continue }
                    guard count >= 0 else { throw failure("write", temporary) }
                    done += count
                }
            }
            guard fsync(descriptor) == 0, rename(temporary, final) == 0 else { throw failure("flush", temporary) }
        } catch {
            unlink(temporary)
            throw error as? LedgerFailure ?? LedgerFailure(isTemporary: true, text: "Keeping a mail: \(error)")
        }
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

    /// Whether the last sweep is an hour ago: it reads the whole folder, and a pipe runs for every mail.
    func isSweepDue(now: Date) -> Bool {
        var status = stat()
        guard stat(marker, &status) == 0 else { return true }
        return abs(now.timeIntervalSince1970 - Double(status.st_mtim.tv_sec)) >= 3600
    }

    /// Removes files that `isKept` does not know and that are older than a day: the rest of a crash, or no longer needed.
    func sweep(now: Date, isKept: (ContentHash) -> Bool) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return }
        _ = FileManager.default.createFile(atPath: marker, contents: nil)
        try? FileManager.default.setAttributes([.modificationDate: now], ofItemAtPath: marker)
        for name in names where !name.hasPrefix(".") {
            let hash = ContentHash(hexadecimal: String(name.prefix(64)))
            if name == "\(hash).eml", isKept(hash) { continue }
            var status = stat()
            guard stat("\(path)/\(name)", &status) == 0,
                Double(status.st_mtim.tv_sec) < now.timeIntervalSince1970 - 86_400
            else { continue }
            unlink("\(path)/\(name)")
        }
    }

    private var marker: String { "\(path)/.swept" }

    private func failure(_ operation: String, _ file: String) -> LedgerFailure {
        LedgerFailure(
            isTemporary: true,
            text:
                "Keeping a mail: cannot \(operation) \(file): \(String(cString: strerror(errno))). The mail stays at its source."
        )
    }
}
