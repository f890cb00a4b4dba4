import Foundation
import Mail
import Transport

/// What an answer other than success means.
enum GmailRefusal {
    /// The token is not accepted: worth a new one.
    case token(GmailFailure)
    /// Worth another attempt, not before `atLeast`.
    case again(GmailFailure, atLeast: Duration?, scope: Scope)
    /// For good.
    case final(GmailFailure)

    /// Whom a refusal concerns.
    enum Scope: Sendable {
        /// This request alone.
        case request
        /// Too many at once.
        case crowd
        /// Every request for this mailbox.
        case mailbox
    }

    /// A quota counts minutes; shorter waits are wasted, and refused requests count as well.
    private static let quotaWaitSeconds = 15.0...60.0

    init(_ response: HTTPResponse, call: GmailCall, address: String, host: String, clockwork: Clockwork) {
        let now = clockwork.now()
        let envelope = ErrorEnvelope(response.body)
        let field = HTTPDate.retryAfter(response.headers["Retry-After"], now: now)
        let status = response.status
        guard let envelope else {
            self = Self.withoutEnvelope(status, host: host, retryAfter: field)
            return
        }
        let (words, message) = (envelope.words, envelope.message)
        let wait = field ?? Self.timeInText(message, now: now)
        switch status {
        case 401:
            self = .token(
                GmailFailure(
                    .credentials, cause: "Gmail does not accept a new access token (\(message))",
                    remedy: "check the service account's delegation, and that --api-endpoint is the right one"))
        case 403 where words.contains("dailylimitexceeded"):
            self = .again(
                Self.unavailable("the project's daily quota is used up (\(message))"), atLeast: Self.untilMidnight(now),
                scope: .mailbox)
        case 403 where Self.isQuota(words, message):
            let range = Self.quotaWaitSeconds
            let seconds = range.lowerBound + clockwork.random() * (range.upperBound - range.lowerBound)
            self = .again(
                Self.unavailable("the quota of \(address) is used up (\(message))"), atLeast: wait ?? .seconds(seconds),
                scope: .mailbox)
        case 429:
            self = .again(
                Self.unavailable("Gmail asks for fewer requests (\(message))"), atLeast: wait,
                scope: wait == nil ? .crowd : .mailbox)
        // 409: two changes met; the second attempt comes after the first change.
        case 408, 409, 500...:
            self = .again(
                Self.unavailable("Gmail answers with status \(status) (\(message))"), atLeast: wait, scope: .request)
        default:
            self = .final(
                RefusalText(status: status, words: words, message: message, call: call, address: address).failure)
        }
    }

    /// Front ends, proxies and other servers answer with pages.
    private static func withoutEnvelope(_ status: Int, host: String, retryAfter: Duration?) -> GmailRefusal {
        switch status {
        case 401:
            .token(
                GmailFailure(
                    .credentials, cause: "\(host) does not accept a new access token",
                    remedy: "check that --api-endpoint is the right one"))
        case 429:
            .again(
                unavailable("\(host) asks for fewer requests"), atLeast: retryAfter,
                scope: retryAfter == nil ? .crowd : .mailbox)
        case 408, 500...:
            .again(unavailable("\(host) answers with status \(status)"), atLeast: retryAfter, scope: .request)
        default:
            .final(
                GmailFailure(
                    .refused, cause: "\(host) answered with status \(status) and not in the way of the Gmail API",
                    remedy: "check --api-endpoint and proxies on the way"))
        }
    }

    private static func unavailable(_ cause: String) -> GmailFailure {
        GmailFailure(.unavailable(retryAfter: nil), cause: cause, remedy: "try again later")
    }

    private static func isQuota(_ words: Set<String>, _ message: String) -> Bool {
        !words.isDisjoint(with: ["ratelimitexceeded", "userratelimitexceeded", "rate_limit_exceeded", "quotaexceeded"])
            || message.hasPrefix("Quota exceeded")
    }

    /// `User-rate limit exceeded.  Retry after 2023-03-07T18:18:23.688Z`: the only place where the time stands.
    private static func timeInText(_ message: String, now: Date) -> Duration? {
        guard let range = message.range(of: "Retry after ") else { return nil }
        let text = String(message[range.upperBound...].prefix { !$0.isWhitespace })
        let date =
            (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: .iso8601))
        return date.map { .seconds(max(0, $0.timeIntervalSince(now))) }
    }

    /// Daily quotas begin anew at midnight Pacific time.
    private static func untilMidnight(_ now: Date) -> Duration {
        var calendar = Calendar(identifier: .gregorian)
        // Without a time zone database, standard time is an hour off at most.
        calendar.timeZone = TimeZone(identifier: "America/Los_Angeles") ?? TimeZone(secondsFromGMT: -8 * 3600) ?? .gmt
        let midnight = calendar.date(byAdding: .day, value: 1, to: calendar.startOfDay(for: now))
        return .seconds(midnight?.timeIntervalSince(now) ?? 86_400)
    }
}
