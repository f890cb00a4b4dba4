/// What a mail may cost; beyond it parsing throws, except for texts, which are cut.
package struct ParsingLimits: Sendable, Equatable {
    /// Bytes of all parts together after transfer decoding.
    package var decodedBytes: Int
    package var parts: Int
    package var depth: Int
    package var headerBytes: Int
    package var headerLines: Int
    /// Bytes of one text part that are decoded to characters; the rest is cut with an issue.
    package var textBytes: Int
    /// Lines that begin with `--` times the boundaries that are open where they stand: every such line is compared with
    /// every open boundary, a few ns each.
    package var boundaryComparisons: Int

    package init(
        decodedBytes: Int, parts: Int, depth: Int, headerBytes: Int, headerLines: Int, textBytes: Int,
        boundaryComparisons: Int
    ) {
        self.decodedBytes = decodedBytes
        self.parts = parts
        self.depth = depth
        self.headerBytes = headerBytes
        self.headerLines = headerLines
        self.textBytes = textBytes
        self.boundaryComparisons = boundaryComparisons
    }
}

/// Takes raw mail apart.
package protocol MessageParser: Sendable {
    /// Reads the header fields the worker needs; never fails, costs at most the header limit.
    func head(_ mail: RawMail) -> Head

    /// SHA-256 of the body bytes, all after the first empty line: with the head it tells a copy from another mail.
    ///
    /// Throws `SpoolFailure` when the mail cannot be read.
    func bodyHash(of mail: RawMail) throws(SpoolFailure) -> ContentHash

    /// Parses everything. Only limits throw; a spool that cannot be written shows as `ParsingFailure.spool`.
    func parse(_ mail: RawMail, limits: ParsingLimits) async throws(ParsingFailure) -> Message
}

/// Why a mail could not be parsed.
package enum ParsingFailure: Error, Equatable {
    /// Beyond a limit: `too_large` (decoded size, header bytes) or `too_complex` (parts, depth, header lines, boundary work).
    case limit(Reason)
    case spool(SpoolFailure)
}
