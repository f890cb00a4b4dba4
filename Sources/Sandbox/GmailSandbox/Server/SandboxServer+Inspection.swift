package import Foundation
import Threading

/// What tests ask the sandbox and tell it.
extension SandboxServer {
    /// Adds a mail to the mailbox as if it had arrived now.
    ///
    /// `labels` are names of user labels. Returns its id.
    @discardableResult
    package func add(_ mail: LoadedMail, labels: [String] = []) -> String {
        let now = moment().milliseconds
        return change { state in
            let labelIDs = ["INBOX"] + (mail.isRead ? [] : ["UNREAD"]) + labels.map { state.labelID(named: $0) }
            return state.add(mail.content, labelIDs: labelIDs, dateMilliseconds: now)
        }
    }

    /// Deletes a mail for good; false when there is none with this id.
    @discardableResult
    package func remove(_ id: String) -> Bool { change { $0.remove(id) } }

    /// Changes labels by their ids, as a person does in the web interface; `["UNREAD"]` puts a mail back.
    package func relabel(_ id: String, adding: [String] = [], removing: [String] = []) {
        let now = moment().steadySeconds
        change { $0.modify(id, adding: adding, removing: removing, now: now) }
    }

    /// The ids of all mails, oldest first.
    package var mailIDs: [String] { change { $0.mails.map(\.id) } }

    /// The ids of a mail's labels; nil when there is no such mail.
    package func labelIDs(of id: String) -> [String]? { change { $0.mail(id)?.labelIDs } }

    package func isUnread(_ id: String) -> Bool { labelIDs(of: id)?.contains("UNREAD") ?? false }

    /// The names of a mail's labels; nil when there is no such mail.
    package func labelNames(of id: String) -> [String]? {
        change { state in state.mail(id)?.labelIDs.map { state.label(id: $0)?.name ?? $0 } }
    }

    /// The subject of a mail, decoded.
    package func subject(of id: String) -> String? { change { $0.mail(id)?.header["Subject"] } }

    /// Mails sent through `messages.send`, in their order.
    package var sent: [Data] { state.withLock { $0.sent } }

    /// All requests to the token endpoint and the API, in the order of their answers.
    package var requests: [ServedRequest] { state.withLock { $0.requests } }

    /// Every contradiction of the discovery document, as `method: what`; empty after a run without any.
    package var violations: [String] {
        requests.compactMap { request in request.violation.map { "\(request.method): \($0)" } }
    }

    /// The most quota units that one mailbox was charged in any 60 seconds.
    package var mostUnitsPerMinute: Int {
        let mailboxes = Dictionary(grouping: requests.filter { $0.mailbox != nil }, by: \.mailbox)
        return mailboxes.values.map(Self.mostUnitsPerMinute).max() ?? 0
    }

    private static func mostUnitsPerMinute(_ requests: [ServedRequest]) -> Int {
        let charges = requests.sorted { $0.seconds < $1.seconds }
        var (first, units, most) = (0, 0, 0)
        for charge in charges {
            units += charge.units
            while charges[first].seconds <= charge.seconds - QuotaWindow.seconds {
                units -= charges[first].units
                first += 1
            }
            most = max(most, units)
        }
        return most
    }

    /// Faults to come, in the order in which they were installed; the first that meets a request is taken.
    package var faults: [Fault] { state.withLock { $0.faults } }

    package func install(_ faults: [Fault]) {
        state.withLock { $0.faults += faults.filter { $0.times > 0 } }
    }

    package func removeFaults() { state.withLock { $0.faults = [] } }

    /// Shifts the sandbox's time of day: `Date`, the check of `iat` and `exp`, the end of tokens, the age of mails.
    package func setClockOffset(seconds: Double) { state.withLock { $0.clockOffsetSeconds = seconds } }

    /// Lets `messages.list` show the old labels of mails that change from now on, for so many lists or seconds.
    package func setIndexLag(lists: Int? = nil, seconds: Double? = nil) {
        change { $0.indexLag = lists == nil && seconds == nil ? nil : .init(lists: lists, seconds: seconds) }
    }

    /// Makes every access token issued so far invalid.
    package func revokeTokens() { state.withLock { $0.tokens = [:] } }

    /// A valid access token without an assertion; nil stands for the service account itself.
    package func accessToken(
        mailbox: String?, scopes: Set<String> = [SandboxConfiguration.modifyScope]
    ) -> String {
        let token = AccessToken(
            grant: .init(mailbox: mailbox?.lowercased(), scopes: scopes),
            expires: moment().milliseconds / 1_000 + TokenEndpoint.lifeSeconds)
        state.withLock { $0.tokens[token.text] = token }
        return token.text
    }

    private func change<Value: Sendable>(_ body: @Sendable (inout MailboxState) -> Value) -> Value {
        state.withLock { all in
            // Taken out while it changes, so that the change copies nothing.
            var state = all.mailboxes.removeValue(forKey: mailbox) ?? MailboxState(address: mailbox)
            defer { all.mailboxes[mailbox] = state }
            return body(&state)
        }
    }
}
