import Foundation
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Signing
import Threading

/// A loopback Gmail: token endpoint, Gmail API and, below `/sandbox/`, endpoints for tests.
///
/// Listens on 127.0.0.1 only. Holds its mails in memory (files mapped) and forgets all changes when it stops.
package final class SandboxServer: Sendable {
    /// A sandbox that cannot start.
    package struct StartFailure: Error, CustomStringConvertible {
        package let description: String
    }

    /// The API's base address, such as `http://127.0.0.1:40123`.
    package let api: String
    package let mailbox: String
    package let account: ServiceAccount
    let state: Locked<SandboxState>
    let tokens: TokenEndpoint
    let labels: [String]
    private let onServed: (@Sendable (ServedRequest) -> Void)?
    private let listening: Task<Void, any Error>

    /// Starts listening; returns when requests are answered.
    ///
    /// Throws when the port is taken or a key cannot be made.
    package static func start(
        _ configuration: SandboxConfiguration = SandboxConfiguration(), mails: [LoadedMail] = []
    ) async throws -> SandboxServer {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let target = Locked<SandboxServer?>(nil)
        var logger = Logger(label: "gmail-sandbox")
        // The end by cancellation is logged as an error; a failure to start is thrown.
        logger.logLevel = .critical
        let service = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: configuration.port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger,
            responder: { request, writer, channel in
                guard let server = target.withLock({ $0 }) else { return try await channel.close() }
                try await server.respond(to: request, writer, channel)
            },
            onServerRunning: { channel in
                port.yield(channel.localAddress?.port ?? 0)
                port.finish()
            })
        // Owned by the server and awaited in `stop`.
        let listening = Task {
            defer { port.finish() }
            try await service.run()
        }
        var iterator = ports.makeAsyncIterator()
        guard let number = await iterator.next() else {
            let cause = if case .failure(let error) = await listening.result { "\(error)" } else { "it ended at once" }
            throw StartFailure(
                description: "Cannot listen on 127.0.0.1:\(configuration.port): \(cause). "
                    + "Choose another port, or none to get a free one.")
        }
        let server: SandboxServer
        do {
            server = try SandboxServer(configuration, port: number, listening: listening)
        } catch {
            listening.cancel()
            throw error
        }
        for mail in mails { server.add(mail, labels: configuration.labels) }
        target.withLock { $0 = server }
        return server
    }

    private init(_ configuration: SandboxConfiguration, port: Int, listening: Task<Void, any Error>) throws {
        api = "http://127.0.0.1:\(port)"
        mailbox = configuration.mailbox.lowercased()
        account = try ServiceAccount(tokenURI: "\(api)/token", key: configuration.key)
        labels = configuration.labels
        onServed = configuration.onServed
        self.listening = listening
        let addresses = [mailbox] + configuration.otherMailboxes.map { $0.lowercased() }
        tokens = TokenEndpoint(
            verifier: AssertionVerifier(
                account: account, mailboxes: Set(addresses), authorizedScopes: configuration.authorizedScopes))
        var state = SandboxState()
        for address in addresses { state.mailboxes[address] = MailboxState(address: address) }
        state.unitsPerMinute = configuration.quotaUnitsPerMinute
        self.state = Locked(state)
    }

    /// Closes every connection and returns when nothing runs any more.
    package func stop() async {
        listening.cancel()
        // A cancelled server may end with an error; there is nobody left whom it concerns.
        _ = await listening.result
    }

    /// The service account's credentials file; holds the private key.
    package func credentials() throws -> String {
        try account.credentials().text(pretty: true)
    }

    /// Writes the credentials file with mode 0600; an existing file is replaced.
    package func writeCredentials(to path: String) throws {
        let bytes = Data(try credentials().utf8)
        try? FileManager.default.removeItem(atPath: path)
        guard FileManager.default.createFile(atPath: path, contents: bytes, attributes: [.posixPermissions: 0o600])
        else {
            throw StartFailure(
                description: "Cannot write the credentials file \(path): \(String(cString: strerror(errno))). "
                    + "Name a file in a folder that exists and that you may write to.")
        }
    }

    /// The time of day that clients see in `Date`, and the steady clock.
    func moment() -> SandboxState.Moment {
        let offset = state.withLock { $0.clockOffsetSeconds }
        return SandboxState.Moment(
            milliseconds: Int((Date().timeIntervalSince1970 + offset) * 1_000),
            steadySeconds: Double(DispatchTime.now().uptimeNanoseconds) / 1_000_000_000)
    }

    func record(_ request: ServedRequest) {
        state.withLock { $0.requests.append(request) }
        onServed?(request)
    }
}
