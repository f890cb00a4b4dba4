package import Mail
package import Transport

/// Sends our own mails through a submission server.
///
/// SMTP has no way to ask whether a mail was taken: after a crash, or when an answer is lost, nobody knows.
package struct SMTPPostbox: Postbox {
    private let submission: SMTPSubmission
    private let sender: String
    private let messageID: @Sendable (IdempotencyKey) -> MessageID
    private let compose: @Sendable (OutgoingMessage, MessageID) throws -> [UInt8]

    /// `sender` is the bare address that bounces go to; `compose` writes the raw mail (RFC 5322, CRLF), what it throws is a
    /// refusal of that one mail.
    package init(
        submission: SMTPSubmission, sender: String, messageID: @escaping @Sendable (IdempotencyKey) -> MessageID,
        compose: @escaping @Sendable (OutgoingMessage, MessageID) throws -> [UInt8]
    ) {
        self.submission = submission
        self.sender = sender
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
        do throws(SMTPFailure) {
            try await submission.send(raw, from: sender, to: message.to)
        } catch {
            throw SourceFailure(error.sourceKind, "cannot send the report on \(key): \(error)")
        }
    }

    package func hasSent(key: IdempotencyKey) async throws(SourceFailure) -> Bool? { nil }
}

extension SMTPFailure {
    /// How long a server is left alone that takes nothing for now.
    private static let pause: Duration = .seconds(300)

    /// What it means for the reports of a run.
    package var sourceKind: SourceFailure.Kind {
        switch kind {
        case .temporary(let isUnsent): .unavailable(retryAfter: isUnsent ? Self.pause : nil)
        case .refused: .refused
        case .credentials: .credentials
        case .configuration: .configuration
        case .cancelled: .cancelled
        }
    }
}
