import Mail

/// Claims, outcomes, what follows a death, reports.
extension LedgerClause {
    static let claiming: [LedgerClause] = [
        LedgerClause("a mail in hand cannot be claimed again") { scene in
            let work = try await scene.claim("1")
            try scene.expect(try await scene.ledger.claim(work, now: scene.start), is: false, "second claim")
        },
        LedgerClause("a mail that was recorded cannot be claimed from an older choice") { scene in
            let work = try await scene.handle("1", .accepted(.testing))
            try scene.expect(try await scene.ledger.claim(work, now: scene.start), is: false, "claim")
            try scene.expect(try await scene.known("1").lifecycle.state, is: .recorded, "state")
        },
        LedgerClause("a mail that a person forgot meanwhile cannot be claimed from an older choice") { scene in
            try await scene.finish("1", .rejected(scene.reason, report: nil))
            let look = try await scene.select(["1"], at: 600).work[0]
            try await scene.forget(scene.key("1"), scene.at(601))
            try scene.expect(try await scene.ledger.claim(look, now: scene.at(602)), is: false, "claim")
            try await scene.ledger.lookedAt(look, now: scene.at(603))
            try await scene.ledger.markAgain(look, now: scene.at(603))
            try scene.expect(try await scene.known("1").lifecycle, is: Lifecycle(state: .new), "it stays new")
        },
        LedgerClause("letting go of a new mail leaves nothing behind") { scene in
            let work = try await scene.claim("1")
            try await scene.ledger.release(work, now: scene.start)
            try scene.expect(try await scene.entry(scene.key("1")) == nil, "no row")
        },
        LedgerClause("letting go restores state, due and attempts (3.3)") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil))
            let before = try await scene.known("1").lifecycle
            let work = try await scene.claim("1", at: 60)
            try await scene.ledger.release(work, now: scene.at(61))
            try scene.expect(try await scene.known("1").lifecycle, is: before, "standing")
        },
        LedgerClause("a new mail that no longer matches leaves nothing behind") { scene in
            let work = try await scene.claim("1")
            try await scene.ledger.vanished(work, now: scene.start)
            try scene.expect(try await scene.entry(scene.key("1")) == nil, "no row")
        },
        LedgerClause("a mail put back and claimed begins its attempts anew") { scene in
            for seconds in [0.0, 1_000, 2_000] {
                try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), at: seconds)
            }
            try await scene.ledger.acknowledged([scene.key("1")], marked: [scene.key("1")], now: scene.at(2_000))
            let work = try await scene.claim("1", at: 3_000)
            try scene.expect(work.finishedAs, is: .quarantined, "what it was")
            try scene.expect(try await scene.known("1").lifecycle.attempts, is: 0, "attempts")
        },
    ]

    static let recording: [LedgerClause] = [
        LedgerClause("an outcome is shown as it was recorded, and pending until it is acknowledged") { scene in
            try await scene.handle("1", .accepted(.testing), messageID: "1@x")
            let entry = try await scene.known("1")
            try scene.expect(entry.lifecycle, is: Lifecycle(state: .recorded, attempts: 1), "standing")
            try scene.expect(entry.outcome, is: .accepted, "outcome")
            try scene.expect(entry.receipt, is: .testing, "receipt")
            try scene.expect(entry.messageID, is: MessageID("1@x"), "message id")
            try scene.expect(entry.from, is: "ann@example.net", "sender")
            try scene.expect(
                try await scene.ledger.pendingAcknowledgements(scene.mailbox),
                is: [Acknowledgement(key: scene.key("1"), mark: .accepted)], "pending")
            try await scene.ledger.acknowledged([scene.key("1")], marked: [scene.key("1")], now: scene.at(5))
            try scene.expect(try await scene.ledger.pendingAcknowledgements(scene.mailbox), is: [], "pending after")
            try scene.expect(try await scene.known("1").lifecycle.state, is: .finished, "state")
            try scene.expect(try await scene.known("1").acknowledged, is: scene.at(5), "time")
        },
        LedgerClause("a quarantined mail keeps its bytes and stays quarantined when it is marked") { scene in
            for seconds in [0.0, 1_000, 2_000] {
                try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), at: seconds)
            }
            try await scene.ledger.acknowledged([scene.key("1")], marked: [scene.key("1")], now: scene.at(2_001))
            let entry = try await scene.known("1")
            try scene.expect(entry.lifecycle, is: Lifecycle(state: .quarantined, attempts: 3), "standing")
            guard let hash = entry.hash, let mail = try await scene.ledger.bytes(hash) else {
                throw LedgerContractBroken(description: "no bytes are kept")
            }
            try scene.expect(try mail.content.bytes(), is: mailBytes(subject: "1"), "bytes")
            try scene.expect(
                try await scene.ledger.counts(scene.mailbox, now: scene.at(2_002)),
                is: LedgerCounts(waiting: 0, quarantined: 1), "counts")
        },
        LedgerClause("only accepted mails have copies, and not themselves") { scene in
            try await scene.handle("1", .accepted(.testing))
            try await scene.handle("2", .rejected(scene.reason, report: nil))
            let accepted = Spool.testing.hash(of: mailBytes(subject: "1"))
            let rejected = Spool.testing.hash(of: mailBytes(subject: "2"))
            let found = try await scene.ledger.copy(of: accepted, in: scene.mailbox, besides: scene.key("9"))
            try scene.expect(found?.key, is: scene.key("1"), "copy")
            try scene.expect(
                try await scene.ledger.copy(of: accepted, in: scene.mailbox, besides: scene.key("1")) == nil, "itself")
            try scene.expect(
                try await scene.ledger.copy(of: rejected, in: scene.mailbox, besides: scene.key("9")) == nil,
                "rejected")
        },
        LedgerClause("an accepted mail that is put back is marked again and stays what it was (7.2.6)") { scene in
            try await scene.finish("1", .accepted(.testing))
            let look = try await scene.select(["1"], at: 600).work[0]
            try await scene.ledger.markAgain(look, now: scene.at(601))
            let entry = try await scene.known("1")
            try scene.expect(entry.outcome, is: .accepted, "outcome")
            try scene.expect(entry.receipt, is: .testing, "receipt")
            try scene.expect(entry.pendingMark, is: .alreadyHandled, "mark")
            let hash = Spool.testing.hash(of: mailBytes(subject: "1"))
            let copy = try await scene.ledger.copy(of: hash, in: scene.mailbox, besides: scene.key("9"))
            try scene.expect(copy?.key, is: scene.key("1"), "copies are still known")
        },
        LedgerClause("a retried mail waits and is due, an accepted one is refused") { scene in
            for seconds in [0.0, 1_000, 2_000] {
                try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), at: seconds)
            }
            try await scene.finish("2", .accepted(.testing))
            try scene.expect(try await scene.retry(scene.key("1"), scene.at(2_001)), is: true, "quarantined")
            try scene.expect(try await scene.retry(scene.key("2"), scene.at(2_001)), is: false, "accepted")
            try scene.expect(try await scene.ledger.pendingAcknowledgements(scene.mailbox), is: [], "marks")
            try scene.expect(try await scene.select([], at: 2_001).work.map(\.key.id), is: ["1"], "work")
        },
        LedgerClause("a forgotten mail is new, with another idempotency key") { scene in
            try await scene.finish("1", .accepted(.testing))
            try await scene.forget(scene.key("1"), scene.at(5))
            let work = try await scene.select(["1"], at: 6).work
            try scene.expect(work.map(\.idempotencyKey.text), is: ["gmail:support@example.org/1#1"], "key")
            try scene.expect(work.map(\.before), is: [Lifecycle(state: .new)], "standing")
        },
    ]

    static let recovering: [LedgerClause] = [
        LedgerClause("mails in hand when the process died are suspects, due at once, without an attempt") { scene in
            try await scene.claim("1")
            try await scene.claim("2")
            let quarantined = try await scene.ledger.recover(scene.mailbox, policy: scene.policy, now: scene.at(9))
            try scene.expect(quarantined.isEmpty, "nothing is quarantined")
            let suspect = Lifecycle(state: .waiting, due: scene.at(9), isSuspect: true)
            try scene.expect(try await scene.known("1").lifecycle, is: suspect, "first")
            try scene.expect(try await scene.known("2").lifecycle, is: suspect, "second")
            let work = try await scene.select(["0", "1", "2"], at: 9).work
            try scene.expect(work.map(\.key.id), is: ["1", "2", "0"], "suspects first")
        },
        LedgerClause("the death of a mail alone in hand counts, and quarantines at the limit with its bytes") { scene in
            let mail = RawMail(Spool.testing.content(mailBytes()))
            for attempt in 1...3 {
                let work = try await scene.claim("1", at: Double(attempt))
                try await scene.ledger.keep(mail, of: work)
                let gone = try await scene.ledger.recover(
                    scene.mailbox, policy: scene.policy, now: scene.at(Double(attempt)))
                try scene.expect(gone.map(\.key.id), is: attempt == 3 ? ["1"] : [], "quarantined at \(attempt)")
            }
            let entry = try await scene.known("1")
            try scene.expect(entry.lifecycle, is: Lifecycle(state: .quarantined, attempts: 3), "standing")
            try scene.expect(entry.reason?.code, is: .crashed, "code")
            try scene.expect(entry.pendingMark, is: .quarantined, "mark")
            try scene.expect(try await scene.ledger.bytes(mail.hash) != nil, "bytes")
        },
        LedgerClause("recovery of one mailbox leaves the mails of others in hand") { scene in
            let work = try await scene.claim("1")
            let other = MailboxName("gmail:sales@example.org")
            _ = try await scene.ledger.recover(other, policy: scene.policy, now: scene.at(1))
            try scene.expect(try await scene.known(work.key.id).lifecycle.state, is: .claimed, "state")
        },
    ]

    static let reporting: [LedgerClause] = [
        LedgerClause("a report is due once the mail is acknowledged, and once per mail") { scene in
            let work = try await scene.handle("1", .rejected(scene.reason, report: .testing))
            try scene.expect(try await scene.ledger.nextReport(scene.mailbox, besides: []) == nil, "before the mark")
            try await scene.ledger.acknowledged([work.key], marked: [work.key], now: scene.start)
            let due = try await scene.ledger.nextReport(scene.mailbox, besides: [])
            try scene.expect(due?.message, is: .testing, "message")
            try scene.expect(due?.state, is: .due, "state")
            try scene.expect(try await scene.ledger.nextReport(scene.mailbox, besides: [work.key]) == nil, "skipped")
            try await scene.ledger.setReport(work.key, .sent, now: scene.at(1))
            try scene.expect(try await scene.ledger.nextReport(scene.mailbox, besides: []) == nil, "after it")
            let again = try await scene.claim("1", at: 600)
            try scene.expect(again.isReported, "the next attempt knows")
            try await scene.record(again, .rejected(scene.reason, report: .testing), at: 600)
            try await scene.ledger.acknowledged([work.key], marked: [work.key], now: scene.at(600))
            try scene.expect(try await scene.ledger.nextReport(scene.mailbox, besides: []) == nil, "no second one")
        },
        LedgerClause("a report that was being sent is found again") { scene in
            try await scene.finish("1", .rejected(scene.reason, report: .testing))
            try await scene.ledger.setReport(scene.key("1"), .sending, now: scene.at(7))
            let report = try await scene.ledger.nextReport(scene.mailbox, besides: [])
            try scene.expect(report?.state, is: .sending, "state")
            try scene.expect(report?.updated, is: scene.at(7), "since")
        },
        LedgerClause("reports to an address are counted, whatever the case, as far as they left") { scene in
            for (id, state) in [("1", ReportState.sent), ("2", .sending), ("3", .sentUnknown), ("4", .none)] {
                try await scene.finish(id, .rejected(scene.reason, report: .testing))
                try await scene.ledger.setReport(scene.key(id), state, now: scene.at(10))
            }
            try scene.expect(
                try await scene.ledger.reports(to: "ANN@example.net", since: scene.at(10)), is: 3, "count")
            try scene.expect(
                try await scene.ledger.reports(to: "ann@example.net", since: scene.at(11)), is: 0, "later")
        },
    ]
}
