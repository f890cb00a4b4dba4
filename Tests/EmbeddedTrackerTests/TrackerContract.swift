import Mail
import Testing
import Tracking

/// What every tracker that honours idempotency keys promises, one function per clause.
///
/// `project` takes work packages of `author`, who may do everything there; `other` is a second person.
struct TrackerContract<Target: Tracker> {
    let tracker: Target
    let project: Project
    let author: Person
    let other: Person

    private func key(_ text: String) -> IdempotencyKey { IdempotencyKey("contract/\(text)") }

    private func create(
        _ text: String, attributes: [Attribute: AttributeValue] = [:], watchers: [Person] = [],
        attachments: [NewAttachment] = [], messageID: String? = nil, notes: [Note] = []
    ) async throws -> Receipt {
        let new = try await NewWorkPackage.sample(
            in: project, of: tracker, subject: text, attributes: attributes, watchers: watchers,
            attachments: attachments, messageID: messageID, notes: notes)
        return try receipt(await tracker.apply(.createWorkPackage(new), by: .person(author), key: key(text)))
    }

    private func receipt(_ applied: Applied) throws -> Receipt {
        guard case .applied(let receipt) = applied else { throw TrackerFixture.Missing(what: "receipt: \(applied)") }
        return receipt
    }

    private func find(_ receipt: Receipt) async throws -> WorkPackage {
        let id = WorkPackageID(receipt.id ?? 0)
        guard case .workPackage(let found, _, _) = try await tracker.referent(of: .workPackage(id))
        else { throw TrackerFixture.Missing(what: "\(id)") }
        return found
    }

    /// A key that was never used has no receipt, a used one has that of its change.
    func keepsReceipts() async throws {
        #expect(try await tracker.receipt(for: key("receipt")) == nil)
        let receipt = try await create(
            "receipt", notes: [Note(code: .unknownValue, attribute: "status", line: "Status: x")])
        #expect(try await tracker.receipt(for: key("receipt")) == receipt)
        #expect(receipt.notes == [Note(code: .unknownValue, attribute: "status", line: "Status: x")])
    }

    /// A repeated key gives the first receipt and changes nothing.
    func repeatsReceipts() async throws {
        let first = try await create("repeated", messageID: "repeated@example.org")
        let new = try await NewWorkPackage.sample(in: project, of: tracker, subject: "another")
        let again = try await tracker.apply(.createWorkPackage(new), by: .person(author), key: key("repeated"))
        #expect(again == .repeated(first))
        #expect(try await find(first).subject == "repeated")
    }

    /// A mail that made a work package leads to it.
    func knowsMails() async throws {
        let receipt = try await create("known", messageID: "known@example.org")
        let referent = try await tracker.referent(of: .mail(MessageID("known@example.org")))
        #expect(referent == .workPackage(try await find(receipt), isPrivate: false))
        #expect(try await tracker.referent(of: .mail(MessageID("unknown@example.org"))) == nil)
    }

    /// Changes name only the attributes that have another value now.
    func namesChanges() async throws {
        let created = try await create("changed", attributes: [.percentDone: .percent(20)])
        let date = try #require(CalendarDate("2027-02-01"))
        let update = WorkPackageUpdate.sample(
            try await find(created), comment: "See.", attributes: [.percentDone: .percent(20), .dueDate: .date(date)],
            watchers: [other, author], attachments: [file("a.txt", "a"), file("a.txt", "a")])
        let receipt = try receipt(
            await tracker.apply(.updateWorkPackage(update), by: .person(author), key: key("changed again")))
        #expect(receipt.kind == .workPackageUpdated)
        #expect(receipt.changes == ["dueDate"])
        #expect(receipt.attachments == 2)
        #expect(receipt.watchers == 1)
        #expect(try await find(created).dueDate == date)
        #expect(try await find(created).watchers == [other.id, author.id])
    }

