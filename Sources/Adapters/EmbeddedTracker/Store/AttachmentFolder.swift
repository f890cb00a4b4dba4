import Foundation
import GRDB
import Mail
import Signing

/// The folder of attachments: one file per content, named by its SHA-256, flushed before the transaction that names it.
struct AttachmentFolder: Sendable {
    let path: String

    init(beside database: String) {
        path = (database as NSString).deletingLastPathComponent + "/attachments"
    }

    init(path: String) { self.path = path }

    func file(_ hash: ContentHash) -> String { "\(path)/\(hash.hexadecimal)" }

    func contains(_ hash: ContentHash) -> Bool { FileManager.default.fileExists(atPath: file(hash)) }

    /// Stores contents durably; what is there already is not written again.
    func store(_ contents: [SpooledContent]) throws(TargetFailure) {
        guard !contents.isEmpty else { return }
        try createFolder()
        for content in contents where !contains(content.hash) {
            do {
                try write(named: content.hash) { writer in
                    try content.forEachWindow { try writer.write($0) }
                }
            } catch let failure as TargetFailure {
                throw failure
            } catch {
                throw TargetFailure(
                    .unavailable(retryAfter: nil), "cannot store the attachment \(file(content.hash)): \(error)")
            }
        }
        try flushFolder()
    }

    /// Copies the file of `hash` into this folder; the bytes must have that hash. False: there is no such file.
    func take(_ hash: ContentHash, from folder: AttachmentFolder) throws -> Bool {
        guard folder.contains(hash) else { return false }
        if contains(hash) { return true }
        try createFolder()
        let source = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.file(hash)))
        defer { try? source.close() }
        let digest = SHA256Stream()
        try write(named: hash) { writer in
            while let window = try source.read(upToCount: 1 << 16), !window.isEmpty {
                try window.withUnsafeBytes { bytes in
                    digest.update(bytes)
                    try writer.write(bytes)
                }
            }
            guard ContentHash(bytes: digest.finish()) == hash else {
                throw DataFileProblems(["\(folder.file(hash)): the content does not have the SHA-256 that is its name"])
            }
        }
        return true
    }

    /// Makes the names of stored files durable.
    func flushFolder() throws(TargetFailure) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw TrackerOpening.systemFailure("open the folder \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw TrackerOpening.systemFailure("flush the folder \(path)") }
    }

    /// Removes files that no row names and that are older than a day: left by a process that died between file and
    /// transaction. Only under the exclusive lock, so that nobody is between the two now.
    func sweep(_ pool: DatabasePool, now: Date) throws(TargetFailure) {
        do {
            guard FileManager.default.fileExists(atPath: path) else { return }
            let known = try pool.read { try String.fetchSet($0, sql: "SELECT sha256 FROM attachments") }
            for name in try FileManager.default.contentsOfDirectory(atPath: path) where !known.contains(name) {
                let file = "\(path)/\(name)"
                let changed = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
                guard let changed, now.timeIntervalSince(changed) > 86_400 else { continue }
                try FileManager.default.removeItem(atPath: file)
            }
        } catch {
            throw TargetFailure(
                .unavailable(retryAfter: nil), "cannot sweep the attachments in \(path): \(error.localizedDescription)")
        }
    }

    func createFolder() throws(TargetFailure) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw TrackerOpening.systemFailure("create the folder \(path)")
        }
    }

    /// Writes a file under a name of its own, flushes it and gives it its real name.
    private func write(named hash: ContentHash, _ body: (AttachmentWriter) throws -> Void) throws {
        let temporary = "\(path)/new-\(UInt64.random(in: .min ... .max))"
        do {
            let writer = try AttachmentWriter(path: temporary)
            try body(writer)
            try writer.finish()
        } catch {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, file(hash)) == 0 else {
            throw TrackerOpening.systemFailure("name the attachment \(file(hash))")
        }
    }
}

/// A file that is being written.
private final class AttachmentWriter {
    private let path: String
    private let descriptor: Int32

    init(path: String) throws(TargetFailure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TrackerOpening.systemFailure("create \(path)") }
    }

    deinit { close(descriptor) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(TargetFailure) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw TrackerOpening.systemFailure("write \(path)")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    func finish() throws(TargetFailure) {
        guard fsync(descriptor) == 0 else { throw TrackerOpening.systemFailure("flush \(path)") }
    }
}
