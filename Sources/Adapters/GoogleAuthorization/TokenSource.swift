import Foundation
package import Logging
package import Observability
import Threading
package import Transport

/// Access tokens for one mailbox and one scope: kept, renewed before they expire, asked for once however many wait.
package actor TokenSource {
    /// Renewed so long before the end, or at half of a shorter life.
    private static let renewalMargin: Duration = .seconds(300)

    private let key: ServiceAccountKey
    private let endpoint: TokenEndpoint
    private let giveUpAfter: Duration
    private let clockwork: Clockwork
    private let logger: Logger
    private var token: Token?
    private var refresh: Refresh?
    private var correction: Duration = .zero

    private struct Token {
        let text: Secret
        let renewal: Date
    }

    /// How far this machine's clock is from Google's, measured at the last answer; positive when ours is behind.
    package private(set) var clockDifference: Duration?

    /// `subject` is the mailbox's address, `scope` a space-separated list; `meter` counts the token requests.
    /// `logger` is told of waits and repeated attempts.
    package init(
        key: ServiceAccountKey, subject: String, scope: String, client: HTTPClient, meter: HTTPMeter,
        giveUpAfter: Duration, clockwork: Clockwork, logger: Logger
    ) {
        self.key = key
        self.giveUpAfter = giveUpAfter
        self.clockwork = clockwork
        self.logger = logger
        endpoint = TokenEndpoint(key: key, subject: subject, scope: scope, client: client, meter: meter)
    }

    /// The correction of our clock that Google's refusal made necessary; nil while none is.
    package var clockSkew: Duration? { correction == .zero ? nil : correction }

    /// A sentence about a wrong clock, while it has to be corrected.
    package var clockWarning: String? { clockSkew.map(ClockText.warning) }

    /// A token that is good for a while; asks for a new one when needed, as long as `giveUpAfter` of failing lasts.
    package func token() async throws(TokenFailure) -> Secret {
        if let token, clockwork.now() < token.renewal { return token.text }
        let refresh = self.refresh ?? begin()
        guard refresh.enter() else {
            _ = await refresh.task.value
            return try await token()
        }
        let outcome = await withTaskCancellationHandler {
            await refresh.task.value
        } onCancel: {
            refresh.leave()
        }
        return try outcome.get()
    }

    /// Forgets `token` after the API refused it; another that came meanwhile stays.
    package func invalidate(_ token: Secret) {
        if self.token?.text == token { self.token = nil }
    }

    private func begin() -> Refresh {
        let refresh = Refresh { await self.renew() }
        self.refresh = refresh
        return refresh
    }

    private func renew() async -> Refresh.Outcome {
        defer { refresh = nil }
        do throws(TokenFailure) {
            let (text, lifetime) = try await ask()
            let seconds = lifetime / .seconds(1)
            let margin = min(Self.renewalMargin / .seconds(1), seconds / 2)
            token = Token(text: text, renewal: clockwork.now().addingTimeInterval(seconds - margin))
            return .success(text)
        } catch {
            return .failure(error)
        }
    }

    /// Asks until there is a token, a refusal, or no time left.
    private func ask() async throws(TokenFailure) -> (text: Secret, lifetime: Duration) {
        var schedule = RetrySchedule(giveUpAfter: giveUpAfter)
        var wasCorrected = false
        while true {
            let date = clockwork.now().addingTimeInterval(correction / .seconds(1))
            let (answer, serverDate) = try await endpoint.ask(at: date, now: clockwork.now)
            if let serverDate { clockDifference = .seconds(serverDate.timeIntervalSince(clockwork.now())) }
            switch answer {
            case .token(let text, let lifetime):
                return (text, lifetime)
            case .refused(let failure):
                throw failure
            case .wrongTime(let serverDate):
                guard !wasCorrected, let serverDate else { throw endpoint.clockFailure(clockDifference) }
                wasCorrected = true
                correction = .seconds(serverDate.timeIntervalSince(clockwork.now()).rounded())
            case .temporary(let failure, let retryAfter):
                guard let wait = schedule.wait(atLeast: retryAfter, clockwork) else { throw failure }
                logger.warning(
                    "waiting before another attempt at an access token",
                    metadata: [LogKey.seconds: "\(wait / .seconds(1))", LogKey.reason: "\(failure.cause)"])
                do {
                    try await clockwork.sleep(wait)
                } catch {
                    // Sleep ends early for one reason only.
                    throw endpoint.cancelled
                }
            }
        }
    }
}

/// One renewal that several callers wait for; cancelled when the last of them is.
private final class Refresh: Sendable {
    typealias Outcome = Result<Secret, TokenFailure>

    let task: Task<Outcome, Never>
    private let waiting = Locked((count: 0, isAbandoned: false))

    init(_ body: @escaping @Sendable () async -> Outcome) {
        task = Task { await body() }
    }

    /// False when all who waited have gone and the renewal is being cancelled.
    func enter() -> Bool {
        waiting.withLock { waiting in
            waiting.count += 1
            return !waiting.isAbandoned
        }
    }

    func leave() {
        let isLast = waiting.withLock { waiting in
            waiting.count -= 1
            waiting.isAbandoned = waiting.count == 0
            return waiting.isAbandoned
        }
        if isLast { task.cancel() }
    }
}
