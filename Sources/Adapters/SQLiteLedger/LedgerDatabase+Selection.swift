import GRDB
package import Mail

package import struct Foundation.Date

/// What is to be taken up.
extension LedgerDatabase {
    /// How many settled mails are looked at again in one run.
    private static let looksPerRun = 100

    package func select(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection {
        let (selection, blocked) = try await sort(
            mailbox, listed, atMost: limit, onlyListed: onlyListed, putBackAfter: putBackAfter, now: now)
        for (until, group) in Dictionary(grouping: blocked, by: \.until) {
            try await postpone(group.map(\.work), until: until, now: now)
        }
        return selection
    }

    package func choose(
        _ mailbox: MailboxName, matching listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> Selection {
        try await sort(
            mailbox, listed, atMost: limit, onlyListed: onlyListed, putBackAfter: putBackAfter, now: now
        ).selection
    }

    /// What is taken up, and what waits for an earlier mail of its conversation.
    private func sort(
        _ mailbox: MailboxName, _ listed: [ListedMessage], atMost limit: Int, onlyListed: Bool,
        putBackAfter: Duration, now: Date
    ) async throws(LedgerFailure) -> (selection: Selection, blocked: [(work: Work, until: Date)]) {
        let putBackBefore = now.timeIntervalSince1970 - Double(putBackAfter.components.seconds)
        return try await read("Choosing the mails to take up") { database in
            let matches = try Match.all(listed, mailbox, in: database)
            // Suspects, and waiting mails that are no longer listed; a pipe means its own mail alone.
            let left = onlyListed ? [] : try Self.due(mailbox, atMost: limit, now: now, in: database)
            var work = left.filter(\.before.isSuspect)
            var candidates = left.filter { !$0.before.isSuspect && matches.standings[$0.key.id] == nil }[...]
            var fresh = matches.listed.filter { matches.standing(of: $0).isFresh(forPipe: onlyListed, now: now) }[...]
            var blocked: [(work: Work, until: Date)] = []
            while work.count < limit {
                let candidate: Work
                if let next = candidates.popFirst() {
                    candidate = next
                } else if let next = fresh.popFirst() {
                    candidate = try Self.work(next, isKnown: matches.isKnown(next), now: now, in: database)
                } else {
                    break
                }
                if !onlyListed, let until = try Self.blocker(of: candidate, now: now, in: database) {
                    blocked.append((candidate, until))
                } else {
                    work.append(candidate)
                }
            }
            let looks = matches.listed.lazy.filter { matches.standing(of: $0).mayBePutBack(before: putBackBefore) }
            work += try looks.prefix(Self.looksPerRun).map {
                try Self.work($0, isKnown: true, isLook: true, now: now, in: database)
            }
            let settled = onlyListed ? try Self.settled(matches, besides: work, in: database) : []
            return (Selection(work: work, known: settled), blocked)
        }
    }

    /// Waiting mails whose time has come, suspects first.
    private static func due(
        _ mailbox: MailboxName, atMost limit: Int, now: Date, in database: Database
    ) throws -> [Work] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT * FROM mail WHERE mailbox = ? AND state = 'waiting' AND due <= ?
                ORDER BY suspect DESC, sequence LIMIT ?
                """,
            arguments: [mailbox.text, now.timeIntervalSince1970, limit]
        ).map { LedgerRow.work($0) }
    }

    private static func work(
        _ message: ListedMessage, isKnown: Bool, isLook: Bool = false, now: Date, in database: Database
    ) throws -> Work {
        if isKnown, let row = try row(message.key, in: database) {
            return LedgerRow.work(row, isLook: isLook)
        }
        return Work(
            key: message.key, generation: 0, before: Lifecycle(state: .new), conversation: message.conversation,
            waitsUntil: now.addingTimeInterval(longestConversationWait), keptBytes: nil, finishedAs: nil,
            isReported: false)
    }

    private static func settled(
        _ matches: Match.Listing, besides work: [Work], in database: Database
    ) throws -> [LedgerEntry] {
        let taken = Set(work.map(\.key))
        return try matches.listed.filter { matches.standing(of: $0).isSettled && !taken.contains($0.key) }
            .compactMap { try row($0.key, in: database).map(LedgerRow.entry) }
    }
}
