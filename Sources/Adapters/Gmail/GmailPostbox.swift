package import Mail
import Transport

/// Sends our own mails as the mailbox's user, by `messages.send` (100 units).
///
/// A request whose answer is lost is not repeated: it may have left. `hasSent` looks for it by its Message-ID, which is
/// made from the key of the mail that it answers.
package struct GmailPostbox: Postbox {
    private let mailbox: GmailMailbox
    private let messageID: @Sendable (IdempotencyKey) -> MessageID
    private let compose: @Sendable (OutgoingMessage, MessageID) throws -> [UInt8]

    /// `compose` writes the raw mail (RFC 5322); what it throws is a refusal of that one mail.
    package init(
        mailbox: GmailMailbox, messageID: @escaping @Sendable (IdempotencyKey) -> MessageID,
        compose: @escaping @Sendable (OutgoingMessage, MessageID) throws -> [UInt8]
    ) {
        self.mailbox = mailbox
        self.messageID = messageID
        self.compose = compose
    }

    package func send(_ message: OutgoingMessage, key: IdempotencyKey) async throws(SourceFailure) {
        let raw: [UInt8]
        do {
            raw = try compose(message, messageID(key))
        } catch {
            throw SourceFailure(.refused, "cannot write the report on \(key): \(error)")
        }
        do throws(GmailAPI.CallFailure) {
            try await mailbox.api.send(try call(raw)) { _ throws(AnswerFault) in }
        } catch {
            throw error.source("send the report on \(key)")
        }
    }

    package func hasSent(key: IdempotencyKey) async throws(SourceFailure) -> Bool? {
        do throws(GmailAPI.CallFailure) {
            let call = GmailCall.list(
                query: "rfc822msgid:\(messageID(key)) in:anywhere", isAboutUnread: false, maxResults: 1, pageToken: nil)
            return try await mailbox.api.send(call) { response throws(AnswerFault) in
                try MessageList.read(response).messages?.isEmpty == false
            }
        } catch {
            throw error.source("look for the report on \(key)")
        }
    }

    private func call(_ raw: [UInt8]) throws(GmailAPI.CallFailure) -> GmailCall {
        do throws(GmailFailure) {
            return try GmailCall.send(raw)
        } catch {
            throw .gmail(error)
        }
    }
}
