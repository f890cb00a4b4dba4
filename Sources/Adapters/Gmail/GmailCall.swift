import Foundation
import Mail
import Signing
import Transport

/// One call of the API: what is sent, what it costs, and what it is for.
struct GmailCall: Sendable {
    /// Large enough for a page of 500 ids ten times over.
    private static let answerLimitBytes = 1 << 20

    let method: GmailMethod
    let verb: HTTPRequest.Method
    /// Below `/gmail/v1/users/me`.
    let path: String
    var query: [(name: String, value: String)] = []
    var body: [UInt8]?
    var answerLimitBytes = GmailCall.answerLimitBytes
    /// Whether the caller wants to see the API's "not found", and that an id cannot be one: the mail is gone.
    var mayBeGone = false
    /// Whether the caller wants to see the API's "conflict".
    var mayConflict = false
    /// Whether a second time does what the first did; a mail would be sent twice.
    var isRepeatable = true
    /// What to check when Gmail calls the call invalid.
    let suspect: String

    static let profile = GmailCall(
        method: .getProfile, verb: .get, path: "/profile", query: [("fields", "emailAddress,messagesTotal")],
        suspect: "check --username")

    static func list(query: String, isAboutUnread: Bool, maxResults: Int, pageToken: String?) -> GmailCall {
        var items = [("q", query), ("maxResults", String(maxResults))]
        // The search index has been seen to return read mail for is:unread; the label is exact.
        if isAboutUnread { items.append(("labelIds", "UNREAD")) }
        if let pageToken { items.append(("pageToken", pageToken)) }
        items.append(("fields", "messages(id,threadId),nextPageToken,resultSizeEstimate"))
        return GmailCall(
            method: .listMessages, verb: .get, path: "/messages", query: items.map { (name: $0.0, value: $0.1) },
            suspect: "check --query")
    }

    /// The whole mail in `raw`, at most `limitBytes` of it.
    static func rawMessage(id: String, limitBytes: Int) -> GmailCall {
        // Base64 makes 4 of 3; twice the limit and a little leaves the exact limit to the decoder.
        let (double, isHuge) = limitBytes.multipliedReportingOverflow(by: 2)
        return GmailCall(
            method: .getMessage, verb: .get, path: "/messages/" + ServiceURL.percentEncoded(id),
            query: [("format", "raw"), ("fields", "raw,labelIds,threadId,internalDate")],
            answerLimitBytes: isHuge ? .max : max(double, Self.answerLimitBytes), mayBeGone: true,
            suspect: "forget this mail and list anew")
    }

    static func modify(id: String, _ change: LabelChange) throws(GmailFailure) -> GmailCall {
        GmailCall(
            method: .modifyMessage, verb: .post, path: "/messages/\(ServiceURL.percentEncoded(id))/modify",
            query: [("fields", "id")], body: try json(Modification(ids: nil, change)), mayBeGone: true,
            suspect: "check --quarantine-label")
    }

    static func batchModify(ids: [String], _ change: LabelChange) throws(GmailFailure) -> GmailCall {
        GmailCall(
            method: .batchModifyMessages, verb: .post, path: "/messages/batchModify",
            body: try json(Modification(ids: ids, change)), mayBeGone: true, suspect: "check --quarantine-label"
        )
    }

    static let labels = GmailCall(
        method: .listLabels, verb: .get, path: "/labels", query: [("fields", "labels(id,name)")],
        suspect: "check --quarantine-label")

    static func createLabel(name: String) throws(GmailFailure) -> GmailCall {
        GmailCall(
            method: .createLabel, verb: .post, path: "/labels", query: [("fields", "id,name")],
            body: try json(["name": name, "labelListVisibility": "labelShow", "messageListVisibility": "show"]),
            mayConflict: true, suspect: "check --quarantine-label")
    }

    /// Sends a mail; not repeatable.
    static func send(_ raw: [UInt8]) throws(GmailFailure) -> GmailCall {
        GmailCall(
            method: .sendMessage, verb: .post, path: "/messages/send", query: [("fields", "id")],
            body: try json(["raw": Base64URL.encode(raw)]), isRepeatable: false, suspect: "check the sender's address")
    }

    private struct Modification: Encodable {
        let ids: [String]?
        let addLabelIds: [String]
        let removeLabelIds: [String]

        init(ids: [String]?, _ change: LabelChange) {
            self.ids = ids
            addLabelIds = change.add
            removeLabelIds = change.remove
        }
    }

    private static func json(_ value: some Encodable) throws(GmailFailure) -> [UInt8] {
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return Array(try encoder.encode(value))
        } catch {
            throw GmailFailure(.refused, cause: "a request cannot be written: \(error)", remedy: "report this fault")
        }
    }
}

/// Label ids that a mail gets and loses.
struct LabelChange: Hashable, Sendable {
    var add: [String] = []
    var remove: [String] = []

    var isEmpty: Bool { add.isEmpty && remove.isEmpty }
}
