import Foundation
package import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Delivers every mail into a Maildir: written to `tmp`, flushed, renamed into `new`, folder flushed.
///
/// The file's unique name is made from the idempotency key: a file of that name in `new` or `cur`, whatever flags follow,
/// is a delivery that was made before. Files are 0600, folders 0700, the bytes unchanged.
/// https://cr.yp.to/proto/maildir.html
package struct MaildirHandler: MessageHandler {
    private let path: String
    private let hash: @Sendable ([UInt8]) -> ContentHash
    private let current = CurrentNames()
    private let arrivals: FolderFlush

    /// `hash` is SHA-256.
    package init(path: String, hash: @escaping @Sendable ([UInt8]) -> ContentHash) {
        self.path = path
        self.hash = hash
        arrivals = FolderFlush { try Self.flush(path) }
    }

    @discardableResult
    package func check() async throws(TargetFailure) -> [String] {
        try prepare()
        return []
    }

    package func setupSteps() async -> [SetupStep] {
        do throws(TargetFailure) {
            try prepare()
            return [SetupStep("target", .pass, seen: "the Maildir \(path) can be written to")]
        } catch {
            return [
                SetupStep(
                    "target", .fail, seen: error.text, remedy: "Give a folder that this user may write to.",
                    failure: .unavailable(retryAfter: nil))
            ]
        }
    }

    package func preview(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> Preview {
        Preview(
            outcome: .accepted(receipt), steps: [DecisionStep("maildir", path, "would be delivered unchanged")],
            change: ["a file \(name(delivery)) in \(path)/new"])
    }

    package func deliver(_ mail: RawMail, _ delivery: Delivery) async throws(TargetFailure) -> HandlingOutcome {
        let name = name(delivery)
        do {
            if access("\(path)/new/\(name)", F_OK) != 0 {
                if try await current.contains(name, in: "\(path)/cur") { return .accepted(receipt) }
                try await blocking { try write(mail, name) }
            }
            try await arrivals.flush()
            return .accepted(receipt)
        } catch let failure as TargetFailure {
            throw failure
        } catch {
            throw TargetFailure(
                .unavailable(retryAfter: nil),
                "Delivering to the Maildir \(path): \(error). The mail stays at its source.")
        }
    }

    private var receipt: Receipt {
        Receipt(kind: .delivered, code: .delivered, text: "delivered to the Maildir \(path)")
    }

    /// `HASH.mailworker`: no colon, slash or leading dot, the same for every attempt.
    private func name(_ delivery: Delivery) -> String {
        "\(hash(Array(delivery.idempotencyKey.text.utf8)).hexadecimal).mailworker"
    }

    private func prepare() throws(TargetFailure) {
        for folder in [path, "\(path)/tmp", "\(path)/new", "\(path)/cur"] {
            if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure("create", folder) }
        }
        for folder in ["tmp", "new", "cur"] where access("\(path)/\(folder)", W_OK | X_OK) != 0 {
            throw failure("write to", "\(path)/\(folder)")
        }
    }

    private func write(_ mail: RawMail, _ name: String) throws {
        let temporary = "\(path)/tmp/\(name)"
        let descriptor = try create(temporary)
        var isDelivered = false
        defer {
            close(descriptor)
            if !isDelivered { unlink(temporary) }
        }
        try mail.content.forEachWindow { window in
            var done = 0
            while done < window.count {
                let count = Foundation.write(descriptor, window.baseAddress?.advanced(by: done), window.count - done)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw failure("write", temporary) }
                done += count
            }
        }
        guard fsync(descriptor) == 0 else { throw failure("flush", temporary) }
        guard rename(temporary, "\(path)/new/\(name)") == 0 else { throw failure("rename", temporary) }
        isDelivered = true
    }

    private func create(_ temporary: String) throws -> Int32 {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        var descriptor = open(temporary, flags, 0o600)
        if descriptor < 0, errno == EEXIST {
            // One process at a time delivers this key, so what stands there is the rest of an attempt that was cut off;
            // it may be one file with a mail that was delivered and filed elsewhere, so it is not written to.
            unlink(temporary)
            descriptor = open(temporary, flags, 0o600)
        }
        guard descriptor >= 0 else { throw failure("create", temporary) }
        return descriptor
    }

    private static func flush(_ path: String) throws {
        let folder = open("\(path)/new", O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { throw failure(path, "open", "\(path)/new") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure(path, "flush", "\(path)/new") }
    }

    private func failure(_ operation: String, _ file: String) -> TargetFailure {
        Self.failure(path, operation, file)
    }

    private static func failure(_ path: String, _ operation: String, _ file: String) -> TargetFailure {
        TargetFailure(
            .unavailable(retryAfter: nil),
            "Delivering to the Maildir \(path): cannot \(operation) \(file): \(String(cString: strerror(errno))). "
                + "Give this user the right to write there; the mail stays at its source.")
    }
}

/// The unique names in `cur`, read again only when the folder has changed.
private actor CurrentNames {
    private var names: Set<Substring> = []
    private var changed: [Int] = []

    func contains(_ name: String, in folder: String) throws -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0 else { return false }
        let change = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
        if change != changed {
            names = Set(try FileManager.default.contentsOfDirectory(atPath: folder).map { $0.prefix { $0 != ":" } })
            // The clock of files ticks slowly: a change in this very second may be followed by one with the same time.
            changed = time(nil) - change[0] > 1 ? change : []
        }
        return names.contains(name[...])
    }
}
