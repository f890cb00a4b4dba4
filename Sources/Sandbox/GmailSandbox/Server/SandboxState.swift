import Foundation

/// Everything that changes while the sandbox runs.
struct SandboxState: Sendable {
    /// By address in lower case.
    var mailboxes: [String: MailboxState] = [:]
    var tokens: [String: AccessToken] = [:]
    /// Units spent, by address.
    var windows: [String: QuotaWindow] = [:]
    /// Nil when there is no quota.
    var unitsPerMinute: Int?
    var pages: [String: Page] = [:]
    /// Mails sent through `messages.send`.
    var sent: [Data] = []
    var faults: [Fault] = []
    var requests: [ServedRequest] = []
    var clockOffsetSeconds = 0.0

    /// Where a page token continues.
    struct Page: Sendable {
        let mailbox: String
        let query: RequestTarget.Item
        let labelIDs: [String]
        let offset: Int
    }

    /// The two clocks at the arrival of a request.
    struct Moment: Sendable {
        /// The sandbox's time of day in milliseconds since 1970, its offset included.
        let milliseconds: Int
        /// Never jumps: for quota and index lag.
        let steadySeconds: Double
    }

    /// The fault that meets a request, its count lowered.
    mutating func takeFault(for methodID: String) -> Fault? {
        guard let index = faults.firstIndex(where: { $0.meets(methodID) }) else { return nil }
        let fault = faults[index]
        faults[index].times -= 1
        if faults[index].times == 0 { faults.remove(at: index) }
        return fault
    }

    /// The grant behind a request's token.
    ///
    /// Throws what Google answers to a missing, unknown or expired one.
    func grant(for request: ReceivedRequest, at moment: Moment) throws(APIFailure) -> AssertionVerifier.Grant {
        guard let header = request.header("Authorization") else { throw .missingCredentials }
        let parts = header.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer", let token = tokens[String(parts[1])],
            token.expires > moment.milliseconds / 1_000
        else { throw .invalidCredentials }
        return token.grant
    }

    /// Charges a call to its mailbox.
    ///
    /// Throws when the quota refuses.
    mutating func charge(_ units: Int, to mailbox: String, at moment: Moment) throws(APIFailure) {
        guard let unitsPerMinute else { return }
        guard windows[mailbox, default: QuotaWindow()].charge(units, at: moment.steadySeconds, limit: unitsPerMinute)
        else {
            throw .rateLimitExceeded
        }
    }
}
