/// Lets mails that answer something take turns, one deciding and applying at a time.
///
/// Two answers to one work package that are decided side by side make each other stale; new mails never do.
actor ReplyTurn {
    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Waits for the turn; `end` must follow.
    func begin() async {
        if isTaken {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isTaken = true
        }
    }

    func end() {
        if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
    }
}
