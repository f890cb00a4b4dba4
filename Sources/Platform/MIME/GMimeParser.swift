package import Mail

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes raw mail apart, in this process: structure and header fields by our own single pass over the mapped bytes, transfer
/// encodings by GMime, charsets by iconv. Holds no state: any number of mails at once.
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
            let mailStart = MailStart(start)
            guard mailStart.hasHeader else { return Head() }
            var block = HeaderBlock()
            var lines = Lines(start, from: mailStart.offset)
            while let line = lines.next(), !line.text.isEmpty {
                block.append(UnsafeRawBufferPointer(rebasing: start[line.text]))
            }
            block.finish()
            return Head(block)
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
            let message = try mail.content.withMappedBytes { bytes in try parse(bytes, limits) }
            return try TNEFUnpacking.unpacked(message, spool: spool, limits: limits)
        } catch let failure as ParsingFailure {
            throw failure
        } catch {
            throw .spool(error as? SpoolFailure ?? SpoolFailure(operation: "read a mail", errno: EIO))
        }
    }

    private func parse(_ bytes: UnsafeRawBufferPointer, _ limits: ParsingLimits) throws -> Message {
        var structure = StructureParser(bytes, limits: limits)
        let entities = try structure.parse()
        var builder = PartBuilder(bytes, spool: spool, limits: limits)
        let root = try builder.build(entities)
        let header = entities[0].header
        var issues = builder.issues
        if structure.hasUnendedMultipart {
            issues.append(ParsingIssue(code: "structure", explanation: "an end boundary is missing"))
        }
        if header.badLines > 0 {
            issues.append(
                ParsingIssue(code: "header", explanation: "lines of the header that are no fields: \(header.badLines)"))
        }
        let addresses = { name in header.first(name).map(AddressList.parse) ?? [] }
        return Message(
            head: Head(header),
            fields: header.fields.map { HeaderField(name: $0.name, value: HeaderText.decode($0.value)) },
            to: addresses("to"), cc: addresses("cc"), bcc: addresses("bcc"), replyTo: addresses("reply-to"), root: root,
            issues: issues)
    }
}
