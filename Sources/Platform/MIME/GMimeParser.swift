package import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes raw mail apart, in this process: GMime does all parsing over the mapped bytes, iconv the charsets. What GMime 3.2
/// cannot bear is refused before (`WorkGuard`, `AddressList`). Holds no state: any number of mails at once.
package struct GMimeParser: MessageParser {
    /// How far `head` looks for the end of the header: the default of `--max-header-size`.
    private static let headLimitBytes = 1_048_576

    private let spool: Spool

    /// `spool` takes the decoded contents.
    package init(spool: Spool) { self.spool = spool }

    package func head(_ mail: RawMail) -> Head {
        // A mail that cannot be read has an empty head; who reads the rest of it hears the failure.
        let head = try? mail.content.withMappedBytes { bytes in
            let start = UnsafeRawBufferPointer(rebasing: bytes.prefix(GMimeParser.headLimitBytes))
            let span = HeaderSpan(start)
            guard span.hasHeader else { return Head() }
            let header = [UInt8](start[span.start..<span.end]) + [0x0A]
            return try header.withUnsafeBytes { header in
                guard WorkGuard.encodedWordWork(header) <= WorkGuard.encodedWordBytes else { return Head() }
                return try ParsedMail.withRoot(of: header, limits: nil) { root in
                    root.map { HeaderFields(of: $0).head() } ?? Head()
                }
            }
        }
        return head ?? Head()
    }

    package func bodyHash(of mail: RawMail) throws(SpoolFailure) -> ContentHash {
        do {
            return try mail.content.withMappedBytes { bytes in
                var lines = Lines(bytes, from: 0)
                while let line = lines.next(), !line.text.isEmpty {}
                var digest = spool.digest()
                digest.update(UnsafeRawBufferPointer(rebasing: bytes[lines.position...]))
                return digest.finish()
            }
        } catch {
            throw error as? SpoolFailure ?? SpoolFailure(operation: "read a mail", errno: EIO)
        }
    }

    package func parse(_ mail: RawMail, limits: ParsingLimits) async throws(ParsingFailure) -> Message {
        do {
            let message = try mail.content.withMappedBytes {
                try MessageReader(spool: spool, limits: limits).read($0)
            }
            return try TNEFUnpacking.unpacked(message, spool: spool, limits: limits)
        } catch let failure as ParsingFailure {
            throw failure
        } catch {
            throw .spool(error as? SpoolFailure ?? SpoolFailure(operation: "read a mail", errno: EIO))
        }
    }
}
