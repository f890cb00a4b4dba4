import Foundation
import Observability
import Transport

/// What the token endpoint said, before anything is done about it.
enum TokenAnswer {
    case token(Secret, lifetime: Duration)
    /// The assertion's time is too far from the server's; `serverDate` from the `Date` header.
    case wrongTime(serverDate: Date?)
    /// Worth another attempt.
    case temporary(TokenFailure, retryAfter: Duration?)
    case refused(TokenFailure)

    private struct Grant: Decodable {
        let access_token: String
        let expires_in: Double?
    }

    private struct Refusal: Decodable {
        let error: String
        let error_description: String?
    }

    /// Bodies that name one of these are temporary, whatever their status; Google's libraries repeat them too.
    private static let temporaryErrors: Set<String> = ["internal_failure", "server_error", "temporarily_unavailable"]
    private static let temporaryStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]

    init(_ response: HTTPResponse, account: ServiceAccount, subject: String, scope: String, now: Date) {
        let host = account.tokenURL.host
        let body = Data(response.body)
        let refusal = try? JSONDecoder().decode(Refusal.self, from: body)
        if Self.temporaryStatuses.contains(response.status) || response.status >= 500
            || refusal.map({ Self.temporaryErrors.contains($0.error) }) == true
        {
            let error = refusal.map { " (\(Self.printable($0.error)))" } ?? ""
            let wait = HTTPDate.retryAfter(response.headers["Retry-After"], now: now)
            self = .temporary(
                TokenFailure(
                    .temporary(retryAfter: wait), subject: subject,
                    cause: "\(host) answers with status \(response.status)\(error)", remedy: "try again later"),
                retryAfter: wait)
            return
        }
        if response.isSuccess {
            self = Self.grant(body, account: account, subject: subject)
            return
        }
        guard let refusal else {
            self = .refused(
                Self.nonsense("status \(response.status) and no reason", account: account, subject: subject))
            return
        }
        let description = refusal.error_description ?? ""
        if refusal.error == "invalid_grant", description.contains("reasonable timeframe") {
            self = .wrongTime(serverDate: response.headers["Date"].flatMap(HTTPDate.parse))
            return
        }
        self = .refused(Self.failure(refusal.error, description, account: account, subject: subject, scope: scope))
    }

    private static func grant(_ body: Data, account: ServiceAccount, subject: String) -> TokenAnswer {
        if let grant = try? JSONDecoder().decode(Grant.self, from: body), !grant.access_token.isEmpty {
            // Absent in no answer of Google's; an hour is what it grants.
            return .token(Secret(grant.access_token), lifetime: .seconds(max(0, grant.expires_in ?? 3600)))
        }
        let isObject = (try? JSONSerialization.jsonObject(with: body)) is [String: Any]
        if body.isEmpty || (body.first == UInt8(ascii: "{") && !isObject) {
            let failure = TokenFailure(
                .temporary(retryAfter: nil), subject: subject,
                cause: "the answer of \(account.tokenURL.host) is cut off", remedy: "try again later")
            return .temporary(failure, retryAfter: nil)
        }
        return .refused(nonsense("something that holds no token", account: account, subject: subject))
    }

    private static func nonsense(_ what: String, account: ServiceAccount, subject: String) -> TokenFailure {
        TokenFailure(
            .refused, subject: subject, cause: "\(account.tokenURL) answered with \(what)",
            remedy: "check token_uri in \(account.path); Google's is https://oauth2.googleapis.com/token")
    }

    private static func failure(
        _ error: String, _ description: String, account: ServiceAccount, subject: String, scope: String
    ) -> TokenFailure {
        let row = TokenRefusalTable.row(error, description)
        let said = description.isEmpty ? error : "\(error): \(description)"
        return TokenFailure(
            .credentials, subject: subject,
            cause: "\(row.cause(account, subject)) (\(printable(said)))", remedy: row.remedy(account, subject, scope))
    }

    /// Text of a server, fit for a log line.
    private static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(300).filter { $0.properties.generalCategory != .control }))
    }
}
