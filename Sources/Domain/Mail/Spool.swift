/// A running SHA-256 over bytes as they pass; implemented over OpenSSL outside the domain.
package protocol ContentDigest {
    mutating func update(_ bytes: UnsafeRawBufferPointer)
    /// Ends the digest; called once.
    mutating func finish() -> ContentHash
}

/// Where bytes of unknown size go while they arrive: makes writers for one spool folder.
package struct Spool: Sendable {
    /// An existing folder for unlinked files.
    package let folder: String
    private let makeDigest: @Sendable () -> any ContentDigest

    package init(folder: String, makeDigest: @escaping @Sendable () -> any ContentDigest) {
        self.folder = folder
        self.makeDigest = makeDigest
    }

    /// A writer that takes at most `limitBytes` bytes.
    package func writer(limitBytes: Int) -> SpoolWriter {
        SpoolWriter(folder: folder, limitBytes: limitBytes, digest: makeDigest())
    }

    /// A running digest, for content that is only hashed.
    package func digest() -> any ContentDigest { makeDigest() }

    /// Content made of bytes that are in memory already.
    package func content(_ bytes: some Sequence<UInt8>) -> SpooledContent {
        let bytes = Array(bytes)
        return SpooledContent(bytes, hash: hash(of: bytes))
    }

    /// SHA-256 of bytes in memory.
    package func hash(of bytes: [UInt8]) -> ContentHash {
        var digest = makeDigest()
        bytes.withUnsafeBytes { digest.update($0) }
        return digest.finish()
    }
}

/// Collects bytes that arrive in pieces; `finish` gives the content. One owner, one thread at a time.
package struct SpoolWriter {
    /// What `write` throws when more than the limit arrives; what was written is dropped with the writer.
    package struct LimitReached: Error, Equatable {
        package let limitBytes: Int
    }

    private let folder: String
    private let limitBytes: Int
    private var digest: any ContentDigest
    private var memory: [UInt8] = []
    private var file: SpoolFile?
    package private(set) var count = 0

    init(folder: String, limitBytes: Int, digest: any ContentDigest) {
        self.folder = folder
        self.limitBytes = limitBytes
        self.digest = digest
    }

    /// Appends `bytes`; throws `LimitReached` or `SpoolFailure`.
    package mutating func write(_ bytes: UnsafeRawBufferPointer) throws {
        guard count + bytes.count <= limitBytes else { throw LimitReached(limitBytes: limitBytes) }
        digest.update(bytes)
        if file == nil, count + bytes.count > SpooledContent.memoryLimit {
            let spool = try SpoolFile(in: folder)
            try memory.withUnsafeBytes { try spool.write($0, at: 0) }
            memory = []
            file = spool
        }
        if let file {
            try file.write(bytes, at: count)
        } else {
            memory.append(contentsOf: bytes)
        }
        count += bytes.count
    }

    /// Appends the bytes of `bytes`; throws as the other `write`.
    package mutating func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }

    /// Ends the content; the writer must not be used afterwards.
    package mutating func finish() -> SpooledContent {
        let hash = digest.finish()
        if let file { return SpooledContent(file: file, count: count, hash: hash) }
        return SpooledContent(memory, hash: hash)
    }
}
