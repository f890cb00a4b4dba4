/// The names of log metadata: listed here once, never used with another meaning.
package enum LogKey {
    /// Mailbox name: `gmail:ADDRESS`, `imap:USER@HOST/FOLDER`, `stdin`.
    package static let mailbox = "mailbox"
    /// Key of a mail at its source.
    package static let key = "key"
    /// Message-ID of a mail, without brackets.
    package static let messageID = "messageId"
    /// Number of the attempt at a mail or a request, from 1.
    package static let attempt = "attempt"
    /// Outcome of a mail.
    package static let outcome = "outcome"
    /// Bounded reason code.
    package static let code = "code"
    /// Sentence for the operator.
    package static let reason = "reason"
    /// Name of the host that a request went to.
    package static let host = "host"
    /// HTTP status.
    package static let status = "status"
    /// Seconds, with fraction.
    package static let seconds = "seconds"
    /// A number of mails, as the message says.
    package static let count = "count"
    /// A file or folder.
    package static let path = "path"
    /// Text of an error.
    package static let error = "error"
}
