#if canImport(Glibc)
    import Glibc
    private let posixRead = Glibc.read
#else
    import Darwin
    private let posixRead = Darwin.read
#endif

/// The bytes of a credentials file, and who else could read them.
package struct KeyFile: Sendable {
    /// Google's are 2.4 KB.
    static let limitBytes = 64 << 10

    package let path: String
    let bytes: [UInt8]
    private let mode: mode_t

    /// Reads the file. Throws `missing`, `unreadable`, `tooLarge`, and with `strictPermissions` `mode`.
    package init(path: String, strictPermissions: Bool) throws(CredentialsFailure) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Self.failure(path, errno == ENOENT ? .missing : .unreadable(detail: String(cString: strerror(errno))))
        }
        defer { close(descriptor) }
        var status = stat()
        var bytes = [UInt8](repeating: 0, count: Self.limitBytes + 1)
        var count = 0
        while count < bytes.count {
            let read = bytes.withUnsafeMutableBytes {
                posixRead(descriptor, $0.baseAddress?.advanced(by: count), $0.count - count)
            }
            if read < 0 && errno == EINTR { continue }
            guard read >= 0 else { throw Self.failure(path, .unreadable(detail: String(cString: strerror(errno)))) }
            if read == 0 { break }
            count += read
        }
        guard count <= Self.limitBytes else { throw Self.failure(path, .tooLarge(limitBytes: Self.limitBytes)) }
        mode = fstat(descriptor, &status) == 0 ? status.st_mode : 0
        self.bytes = Array(bytes[..<count])
        if strictPermissions, let modeWarning { throw Self.failure(path, .mode(modeWarning)) }
    }

    private static func failure(_ path: String, _ reason: CredentialsFailure.Reason) -> CredentialsFailure {
        CredentialsFailure(path: path, reason: reason)
    }

    /// What is wrong when group or others may read the key; nil when only the owner may.
    package var modeFinding: String? {
        guard mode & 0o044 != 0 else { return nil }
        let octal = String(mode & 0o777, radix: 8)
        return "other users of this machine can read the key file \(path) (mode 0\(octal))"
    }

    package var modeRemedy: String { "chmod 0400 \(path)" }

    /// Finding and remedy in one sentence.
    package var modeWarning: String? { modeFinding.map { "\($0); \(modeRemedy)" } }
}
