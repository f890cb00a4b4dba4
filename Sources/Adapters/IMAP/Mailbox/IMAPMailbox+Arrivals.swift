import Mail
import Threading
import Transport

extension IMAPMailbox {
    /// IDLE is begun anew after this: servers may end it after half an hour (RFC 2177), and a connection that a router
    /// has forgotten is noticed.
    private static let idleFor: Duration = .seconds(300)
    /// How often to ask a server without IDLE.
    private static let pollEvery: Duration = .seconds(30)
    /// Attempts after a refusal come ever more seldom, up to this; many of them lock an account.
    private static let longestWait: Duration = .seconds(3_600)

    package func arrivals() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let task = Task {
            await watch { continuation.yield() }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    /// Tells of arrivals until cancelled, on a connection of its own.
    private func watch(_ tell: @Sendable () -> Void) async {
        guard let watcher = try? IMAPSession(options, meter: meter) else { return }
        var once = options
        once.giveUpAfter = .zero
        let use = SessionUse(session: watcher, options: once, clockwork: clockwork)
        var wait: Duration = .seconds(1)
        var told: UID?
        while !Task.isCancelled {
            do throws(SourceFailure) {
                // What came between the last listing and this connection's SELECT.
                let next = try await use("watch \(name)") { await $0.folder?.uidNext }
                if let next, let listed = listedUpTo.withLock({ $0 }), next > max(listed, told ?? listed) {
                    told = next
                    tell()
                }
                if try await use("watch \(name)", { try await hasArrived($0) }) { tell() }
                wait = .seconds(1)
            } catch {
                // The runs tell of what is wrong.
                guard (try? await clockwork.sleep(wait * (0.5 + clockwork.random() / 2))) != nil else { break }
                if case .unavailable = error.kind {
                    wait = min(wait * 2, .seconds(60))
                } else {
                    wait = min(wait * 4, Self.longestWait)
                }
            }
        }
        await watcher.close()
    }

    /// Waits for something new, for a while.
    private func hasArrived(_ session: IMAPSession) async throws -> Bool {
        if await session.capabilities.hasIdle { return try await session.idle(atMost: Self.idleFor) }
        try await clockwork.sleep(Self.pollEvery)
        return try await session.poll()
    }
}