    /// A private comment is private by the mail that made it too; what the mails before have made is not.
    func keepsPrivateComments() async throws {
        let created = try await create("whisper", messageID: "loud@example.org")
        var update = WorkPackageUpdate.sample(
            try await find(created), comment: "Psst.", messageID: "whisper@example.org")
        update.isPrivate = true
        _ = try receipt(
            await tracker.apply(.updateWorkPackage(update), by: .person(author), key: key("whisper again")))
        let found = try await find(created)
        #expect(
            try await tracker.referent(of: .mail(MessageID("whisper@example.org")))
                == .workPackage(found, isPrivate: true, commentAuthor: author.id))
        #expect(
            try await tracker.referent(of: .mail(MessageID("loud@example.org")))
                == .workPackage(found, isPrivate: false))
    }

    /// A work package is private from its creation, or from a change, which is named then; who sees it is known.
    func keepsPrivateWorkPackages() async throws {
        let assignee = try #require(try await tracker.assignable(in: project).first)
        let created = try await create(
            "hidden", attributes: [.isPrivate: .boolean(true), .assignee: .principal(assignee)])
        let hidden = try await find(created)
        #expect(hidden.isPrivate && hidden.author == author.id && hidden.assignee == assignee.id)
        for (isPrivate, changes) in [(true, []), (false, ["private"]), (true, ["private"])] {
            let update = WorkPackageUpdate.sample(
                try await find(created), attributes: [.isPrivate: .boolean(isPrivate)])
            let receipt = try receipt(
                await tracker.apply(
                    .updateWorkPackage(update), by: .person(author), key: key("hidden \(isPrivate) \(changes)")))
            #expect(receipt.changes == changes)
            #expect(try await find(created).isPrivate == isPrivate)
        }
        #expect(try await find(create("open")).isPrivate == false)
    }

    /// A person is the only member of itself.
    func knowsMembers() async throws {
        #expect(try await tracker.members(of: other.id) == [other.id])
        #expect(try await tracker.members(of: PrincipalID(99_999)) == [])
    }

    /// A decision made on a state that has passed is not applied, and its key stays free.
    func refusesStaleDecisions() async throws {
        let created = try await create("stale")
        let read = try await find(created)
        for (percent, expectsStale) in [(10, false), (20, true)] {
            let update = WorkPackageUpdate.sample(read, attributes: [.percentDone: .percent(percent)])
            let applied = try await tracker.apply(
                .updateWorkPackage(update), by: .person(author), key: key("stale \(percent)"))
            #expect((applied == .stale) == expectsStale)
        }
        #expect(try await find(created).percentDone == 10)
        #expect(try await tracker.receipt(for: key("stale 20")) == nil)
    }

    /// Two comments that were decided on the same state are both applied.
    func takesCommentsAtOnce() async throws {
        let created = try await create("comments")
        let read = try await find(created)
        for text in ["one", "two"] {
            let update = WorkPackageUpdate.sample(read, comment: text)
            _ = try receipt(
                await tracker.apply(.updateWorkPackage(update), by: .person(author), key: key("comment \(text)")))
        }
    }

    /// A comment on news gives the comment's number; its mail leads to the news, and so does the comment.
    func takesCommentsOnNews(_ news: News) async throws {
        let new = NewNewsComment(
            news: news, text: "See.",
            origin: ChangeOrigin(
                messageID: MessageID("news@example.org"), notes: [Note(code: .refusedFile, line: "a.txt")]))
        let first = try receipt(
            await tracker.apply(.commentOnNews(new), by: .person(author), key: key("news")))
        #expect(first.kind == .newsCommentCreated)
        #expect(first.code == .replied)
        #expect(first.notes == [Note(code: .refusedFile, line: "a.txt")])
        let again = try await tracker.apply(.commentOnNews(new), by: .person(author), key: key("news"))
        #expect(again == .repeated(first))
        let second = try receipt(
            await tracker.apply(.commentOnNews(new), by: .person(author), key: key("news again")))
        #expect(second.id != first.id)
        for reference in [
            Reference.mail(MessageID("news@example.org")), .newsComment(NewsCommentID(first.id ?? 0)), .news(news.id),
        ] {
            #expect(try await tracker.referent(of: reference) == .news(news))
        }
    }

    /// A decision made on news that has changed meanwhile is not applied, and its key stays free.
    func refusesStaleNews(_ news: News) async throws {
        var read = news
        read.project.isActive.toggle()
        let new = NewNewsComment(news: read, text: "Late.", origin: ChangeOrigin(messageID: nil, notes: []))
        #expect(
            try await tracker.apply(.commentOnNews(new), by: .person(author), key: key("stale news")) == .stale)
        #expect(try await tracker.receipt(for: key("stale news")) == nil)
    }

    /// Of many attempts at once with one key, one is applied.
    func appliesOnce() async throws {
        let (tracker, author, key) = (tracker, author, key("once"))
        let new = try await NewWorkPackage.sample(
            in: project, of: tracker, subject: "once", attachments: [file("f", "f")])
        let all = try await withThrowingTaskGroup(of: Applied.self) { group in
            for _ in 0..<16 {
                group.addTask { try await tracker.apply(.createWorkPackage(new), by: .person(author), key: key) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let first = try receipt(try #require(all.first { if case .applied = $0 { true } else { false } }))
        #expect(all.count { $0 == .applied(first) } == 1)
        #expect(all.count { $0 == .repeated(first) } == 15)
    }

    /// Changes from many tasks at once are all applied.
    func appliesAll() async throws {
        let (tracker, author, project) = (tracker, author, project)
        let keys = (0..<32).map { key("all \($0)") }
        let numbers = try await withThrowingTaskGroup(of: Int?.self) { group in
            for key in keys {
                group.addTask {
                    let new = try await NewWorkPackage.sample(
                        in: project, of: tracker, attachments: [file("f", key.text)])
                    guard
                        case .applied(let receipt) = try await tracker.apply(
                            .createWorkPackage(new), by: .person(author), key: key)
                    else { return nil }
                    return receipt.id
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(numbers.compactMap { $0 }).count == 32)
    }
}
