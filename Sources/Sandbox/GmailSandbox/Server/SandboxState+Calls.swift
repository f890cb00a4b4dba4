import Foundation

extension SandboxState {
    /// What became of a request.
    struct Result: Sendable {
        var answer: Answer
        var units = 0
        var mailbox: String?
        var violation: String?
    }

    /// Performs a request to the Gmail API.
    mutating func perform(
        _ request: ReceivedRequest, _ method: APIMethod, _ place: APIMethod.Place, at moment: Moment
    ) -> Result {
        var result = Result(answer: Answer(status: 500))
        do throws(APIFailure) {
            let call = try GmailCall(request, method: method, place: place)
            let mailbox = try admit(request, to: place.userID, at: moment)
            result.mailbox = mailbox
            try charge(method.units, to: mailbox, at: moment)
            result.units = method.units
            result.answer = try perform(call, in: mailbox, at: moment)
        } catch {
            result.answer = Answer(status: error.status, json: error.body)
            result.violation = error.isViolation ? error.message : nil
            if error.status == 401 {
                result.answer.set(
                    header: "WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\""
                )
            }
        }
        return result
    }

    /// The mailbox that a request may act on: the one its token stands for.
    private func admit(_ request: ReceivedRequest, to userID: String, at moment: Moment) throws(APIFailure) -> String {
        let grant = try grant(for: request, at: moment)
        let sufficient = ["https://mail.google.com/", "https://www.googleapis.com/auth/gmail.modify"]
        guard !grant.scopes.isDisjoint(with: sufficient) else { throw .insufficientScopes }
        guard let mailbox = grant.mailbox else { throw .noMailbox }
        guard userID == "me" || userID.lowercased() == mailbox else { throw .delegationDenied(mailbox) }
        return mailbox
    }

    private mutating func perform(
        _ call: GmailCall, in mailbox: String, at moment: Moment
    ) throws(APIFailure) -> Answer {
        // Taken out while it changes, so that the change copies nothing.
        guard var state = mailboxes.removeValue(forKey: mailbox) else { throw .noMailbox }
        defer { mailboxes[mailbox] = state }
        switch call.method.id {
        case "gmail.users.getProfile": return call.answer(state.profile)
        case "gmail.users.labels.list": return call.answer(["labels": .array(state.labels.map(\.json))])
        case "gmail.users.labels.get": return call.answer(try state.labelWithCounts(call.place.id))
        case "gmail.users.labels.create": return call.answer(try state.createLabel(call.body))
        case "gmail.users.messages.list": return call.answer(try list(call, &state, at: moment))
        case "gmail.users.messages.get": return call.answer(try state.message(call))
        case "gmail.users.messages.modify": return call.answer(try state.modify(call, at: moment))
        case "gmail.users.messages.batchModify":
            try state.batchModify(call, at: moment)
            return Answer(status: 204)
        case "gmail.users.messages.send": return call.answer(try send(call, &state, at: moment))
        default: throw .notImplemented(call.method.id)
        }
    }

    private mutating func list(
        _ call: GmailCall, _ state: inout MailboxState, at moment: Moment
    ) throws(APIFailure) -> JSONValue {
        let query = RequestTarget.Item(name: "q", value: call.target.value("q") ?? "")
        let labelIDs = call.target.values("labelIds")
        var offset = 0
        if let token = call.target.value("pageToken"), !token.isEmpty {
            guard let page = pages[token], page.mailbox == state.address, page.query == query, page.labelIDs == labelIDs
            else { throw .invalidArgument("Invalid pageToken") }
            offset = page.offset
        }
        let found = try state.search(
            query.value, labelIDs: labelIDs,
            includeSpamTrash: ["true", "1"].contains(call.target.value("includeSpamTrash") ?? ""), at: moment)
        let asked = call.target.value("maxResults").flatMap(Int.init) ?? 0
        let page = found.dropFirst(offset).prefix(asked == 0 ? 100 : min(asked, 500))
        var next: String?
        if offset + page.count < found.count {
            // By offset, so that marking between two pages makes a client miss mails: Google promises no better.
            let token = String(UInt64.random(in: 10_000_000_000_000_000_000...UInt64.max))
            pages[token] = Page(mailbox: state.address, query: query, labelIDs: labelIDs, offset: offset + page.count)
            next = token
        }
        let messages = page.map { mail -> JSONValue in ["id": .string(mail.id), "threadId": .string(mail.threadID)] }
        return .members([
            ("messages", messages.isEmpty ? nil : .array(messages)), ("nextPageToken", next.map { .string($0) }),
            // A rough guess in Google's answers too, and 201 whenever there is more.
            ("resultSizeEstimate", .integer(next == nil ? found.count : 201)),
        ])
    }

    private mutating func send(
        _ call: GmailCall, _ state: inout MailboxState, at moment: Moment
    ) throws(APIFailure) -> JSONValue {
        let content = if let media = call.media { media } else { try state.rawMail(call.body) }
        let header = HeaderFields(content)
        guard ["To", "Cc", "Bcc"].contains(where: { header[$0].contains("@") }) else {
            throw .invalidArgument("Recipient address required")
        }
        let id = state.add(
            content, labelIDs: ["SENT"], dateMilliseconds: moment.milliseconds, threadID: call.body["threadId"]?.string)
        sent.append(content)
        return .members([
            ("id", .string(id)), ("threadId", state.mail(id).map { .string($0.threadID) }), ("labelIds", ["SENT"]),
        ])
    }
}
