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
    /// Reports that one run sends; the others stay due.
    package var reportsPerRun: Int

    package init(
        maximumMails: Int, listLimit: Int, maximumMailBytes: Int, inFlight: Int, putBackAfter: Duration,
        policy: RetryPolicy, reportsPerSender: Int, reportsPerRun: Int
    ) {
        self.maximumMails = maximumMails
        self.listLimit = listLimit
        self.maximumMailBytes = maximumMailBytes
        self.inFlight = inFlight
        self.putBackAfter = putBackAfter
        self.policy = policy
        self.reportsPerSender = reportsPerSender
        self.reportsPerRun = reportsPerRun
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

    /// What tells a mail that was handled before.
    var recognition: Recognition { Recognition(parser: parser, spool: spool, ledger: ledger) }
}
