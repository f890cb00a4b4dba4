import Mail

/// The mails that are being handled right now, so that related ones keep their order.
///
/// A mail waits for those that came in before it: the older ones that it answers, and its own copies. It never waits for
/// one that came in later, so no two wait for each other.
actor InHand {
    private struct Mail {
        /// Counts up with every mail that comes in.
        let turn: Int
        let messageID: MessageID?
        let fingerprint: ContentHash
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private var mails: [Int: Mail] = [:]
    private var turns = 0

    /// Registers the mail at `position` (lower is older) and waits for those in hand that it is related to.
    ///
    /// Whoever enters must leave, cancelled or not: others may wait for it.
    func enter(_ position: Int, messageID: MessageID?, fingerprint: ContentHash, references: Set<MessageID>) async {
        turns += 1
        let turn = turns
        mails[position] = Mail(turn: turn, messageID: messageID, fingerprint: fingerprint)
        while let earlier = relative(of: position, turn, fingerprint: fingerprint, references: references) {
            await withCheckedContinuation { mails[earlier]?.waiters.append($0) }
        }
    }

    /// The mail at `position` is done, however it came out.
    func leave(_ position: Int) {
        guard let mail = mails.removeValue(forKey: position) else { return }
        for waiter in mail.waiters { waiter.resume() }
    }

    private func relative(
        of position: Int, _ turn: Int, fingerprint: ContentHash, references: Set<MessageID>
    ) -> Int? {
        mails.first { other, mail in
            guard mail.turn < turn else { return false }
            if mail.fingerprint == fingerprint { return true }
            return other < position && mail.messageID.map(references.contains) == true
        }?.key
    }
}
