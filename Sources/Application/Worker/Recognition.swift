package import Mail

/// Tells a mail that was handled before from one that was not.
package struct Recognition: Sendable {
    private let parser: any MessageParser
    private let spool: Spool
    private let ledger: (any LedgerReading)?

    /// `ledger`: nil when there is none yet.
    package init(parser: any MessageParser, spool: Spool, ledger: (any LedgerReading)?) {
        self.parser = parser
        self.spool = spool
        self.ledger = ledger
    }

    /// What makes two mails copies of each other: Message-ID, From, Date, Subject and the bytes of the body. A mail
    /// without a Message-ID is a copy only of the same bytes.
    func fingerprint(of mail: RawMail, _ head: Head) throws(SpoolFailure) -> ContentHash {
        guard let messageID = head.messageID else { return mail.hash }
        let body = try parser.bodyHash(of: mail)
        let parts = [
            messageID.text, head.from.map(\.normalized).joined(separator: ","), head.date ?? "", head.subject ?? "",
            body.hexadecimal,
        ]
        return spool.hash(of: Array(parts.joined(separator: "\u{0}").utf8))
    }

    /// What is answered when the mail at `key` is a copy of an accepted one of its mailbox; nil when it is none.
    func copy(_ key: MessageKey, _ fingerprint: ContentHash) async throws -> Repetition? {
        try await ledger?.copy(of: fingerprint, in: key.mailbox, besides: key).map { Repetition(key, copyOf: $0) }
    }

    /// What is answered when an accepted mail, or the copy of one, was put back.
    func putBack(_ work: Work, _ mail: RawMail, _ head: Head) async throws -> Repetition {
        var first: LedgerEntry?
        if work.finishedAs == .alreadyHandled {
            first = try await ledger?.copy(
                of: fingerprint(of: mail, head), in: work.key.mailbox, besides: work.key)
        }
        return Repetition(putBack: work.key, try await ledger?.entry(work.key), copyOf: first)
    }

    /// What a pipe would be answered about this mail, with the entry it is about; nil when the mail would be handled.
    ///
    /// Throws `LedgerFailure`, or `SpoolFailure` when the mail cannot be read.
    package func piped(
        _ mail: RawMail, _ head: Head, in mailbox: MailboxName
    ) async throws -> (repetition: Repetition, entry: LedgerEntry)? {
        guard let ledger else { return nil }
        let key = MessageKey(mailbox: mailbox, id: mail.hash.hexadecimal)
        if let entry = try await ledger.entry(key) {
            let isTriedAnew = entry.outcome == .rejected || entry.outcome == .gone
            switch entry.lifecycle.state {
            case .finished where !isTriedAnew, .quarantined: return (Repetition(of: entry), entry)
            default: break
            }
        }
        let fingerprint = try fingerprint(of: mail, head)
        return try await ledger.copy(of: fingerprint, in: mailbox, besides: key).map {
            (Repetition(key, copyOf: $0), $0)
        }
    }
}

extension Mailbox {
    /// The mail that is to be taken up: from bytes that are kept of an earlier attempt, else from its source.
    func fetched(_ work: Work, from ledger: (any LedgerReading)?, limitBytes: Int) async throws -> Fetched {
        if let hash = work.keptBytes, work.finishedAs == nil, let mail = try await ledger?.bytes(hash) {
            return .message(mail, isUnread: true)
        }
        let isNew = work.before.state == .new || work.finishedAs != nil
        return try await fetch(work.key, limitBytes: limitBytes, mustMatch: isNew)
    }
}

extension Reason {
    /// The mail was not fetched; `bytes`: its size where the source tells.
    static func tooLarge(_ key: MessageKey, bytes: Int?, limit: Int) -> Reason {
        let size = bytes.map { "has \($0) bytes" } ?? "is too large"
        return Reason(
            .tooLarge,
            "The mail \(size), the limit is \(limit) bytes (--max-mail-size). "
                + "It stays at its source; raise the limit and use `mailworker mails retry \(key)`.")
    }
}
