/// A way for our own mails to leave.
package protocol Postbox: Sendable {
    /// Sends one mail. Its Message-ID is made from `key`, so that a second attempt can be recognised.
    func send(_ message: OutgoingMessage, key: IdempotencyKey) async throws(SourceFailure)

    /// Whether the mail made from `key` left before; nil where that cannot be found out.
    func hasSent(key: IdempotencyKey) async throws(SourceFailure) -> Bool?
}
