import Mail

/// The mails that are being handled right now, so that related ones keep their order.
///
/// A mail waits for those that came before it: the one it answers, and its own copy. It never waits for a later one, so
/// no two wait for each other.
actor InHand {
    private struct Mail {
        let messageID: MessageID?
        let fingerprint: ContentHash
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private var mails: [Int: Mail] = [:]

    /// Registers the mail at `position` (lower is older) and waits for older ones that it is related to.
    func enter(_ position: Int, messageID: MessageID?, fingerprint: ContentHash, references: Set<MessageID>) async {
        mails[position] = Mail(messageID: messageID, fingerprint: fingerprint)
        while let earlier = relative(before: position, fingerprint: fingerprint, references: references) {
            await withCheckedContinuation { mails[earlier]?.waiters.append($0) }
        }
    }

    /// The mail at `position` is done, however it came out.
    func leave(_ position: Int) {
        guard let mail = mails.removeValue(forKey: position) else { return }
        for waiter in mail.waiters { waiter.resume() }
    }

    private func relative(before position: Int, fingerprint: ContentHash, references: Set<MessageID>) -> Int? {
        mails.first { other, mail in
            guard other < position else { return false }
            return mail.fingerprint == fingerprint || mail.messageID.map(references.contains) == true
        }?.key
    }
}
