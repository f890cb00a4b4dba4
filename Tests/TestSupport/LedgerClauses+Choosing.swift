import Mail

/// What is chosen, and in which order.
extension LedgerClause {
    static let choosing: [LedgerClause] = [
        LedgerClause("unknown matches are new work, oldest first, each once") { scene in
            let selection = try await scene.select(["1", "2", "2", "1", "3"])
            try scene.expect(selection.work.map(\.key.id), is: ["1", "2", "3"], "work")
            try scene.expect(selection.work.allSatisfy { $0.before == Lifecycle(state: .new) }, "all are new")
        },
        LedgerClause("the limit takes the oldest that are due, not those that are handled or wait (7.1.1)") { scene in
            try await scene.finish("1", .accepted(.testing))
            try await scene.handle("2", .deferred(scene.reason, retryAfter: nil))
            let selection = try await scene.select(["1", "2", "3", "4", "5"], atMost: 2, at: 30)
            try scene.expect(selection.work.map(\.key.id), is: ["3", "4"], "work")
        },
        LedgerClause("waiting mails come when they are due, also when they are no longer listed") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil))
            try scene.expect(try await scene.select([], at: 59).work.isEmpty, "nothing before its time")
            let work = try await scene.select(["2"], at: 60).work
            try scene.expect(work.map(\.key.id), is: ["1", "2"], "work")
            try scene.expect(work[0].before.attempts, is: 1, "attempts")
            try scene.expect(work[0].keptBytes != nil, "the bytes are kept from the first deferral on")
        },
        LedgerClause("a waiting mail that is listed keeps its place among new ones") { scene in
            try await scene.handle("2", .deferred(scene.reason, retryAfter: nil))
            let selection = try await scene.select(["1", "2", "3"], atMost: 2, at: 60)
            try scene.expect(selection.work.map(\.key.id), is: ["1", "2"], "work")
        },
        LedgerClause("quarantined and finished mails are left alone") { scene in
            try await scene.finish("1", .ignored(scene.reason))
            for seconds in [0.0, 1_000, 2_000] {
                try await scene.handle("2", .deferred(scene.reason, retryAfter: nil), at: seconds)
            }
            try scene.expect(try await scene.known("2").lifecycle.state, is: .quarantined, "state")
            try scene.expect(try await scene.select(["1", "2"], at: 9_000_000).work.map(\.key.id), is: ["1"], "looks")
        },
        LedgerClause("a settled mail that matches long after its mark is looked at, once (7.2.6)") { scene in
            try await scene.finish("1", .accepted(.testing))
            try scene.expect(try await scene.select(["1"], at: 599).work.isEmpty, "the index may lag")
            let work = try await scene.select(["1", "2"], atMost: 1, at: 600).work
            try scene.expect(work.map(\.key.id), is: ["2", "1"], "a look is beyond the limit")
            try scene.expect(work[1].finishedAs, is: .accepted, "what it was")
            try await scene.ledger.lookedAt(work[1], now: scene.at(600))
            try scene.expect(try await scene.known("1").lifecycle.state, is: .finished, "state after the look")
            try scene.expect(try await scene.select(["1"], at: 9_000).work.isEmpty, "no second look")
        },
        LedgerClause("a mail whose mark left it unread is never looked at") { scene in
            try await scene.handle("1", .ignored(scene.reason))
            try await scene.ledger.acknowledged([scene.key("1")], marked: [], now: scene.start)
            try scene.expect(try await scene.select(["1"], at: 9_000).work.isEmpty, "no look")
        },
        LedgerClause("a mail that was gone and is listed again is taken up anew") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil))
            let work = try await scene.claim("1", at: 60)
            try await scene.ledger.vanished(work, now: scene.at(60))
            try scene.expect(try await scene.known("1").outcome, is: .gone, "outcome")
            try scene.expect(try await scene.select(["1"], at: 70).work.map(\.key.id), is: ["1"], "work")
        },
        LedgerClause("a pipe takes its own mail alone, whenever it is due") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil))
            try await scene.handle("2", .deferred(scene.reason, retryAfter: nil))
            let selection = try await scene.select(["2"], piped: true, at: -3_000)
            try scene.expect(selection.work.map(\.key.id), is: ["2"], "work, with a clock that went back")
        },
        LedgerClause("a pipe tries a rejected mail anew, and is told of settled ones (7.2.5)") { scene in
            try await scene.finish("1", .rejected(scene.reason, report: nil))
            try await scene.finish("2", .accepted(.testing))
            try scene.expect(try await scene.select(["1"], piped: true).work.map(\.key.id), is: ["1"], "rejected")
            let settled = try await scene.select(["2"], piped: true)
            try scene.expect(settled.work.isEmpty, "accepted: no work")
            try scene.expect(settled.known.map(\.outcome), is: [.accepted], "accepted: told")
        },
        LedgerClause("mailboxes know nothing of each other") { scene in
            try await scene.finish("1", .accepted(.testing))
            let other = MailboxName("gmail:sales@example.org")
            let listed = [ListedMessage(key: MessageKey(mailbox: other, id: "1"), conversation: nil)]
            let selection = try await scene.ledger.select(
                other, matching: listed, atMost: 10, onlyListed: false, putBackAfter: .seconds(600), now: scene.start)
            try scene.expect(selection.work.map(\.before), is: [Lifecycle(state: .new)], "work")
        },
    ]

    static let conversations: [LedgerClause] = [
        LedgerClause("a later mail of a conversation waits for a deferred one, without an attempt") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), in: "t")
            try scene.expect(try await scene.select(["1", "2"], in: "t", at: 30).work.isEmpty, "nothing is taken up")
            try scene.expect(
                try await scene.known("2").lifecycle, is: Lifecycle(state: .waiting, due: scene.at(60)), "standing")
            let due = try await scene.select(["1", "2"], in: "t", at: 60).work
            try scene.expect(due.map(\.key.id), is: ["1", "2"], "both when the first is due")
        },
        LedgerClause("it waits for one that itself waits") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), in: "t")
            let work = try await scene.claim("2", in: "u")
            try await scene.ledger.postpone([work], until: scene.at(60), now: scene.at(0))
            try scene.expect(try await scene.select(["3"], in: "u", at: 30).work.isEmpty, "the third waits")
        },
        LedgerClause("it waits an hour at most, however often the first is deferred") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: .seconds(7_200)), in: "t")
            try scene.expect(try await scene.select(["2"], in: "t", at: 10).work.isEmpty, "it waits")
            try scene.expect(try await scene.known("2").lifecycle.due, is: scene.at(3_610), "until")
            try scene.expect(try await scene.select(["2"], in: "t", at: 3_610).work.map(\.key.id), is: ["2"], "then")
        },
        LedgerClause("it does not wait for a rejected or quarantined one") { scene in
            for seconds in [0.0, 1_000, 2_000] {
                try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), in: "t", at: seconds)
            }
            try scene.expect(try await scene.select(["2"], in: "t", at: 2_001).work.map(\.key.id), is: ["2"], "work")
        },
        LedgerClause("an earlier mail does not wait for a later one") { scene in
            let first = try await scene.claim("1", in: "t")
            try await scene.handle("2", .deferred(scene.reason, retryAfter: nil), in: "t")
            try await scene.record(first, .deferred(scene.reason, retryAfter: nil), at: -30)
            try scene.expect(try await scene.select([], at: 30).work.map(\.key.id), is: ["1"], "work")
        },
        LedgerClause("what is deferred is found by its Message-ID") { scene in
            try await scene.handle("1", .deferred(scene.reason, retryAfter: nil), messageID: "a@x")
            try await scene.finish("2", .accepted(.testing))
            let ids = [MessageID("z@x"), MessageID("a@x")]
            try scene.expect(
                try await scene.ledger.isDeferred(anyOf: ids, in: scene.mailbox), is: scene.at(60), "due")
            try scene.expect(
                try await scene.ledger.isDeferred(anyOf: [MessageID("z@x")], in: scene.mailbox), is: nil, "unknown")
            try scene.expect(try await scene.ledger.isDeferred(anyOf: [], in: scene.mailbox), is: nil, "nothing")
        },
    ]
}
