/// Where a mail stands in the ledger.
package enum MailState: String, Sendable, Codable, CaseIterable {
    /// Known and not yet taken up; only a forgotten mail has a row in this state.
    case new
    /// In the hand of a process.
    case claimed
    /// The outcome is durable, the acknowledgement at the source is not yet sent.
    case recorded
    /// To be tried again when it is due.
    case waiting
    /// Set aside with its bytes; nothing happens until a person asks.
    case quarantined
    /// Nothing more to do.
    case finished
}

/// How the last attempt at a mail came out, as people read it.
package enum OutcomeName: String, Sendable, Codable, CaseIterable {
    case accepted, ignored, rejected, deferred, quarantined
    case alreadyHandled = "already-handled"
    /// Vanished or no longer matching when it was fetched; only counted.
    case gone
}
