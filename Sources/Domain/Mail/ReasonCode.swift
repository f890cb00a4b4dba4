/// The bounded codes of outcomes and notes: one per cause, never renamed or reused. Listed by `mailworker mails codes`.
package enum ReasonCode: String, Sendable, Codable, CaseIterable {
    // Accepted.
    case created, updated, replied, delivered
    // Rejected.
    case noProject = "no_project"
    case unknownProject = "unknown_project"
    case noPermission = "no_permission"
    case inactiveProject = "inactive_project"
    case lockedThread = "locked_thread"
    case replyTarget = "reply_target"
    case invalidValues = "invalid_values"
    case tooLarge = "too_large"
    case tooComplex = "too_complex"
    // Ignored.
    case ownAddress = "own_address"
    case automatic
    case unknownSender = "unknown_sender"
    case inactiveAccount = "inactive_account"
    case unknownReference = "unknown_reference"
    case calendarReply = "calendar_reply"
    // Rejected or deferred by other handlers, deferred by targets.
    case handlerExit = "handler_exit"
    case handlerTimeout = "handler_timeout"
    case targetUnavailable = "target_unavailable"
    case stale
    /// The process died while this mail was alone in hand.
    case crashed
    // Mails handled before.
    case copy
    case putBack = "put_back"
    /// The mail was gone or no longer matched when it was fetched.
    case gone
    // Notes.
    case unknownValue = "unknown_value"
    case refusedAttribute = "refused_attribute"
    case invalidValue = "invalid_value"
    case refusedFile = "refused_file"
    case lostFile = "lost_file"
    case cutText = "cut_text"
    case patternLimit = "pattern_limit"
    case decoding

    /// What the code stands for, one line for `mails codes`.
    package var meaning: String {
        switch self {
        case .created: "accepted: a work package was created"
        case .updated: "accepted: a work package was changed or commented"
        case .replied: "accepted: a forum message was added to a thread, or a comment to news"
        case .delivered: "accepted: another handler took the mail"
        case .noProject: "rejected: neither the mail nor an option names a project"
        case .unknownProject: "rejected: the mail names a project that does not exist or that the sender may not see"
        case .noPermission: "rejected: the sender may not do this in the project"
        case .inactiveProject: "rejected: the project is closed or archived"
        case .lockedThread: "rejected: the forum thread is locked"
        case .replyTarget: "rejected: what the mail answers is gone, or the sender may not see it"
        case .invalidValues: "rejected: values are missing or invalid, nothing could be created"
        case .tooLarge: "rejected: the mail, its header or its decoded content is larger than the limit"
        case .tooComplex: "rejected: too many parts, header lines or levels"
        case .ownAddress: "ignored: sent from one of our own addresses"
        case .automatic: "ignored: an automatic answer or a delivery report"
        case .unknownSender: "ignored: no account has the sender's address"
        case .inactiveAccount: "ignored: the sender's account is locked or not yet activated"
        case .unknownReference:
            "ignored: an answer to something that takes no answers by mail, or to news that is gone or hidden"
        case .calendarReply: "ignored: an answer to a meeting invitation"
        case .handlerExit: "rejected or deferred: the handler command ended with this status"
        case .handlerTimeout: "deferred: the handler command did not end in time"
        case .targetUnavailable: "deferred: the target does not answer"
        case .stale: "deferred: what the mail changes was changed by someone else at the same time"
        case .crashed: "deferred: the program ended while it handled this mail"
        case .copy: "already handled: a copy of a mail that was accepted"
        case .putBack: "already handled: an accepted mail that was marked unread again"
        case .gone: "the mail was gone when it was to be fetched"
        case .unknownValue: "note: a keyword names something that does not exist"
        case .refusedAttribute: "note: the sender may not set this attribute"
        case .invalidValue: "note: a keyword's value cannot be used for its attribute"
        case .refusedFile: "note: a file was not stored"
        case .lostFile: "note: a file could not be kept"
        case .cutText: "note: a text was cut at its limit"
        case .patternLimit: "note: --body-delimiter-regex took too long on this text"
        case .decoding: "note: bytes of the text were invalid in its charset"
        }
    }
}
