/// What is known about copies in target folders, for servers without MOVE: there a mail is copied and then deleted, and an
/// answer that is lost in between leaves open whether the copy exists. Outlives the connections of its session.
struct CopyRecord {
    /// Fetched by this process and never copied since: surely not in a target. What an earlier process has fetched may be.
    private var untouched: Set<MessageIdentity> = []
    /// Copied with an answer that says so, and not yet deleted.
    private var copied: [String: Set<MessageIdentity>] = [:]

    mutating func fetched(_ mail: MessageIdentity) { untouched.insert(mail) }

    /// Of `mails`, those that are in `target` for sure, and those of which nobody knows.
    func sort(_ mails: [MessageIdentity], target: String) -> (there: Set<MessageIdentity>, unknown: [MessageIdentity]) {
        let there = copied[target, default: []].intersection(mails)
        return (there, mails.filter { !there.contains($0) && !untouched.contains($0) })
    }

    /// A COPY is about to be sent.
    mutating func willCopy(_ mails: [MessageIdentity]) { untouched.subtract(mails) }

    /// The server has refused it; COPY does all or nothing (RFC 9051, section 6.4.7).
    mutating func didNotCopy(_ mails: [MessageIdentity]) { untouched.formUnion(mails) }

    mutating func didCopy(_ mails: some Sequence<MessageIdentity>, target: String) {
        copied[target, default: []].formUnion(mails)
    }

    /// They are dealt with.
    mutating func forget(_ mails: [MessageIdentity]) {
        untouched.subtract(mails)
        for target in copied.keys { copied[target]?.subtract(mails) }
    }
}
