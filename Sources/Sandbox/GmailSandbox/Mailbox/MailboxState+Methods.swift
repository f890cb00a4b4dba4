import Foundation
import Signing

/// What the API's methods do with a mailbox.
extension MailboxState {
    private static let mostLabels = 100
    private static let mostIDs = 1_000

    var profile: JSONValue {
        [
            "emailAddress": .string(address), "messagesTotal": .integer(mails.count),
            "threadsTotal": .integer(Set(mails.map(\.threadID)).count), "historyId": .string(String(historyID)),
        ]
    }

    func labelWithCounts(_ id: String) throws(APIFailure) -> JSONValue {
        guard let label = label(id: id) else { throw .notFound }
        let labelled = mails.filter { $0.labelIDs.contains(id) }
        let unread = labelled.filter { $0.labelIDs.contains("UNREAD") }
        let counts: [(String, Int)] = [
            ("messagesTotal", labelled.count), ("messagesUnread", unread.count),
            ("threadsTotal", Set(labelled.map(\.threadID)).count), ("threadsUnread", Set(unread.map(\.threadID)).count),
        ]
        return .object((label.json.members ?? []) + counts.map { .init(name: $0, value: .integer($1)) })
    }

    mutating func createLabel(_ body: JSONValue) throws(APIFailure) -> JSONValue {
        let name = (body["name"]?.string ?? "").trimmingCharacters(in: .whitespaces)
        guard !name.isEmpty else { throw .invalidArgument("Invalid label name") }
        guard let label = makeLabel(name) else { throw .labelExists }
        return label.json
    }

    /// The mails that match, newest first, as the index shows them.
    mutating func search(
        _ text: String, labelIDs: [String], includeSpamTrash: Bool, at moment: SandboxState.Moment
    ) throws(APIFailure) -> [StoredMail] {
        let query = try SearchQueryParser.parse(text)
        for id in labelIDs where label(id: id) == nil { throw .invalidArgument("Invalid label: \(id)") }
        let names = Dictionary(uniqueKeysWithValues: labels.map { ($0.id, $0.searchName) })
        let hidden: Set<String> =
            includeSpamTrash || query.reachesSpamAndTrash || labelIDs.contains("SPAM") || labelIDs.contains("TRASH")
            ? [] : ["SPAM", "TRASH"]
        return indexed(now: moment.steadySeconds).filter { mail in
            let ids = mail.indexedLabelIDs
            return hidden.isDisjoint(with: ids) && labelIDs.allSatisfy(ids.contains)
                && query.matches(mail, labels: names, now: moment.milliseconds)
        }
    }

    /// A mail in the format that the client asks for.
    func message(_ call: GmailCall) throws(APIFailure) -> JSONValue {
        let mail = try existing(call.place.id)
        let format = call.target.value("format")?.lowercased() ?? "full"
        var payload: JSONValue?
        switch format {
        case "minimal", "raw": break
        case "metadata": payload = mail.metadata(call.target.values("metadataHeaders"))
        default: throw .notImplemented("messages.get with format=\(format)")
        }
        return .members([
            ("id", .string(mail.id)), ("threadId", .string(mail.threadID)),
            // Absent, not empty, when the mail has none.
            ("labelIds", mail.labelIDs.isEmpty ? nil : .strings(mail.labelIDs)), ("snippet", .string(mail.snippet)),
            ("payload", payload), ("sizeEstimate", .integer(mail.content.count)),
            ("raw", format == "raw" ? .base64URL(mail.content) : nil), ("historyId", .string(String(mail.historyID))),
            ("internalDate", .string(String(mail.internalDate))),
        ])
    }

    mutating func modify(_ call: GmailCall, at moment: SandboxState.Moment) throws(APIFailure) -> JSONValue {
        _ = try existing(call.place.id)
        let (adding, removing) = try labelChange(call.body)
        modify(call.place.id, adding: adding, removing: removing, now: moment.steadySeconds)
        let mail = try existing(call.place.id)
        return .members([
            ("id", .string(mail.id)), ("threadId", .string(mail.threadID)),
            ("labelIds", mail.labelIDs.isEmpty ? nil : .strings(mail.labelIDs)),
        ])
    }

    mutating func batchModify(_ call: GmailCall, at moment: SandboxState.Moment) throws(APIFailure) {
        let ids = call.body["ids"]?.strings ?? []
        guard !ids.isEmpty else { throw .violation("No message ids specified.") }
        guard ids.count <= Self.mostIDs else { throw .violation("Too many message ids: \(ids.count), at most 1000.") }
        for id in ids where !Self.isID(id) { throw .violation("Invalid ids value") }
        let (adding, removing) = try labelChange(call.body)
        // An id of no mail passes in silence: the answer has no result per id.
        for id in ids { modify(id, adding: adding, removing: removing, now: moment.steadySeconds) }
    }

    /// The bytes of a message resource's `raw`, padded or not.
    func rawMail(_ body: JSONValue) throws(APIFailure) -> Data {
        guard let raw = body["raw"]?.string, let bytes = Base64URL.decode(raw) else {
            throw .violation("Invalid value at 'message.raw' (TYPE_BYTES)")
        }
        return Data(bytes)
    }

    private func labelChange(_ body: JSONValue) throws(APIFailure) -> (adding: [String], removing: [String]) {
        let adding = body["addLabelIds"]?.strings ?? []
        let removing = body["removeLabelIds"]?.strings ?? []
        guard !adding.isEmpty || !removing.isEmpty else { throw .violation("No label add or removes specified") }
        guard max(adding.count, removing.count) <= Self.mostLabels else {
            throw .violation("Too many labels, at most 100.")
        }
        for id in adding + removing where label(id: id) == nil { throw .invalidArgument("Invalid label: \(id)") }
        guard Set(adding).isDisjoint(with: removing) else {
            throw .violation("Cannot both add and remove the same label")
        }
        return (adding, removing)
    }

    private func existing(_ id: String) throws(APIFailure) -> StoredMail {
        guard Self.isID(id) else { throw .violation("Invalid id value") }
        guard let mail = mail(id) else { throw .notFound }
        return mail
    }

    private static func isID(_ id: String) -> Bool {
        1...16 ~= id.utf8.count && id.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}

extension StoredLabel {
    var json: JSONValue {
        .members([
            ("id", .string(id)), ("name", .string(name)), ("messageListVisibility", isSystem ? nil : "show"),
            ("labelListVisibility", isSystem ? nil : "labelShow"), ("type", isSystem ? "system" : "user"),
        ])
    }
}

extension StoredMail {
    /// The header fields, or those of the given names, as `format=metadata` sends them.
    fileprivate func metadata(_ names: [String]) -> JSONValue {
        let wanted = Set(names.map { $0.lowercased() })
        let fields = header.fields.filter { wanted.isEmpty || wanted.contains($0.name.lowercased()) }
        let mimeType = header["Content-Type"].prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
        return [
            "mimeType": .string(mimeType.isEmpty ? "text/plain" : mimeType.lowercased()),
            "headers": .array(fields.map { ["name": .string($0.name), "value": .string($0.value)] }),
        ]
    }
}
