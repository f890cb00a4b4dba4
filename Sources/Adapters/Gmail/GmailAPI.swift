import GoogleAuthorization
import Logging
import Mail
import Observability
import Transport

/// Calls of the Gmail API for one mailbox: with a token, within quota and window, repeated while that makes sense.
///
/// Nearly all calls set a state or read one and may be repeated; `isRepeatable` tells.
final class GmailAPI: Sendable {
    /// What a call came to.
    enum CallFailure: Error {
        case gmail(GmailFailure)
        /// The sink of the answer's bytes threw this.
        case sink(any Error)
    }

    let tokens: TokenSource
    private let options: GmailOptions
    private let client: HTTPClient
    private let meter: HTTPMeter
    private let clockwork: Clockwork
    private let logger: Logger
    private let budget: QuotaBudget
    private let window: RequestWindow

    init(
        options: GmailOptions, key: ServiceAccountKey, client: HTTPClient, meter: HTTPMeter, clockwork: Clockwork,
        logger: Logger
    ) {
        self.options = options
        self.client = client
        self.meter = meter
        self.clockwork = clockwork
        self.logger = logger
        tokens = TokenSource(
            key: key, subject: options.address, scope: options.scope, client: client, meter: meter,
            giveUpAfter: options.giveUpAfter, clockwork: clockwork, logger: logger)
        budget = QuotaBudget(unitsPerMinute: options.unitsPerMinute, clockwork: clockwork)
        window = RequestWindow(maximum: options.maxInFlight)
    }

    /// Sends `call` until it is answered, refused for good, or time is up. `read` sees successes, and what
    /// `call` says that it may see.
    ///
    /// `makeSink` makes the taker of the body anew for each attempt.
    func send<Answer>(
        _ call: GmailCall, makeSink: (@Sendable () -> HTTPRequest.Sink)? = nil,
        read: (HTTPResponse) throws(AnswerFault) -> Answer
    ) async throws(CallFailure) -> Answer {
        var schedule = RetrySchedule(giveUpAfter: options.giveUpAfter)
        var hasRenewedToken = false
        while true {
            let token = try await token()
            let result = try await perform(call, token: token, sink: makeSink?())
            switch judge(result, call: call, read: read) {
            case .answer(let answer):
                return answer
            case .sink(let error):
                throw .sink(error)
            case .refusal(.final(let failure)):
                throw .gmail(failure)
            case .refusal(.token(let failure)):
                guard !hasRenewedToken else { throw .gmail(failure) }
                hasRenewedToken = true
                await tokens.invalidate(token)
            case .refusal(.again(let failure, _, _)) where !call.isRepeatable:
                throw .gmail(failure)
            case .refusal(.again(let failure, let atLeast, let scope)):
                try await pause(after: failure, atLeast: atLeast, scope: scope, &schedule)
            }
        }
    }

    private func token() async throws(CallFailure) -> Secret {
        do throws(TokenFailure) {
            return try await tokens.token()
        } catch {
            throw .gmail(GmailFailure(error))
        }
    }

    /// Sends once.
    private func perform(
        _ call: GmailCall, token: Secret, sink: HTTPRequest.Sink?
    ) async throws(CallFailure) -> Result<HTTPResponse, TransportFailure> {
        let request: HTTPRequest
        do throws(TransportFailure) {
            request = try self.request(call, token: token, sink: sink)
        } catch {
            throw .gmail(GmailFailure(error))
        }
        let ticket: RequestWindow.Ticket
        do throws(CancellationError) {
            ticket = try await window.enter()
        } catch {
            throw .gmail(.cancelled)
        }
        do throws(CancellationError) {
            try await budget.spend(call.method.units)
        } catch {
            window.leave(ticket, .failed)
            throw .gmail(.cancelled)
        }
        let result: Result<HTTPResponse, TransportFailure>
        do throws(TransportFailure) {
            result = .success(try await client.perform(request))
        } catch {
            result = .failure(error)
        }
        await budget.settle(call.method.units)
        window.leave(ticket, Self.ending(result))
        return result
    }

