import Mail
import Observability
import Transport

/// Uses a session: opens it where it is not, and begins again on a new connection while that may help.
struct SessionUse: Sendable {
    let session: IMAPSession
    let options: IMAPOptions
    let clockwork: Clockwork

    /// As `attempt`; `action` says what is being done on what: `list the mail of a@b`.
    func callAsFunction<Value: Sendable>(
        _ action: String, _ body: (IMAPSession) async throws -> Value
    ) async throws(SourceFailure) -> Value {
        do throws(SessionFailure) {
            return try await attempt(body)
        } catch {
            throw error.source(action)
        }
    }

    /// Runs `body` until it succeeds or `giveUpAfter` is over; `body` may run several times.
    ///
    /// Cancelling the task ends it at once.
    func attempt<Value: Sendable>(
        _ body: (IMAPSession) async throws -> Value
    ) async throws(SessionFailure) -> Value {
        var schedule = RetrySchedule(giveUpAfter: options.giveUpAfter)
        while true {
            let failure: SessionFailure
            do {
                return try await once(body)
            } catch {
                failure = SessionFailure(error, host: options.endpoint.host, isCancelled: Task.isCancelled)
            }
            guard failure.isWorthRetrying, let wait = schedule.wait(clockwork) else { throw failure }
            do {
                try await clockwork.sleep(wait)
            } catch {
                throw SessionFailure.cancelled
            }
        }
    }

    private func once<Value: Sendable>(_ body: (IMAPSession) async throws -> Value) async throws -> Value {
        try await withTaskCancellationHandler {
            let isOpen = await session.folder != nil
            if !isOpen { try await open() }
            return try await body(session)
        } onCancel: {
            session.interrupt.fire()
        }
    }

    /// A token may have been revoked, or have expired early: it is worth one new one.
    private func open() async throws {
        guard case .token(let give) = options.credentials else { return try await session.open(token: nil) }
        let token = try await give()
        do throws(SessionFailure) {
            try await session.open(token: token)
        } catch {
            guard error.isRefusedLogin, let refused = options.refusedToken else { throw error }
            await refused(token)
            try await session.open(token: try await give())
        }
    }
}
