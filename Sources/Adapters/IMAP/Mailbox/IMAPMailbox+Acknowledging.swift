package import Mail

extension IMAPMailbox {
    package func acknowledge(_ acknowledgements: [Acknowledgement]) async throws(SourceFailure) -> Set<MessageKey> {
        var done: Set<MessageKey> = []
        var failure: SourceFailure?
        for (filing, marks) in Dictionary(grouping: acknowledgements, by: { filing(for: $0.mark) }) {
            var groups: [UIDValidity: [UID]] = [:]
            for identity in marks.compactMap({ MessageIdentity(id: $0.key.id) }) {
                groups[identity.validity, default: []].append(identity.uid)
            }
            do throws(SessionFailure) {
                var left: Set<MessageIdentity> = []
                for (validity, uids) in groups {
                    let filed = try await use.attempt { session in
                        try await session.file(uids, validity: validity, filing)
                    }
                    left.formUnion(filed.left.map { MessageIdentity(validity: validity, uid: $0) })
                    if let full = filed.failure {
                        failure = failure ?? full.source("mark \(left.count) mails of \(name)")
                    }
                }
                done.formUnion(
                    marks.map(\.key).filter { key in MessageIdentity(id: key.id).map { !left.contains($0) } ?? true })
            } catch {
                failure = failure ?? error.source("mark \(marks.count) mails of \(name)")
                // A folder that is full says nothing about the others; a server that is gone does.
                guard error.leavesConnection else { break }
            }
        }
        guard let failure else { return done }
        guard !done.isEmpty else { throw failure }
        meter.warn(failure.text)
        return done
    }

    /// Every mark moves a mail, deletes it or makes it `\Seen`.
    package func marksRead(_ mark: Acknowledgement.Mark) -> Bool { true }

    private func filing(for mark: Acknowledgement.Mark) -> Filing {
        switch mark {
        case .accepted: options.moveOnSuccess.map { .move(to: $0) } ?? .delete
        case .acceptedKeeping, .alreadyHandled: options.moveOnSuccess.map { .move(to: $0) } ?? .markSeen
        case .failed, .quarantined: options.moveOnFailure.map { .move(to: $0) } ?? .markSeen
        }
    }
}
