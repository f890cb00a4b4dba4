import Foundation
import Observability
import Transport

/// One request to the token endpoint at a time, and the words for what it answers.
struct TokenEndpoint: Sendable {
    /// Tokens are about 1 KB; refusals less.
    private static let answerLimitBytes = 64 << 10

    let key: ServiceAccountKey
    let subject: String
    let scope: String
    let client: HTTPClient
    let meter: HTTPMeter

    /// Sends one assertion that is dated `date`; gives the answer and the server's own time.
    func ask(
        at date: Date, now: @Sendable () -> Date
    ) async throws(TokenFailure) -> (answer: TokenAnswer, serverDate: Date?) {
        let assertion: Assertion
        do {
            assertion = try Assertion(key: key, subject: subject, scope: scope, at: date)
        } catch {
            throw failure(.configuration, cause: "\(error)", remedy: "check the private key in \(key.account.path)")
        }
        let grantType = ServiceURL.percentEncoded("urn:ietf:params:oauth:grant-type:jwt-bearer")
        let body = assertion.text.reveal { Array("grant_type=\(grantType)&assertion=\($0)".utf8) }
        let request = HTTPRequest(
            .post, key.account.tokenURL,
            headers: [
                HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
                HTTPHeader("Accept", "application/json"),
            ],
            body: body, responseLimitBytes: Self.answerLimitBytes, meter: meter)
        do throws(TransportFailure) {
            let response = try await client.perform(request)
            let answer = TokenAnswer(response, account: key.account, subject: subject, scope: scope, now: now())
            return (answer, response.headers["Date"].flatMap(HTTPDate.parse))
        } catch {
            let failure = TokenFailure(error, subject: subject)
            guard case .temporary = failure.kind else { throw failure }
            return (.temporary(failure, retryAfter: nil), nil)
        }
    }

    /// The assertion was refused for its time, and dating it by the server's clock did not help or was not possible.
    func clockFailure(_ difference: Duration?) -> TokenFailure {
        let clock = difference.map { ", this machine's clock is \(ClockText.phrase($0)) the server's" } ?? ""
        return failure(
            .credentials, cause: "\(key.account.tokenURL.host) does not accept the time of the assertion\(clock)",
            remedy: "set this machine's clock (timedatectl set-ntp true)")
    }

    var cancelled: TokenFailure { failure(.cancelled, cause: "the request was cancelled", remedy: "try again later") }

    private func failure(_ kind: TokenFailure.Kind, cause: String, remedy: String) -> TokenFailure {
        TokenFailure(kind, subject: subject, cause: cause, remedy: remedy)
    }
}