    private static func ending(_ result: Result<HTTPResponse, TransportFailure>) -> RequestWindow.Ending {
        guard case .success(let response) = result else { return .failed }
        return response.status == 429 ? .crowded : response.isSuccess ? .answered : .failed
    }

    private func request(
        _ call: GmailCall, token: Secret, sink: HTTPRequest.Sink?
    ) throws(TransportFailure) -> HTTPRequest {
        let url = try options.apiEndpoint.appending(
            path: "/gmail/v1/users/me" + call.path, query: call.query + [("prettyPrint", "false")])
        var headers: [HTTPHeader] = [.bearer(token), HTTPHeader("Accept", "application/json")]
        if call.body != nil { headers.append(HTTPHeader("Content-Type", "application/json")) }
        var request = HTTPRequest(
            call.verb, url, headers: headers, body: call.body, responseLimitBytes: call.answerLimitBytes, sink: sink,
            meter: meter)
        request.isRepeatable = call.isRepeatable
        return request
    }

    private enum Judgement<Answer> {
        case answer(Answer)
        case refusal(GmailRefusal)
        case sink(any Error)
    }

    private func judge<Answer>(
        _ result: Result<HTTPResponse, TransportFailure>, call: GmailCall,
        read: (HTTPResponse) throws(AnswerFault) -> Answer
    ) -> Judgement<Answer> {
        switch result {
        case .failure(.sink(let error)):
            return (error as? AnswerFault).map { .refusal(refusal(of: $0)) } ?? .sink(error)
        case .failure(.tooLarge(let host, let limit)) where call.method == .getMessage:
            return .sink(TransportFailure.tooLarge(host: host, limitBytes: limit))
        case .failure(let failure):
            let gmail = GmailFailure(failure)
            guard failure.failureClass == .temporary else { return .refusal(.final(gmail)) }
            return .refusal(.again(gmail, atLeast: nil, scope: .request))
        case .success(let response):
            guard response.isSuccess || isAccepted(response, call) else {
                let host = options.apiEndpoint.host
                return .refusal(
                    GmailRefusal(response, call: call, address: options.address, host: host, clockwork: clockwork))
            }
            do throws(AnswerFault) {
                return .answer(try read(response))
            } catch {
                return .refusal(refusal(of: error))
            }
        }
    }

    /// Only the API's own "not found" says that a mail is gone; a page of another server says nothing about mail.
    private func isAccepted(_ response: HTTPResponse, _ call: GmailCall) -> Bool {
        guard let envelope = ErrorEnvelope(response.body) else { return false }
        switch response.status {
        case 404: return call.mayBeGone
        case 400: return call.mayBeGone && envelope.message.hasPrefix("Invalid id")
        case 409: return call.mayConflict
        default: return false
        }
    }

    private func refusal(of fault: AnswerFault) -> GmailRefusal {
        switch fault {
        case .cut(let what):
            .again(
                GmailFailure(.unavailable(retryAfter: nil), cause: what, remedy: "try again later"), atLeast: nil,
                scope: .request)
        case .foreign(let what):
            .final(GmailFailure(.refused, cause: what, remedy: "check --api-endpoint and proxies on the way"))
        }
    }

    private func pause(
        after failure: GmailFailure, atLeast: Duration?, scope: GmailRefusal.Scope, _ schedule: inout RetrySchedule
    ) async throws(CallFailure) {
        guard let wait = schedule.wait(atLeast: atLeast, clockwork) else {
            var last = failure
            last.kind = .unavailable(retryAfter: atLeast)
            throw .gmail(last)
        }
        logger.warning(
            "waiting before another attempt",
            metadata: [LogKey.seconds: "\(wait / .seconds(1))", LogKey.reason: "\(failure.cause)"])
        if case .mailbox = scope {
            // Everyone waits, this call with them: it comes to the budget next.
            return await budget.pause(wait)
        }
        do {
            try await clockwork.sleep(wait)
        } catch {
            throw .gmail(.cancelled)
        }
    }
}
