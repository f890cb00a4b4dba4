/// A source of mail.
package protocol Mailbox: Sendable {
    var name: MailboxName { get }

    /// Walks through the set-up of this source, for `validate`; changes nothing.
    func check() async -> [SetupStep]

    /// Lists what matches now, as served, page by page; at most `limit` in all. Throws `SourceFailure`.
    func matches(atMost limit: Int) -> AsyncThrowingStream<[ListedMessage], any Error>

    /// Fetches one mail's bytes; at most `limitBytes` of them.
    ///
    /// `mustMatch`: a mail that was read or filed meanwhile is `noLongerMatches`; else it is given all the same.
    func fetch(_ key: MessageKey, limitBytes: Int, mustMatch: Bool) async throws(SourceFailure) -> Fetched

    /// Marks mails at the source; idempotent. Returns the keys that were marked or are gone.
    func acknowledge(_ acknowledgements: [Acknowledgement]) async throws(SourceFailure) -> Set<MessageKey>

    /// Whether this mark makes a mail read (or moves it), so that it no longer looks untouched.
    func marksRead(_ mark: Acknowledgement.Mark) -> Bool

    /// Reports that something may have arrived, where the source can tell; else stays silent.
    func arrivals() -> AsyncStream<Void>

    /// What this source has cost so far in this process.
    var traffic: Traffic { get async }
}

/// Requests and body bytes, for the summary.
package struct Traffic: Sendable, Equatable {
    /// HTTP requests, token requests included.
    package var requests: Int
    /// Body bytes after content decoding.
    package var bytesReceived: Int
    /// Sentences about the source for every run: a clock that is wrong, a key file that others can read.
    package var warnings: [String]

    package init(requests: Int = 0, bytesReceived: Int = 0, warnings: [String] = []) {
        self.requests = requests
        self.bytesReceived = bytesReceived
        self.warnings = warnings
    }
}

/// One match of a listing.
package struct ListedMessage: Sendable, Hashable {
    package let key: MessageKey
    /// Gmail's `threadId`; nil where the source has none.
    package let conversation: String?

    package init(key: MessageKey, conversation: String?) {
        self.key = key
        self.conversation = conversation
    }
}

/// What came of a fetch.
package enum Fetched: Sendable {
    /// `isUnread`: whether the source shows it as unread; a mail that was marked read and is unread again was put back.
    case message(RawMail, isUnread: Bool)
    /// No longer there.
    case gone
    /// There, but read or filed meanwhile.
    case noLongerMatches
    /// Larger than the limit; nothing was kept. `bytes` where the source says it.
    case tooLarge(bytes: Int?)
}

/// What to do at the source for one mail whose outcome is recorded.
package struct Acknowledgement: Sendable, Hashable {
    package enum Mark: String, Sendable, Hashable {
        /// Accepted: remove UNREAD; IMAP: move to `move_on_success` or delete.
        case accepted
        /// Accepted, but a file or a part of the text was lost on the way: as `accepted`, never deleted.
        case acceptedKeeping
        /// Ignored or rejected: as `read_on_failure` says; IMAP: `move_on_failure` or `\Seen`.
        case failed
        /// Quarantined: as `failed`, and the quarantine label.
        case quarantined
        /// Known before: marked read or moved, never deleted.
        case alreadyHandled
    }

    package let key: MessageKey
    package let mark: Mark

    package init(key: MessageKey, mark: Mark) {
        self.key = key
        self.mark = mark
    }
}
