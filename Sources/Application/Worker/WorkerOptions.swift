package import Mail

/// How a worker goes about its runs.
package struct WorkerOptions: Sendable {
    /// Mails that one run takes up.
    package var maximumMails: Int
    /// Ids that are listed to find the oldest ones.
    package var listLimit: Int
    /// Largest mail that is fetched, in bytes.
    package var maximumMailBytes: Int
    /// Conversations that are handled at once.
    package var inFlight: Int
    /// A finished mail that matches this long after its acknowledgement may have been put back.
    package var putBackAfter: Duration
    package var policy: RetryPolicy
    /// Error reports to one address in an hour.
    package var reportsPerSender: Int

    package init(
        maximumMails: Int, listLimit: Int, maximumMailBytes: Int, inFlight: Int, putBackAfter: Duration,
        policy: RetryPolicy, reportsPerSender: Int
    ) {
        self.maximumMails = maximumMails
        self.listLimit = listLimit
        self.maximumMailBytes = maximumMailBytes
        self.inFlight = inFlight
        self.putBackAfter = putBackAfter
        self.policy = policy
        self.reportsPerSender = reportsPerSender
    }
}

/// What a worker works with.
package struct WorkerParts: Sendable {
    package var mailbox: any Mailbox
    package var handler: any MessageHandler
    package var parser: any MessageParser
    package var ledger: any Ledger
    package var spool: Spool
    /// nil: reports are not sent.
    package var postbox: (any Postbox)?

    package init(
        mailbox: any Mailbox, handler: any MessageHandler, parser: any MessageParser, ledger: any Ledger, spool: Spool,
        postbox: (any Postbox)?
    ) {
        self.mailbox = mailbox
        self.handler = handler
        self.parser = parser
        self.ledger = ledger
        self.spool = spool
        self.postbox = postbox
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
}
