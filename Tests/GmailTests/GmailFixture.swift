import Foundation
import Gmail
import GoogleAuthorization
import Logging
import Mail
import Observability
import Signing
import TestSupport
import Threading
import Transport

/// A mailbox `alice@example.com` against a scripted Gmail; tokens are granted unless the script says otherwise.
struct GmailFixture {
    typealias Request = ScriptedHTTPServer.Request
    typealias Reply = ScriptedHTTPServer.Reply

    let folder: ScratchFolder
    let server: ScriptedHTTPServer
    let client: HTTPClient
    let clock: SkippingClock
    let mailbox: GmailMailbox
    let options: GmailOptions
    let credentialsPath: String
    private let logged = Locked("")

    /// `reply` sees the API's requests; nil falls back to 404. `token` answers the token endpoint.
    init(
        credentials: [String: any Sendable] = [:], clock: SkippingClock = SkippingClock(),
        token: @escaping @Sendable () -> Reply = { .json(200, #"{"access_token":"ya29.t","expires_in":3599}"#) },
        options change: (inout GmailOptions) -> Void = { _ in },
        _ reply: @escaping @Sendable (Request) -> Reply?
    ) throws {
        folder = try ScratchFolder()
        server = try ScriptedHTTPServer { request in
            request.path == "/token"
                ? token() : reply(request) ?? Self.error(404, "notFound", "Requested entity was not found.")
        }
        client = try HTTPClient()
        self.clock = clock
        credentialsPath = try folder.write(
            CredentialsFixture.json(tokenURL: server.url + "/token", changes: credentials), to: "key.json")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: credentialsPath)
        var options = GmailOptions(
            address: "alice@example.com", query: "is:unread", readOnFailure: true,
            apiEndpoint: try ServiceURL(server.url),
            unitsPerMinute: 6000, maxInFlight: 32, quarantineLabel: nil, giveUpAfter: .seconds(120))
        change(&options)
        self.options = options
        mailbox = GmailMailbox(
            options: options,
            credentials: try ServiceAccountKey.load(path: credentialsPath, strictPermissions: false), client: client,
            spool: Spool(folder: folder.url.path) { StreamDigest() }, clockwork: clock.clockwork,
            logger: Logger(label: "gmail") { [logged] _ in
                StderrLogHandler(format: .text, level: .debug, now: { clock.now }) { line in
                    logged.withLock { $0 += String(decoding: line, as: UTF8.self) }
                }
            })
    }

    /// What was logged, with the port taken out.
    var log: String { logged.withLock { $0 }.replacing(":\(server.port)", with: "") }

    func stop() {
        client.stop()
        server.stop()
    }

    /// Requests to the API, without those for tokens.
    var apiRequests: [Request] { server.requests.filter { $0.path != "/token" } }

    func key(_ id: String) -> MessageKey { MessageKey(mailbox: mailbox.name, id: id) }

    func list(atMost limit: Int = 100_000) async throws -> [ListedMessage] {
        var all: [ListedMessage] = []
        for try await page in mailbox.matches(atMost: limit) { all += page }
        return all
    }

    /// What `body` throws, with the port taken out of its text.
    func failure(_ body: () async throws -> Void) async -> SourceFailure? {
        do {
            try await body()
            return nil
        } catch {
            guard let failure = error as? SourceFailure else { return nil }
            return SourceFailure(failure.kind, failure.text.replacing(":\(server.port)", with: ""))
        }
    }

    static func error(
        _ status: Int, _ reason: String, _ message: String, headers: [(String, String)] = []
    ) -> Reply {
        .json(
            status,
            #"{"error":{"code":\#(status),"message":"\#(message)","errors":[{"message":"\#(message)","domain":"global","reason":"\#(reason)"}]}}"#,
            headers: headers)
    }

    /// The answer to `format=raw`.
    static func raw(_ mail: [UInt8], labels: [String] = ["INBOX", "UNREAD"], padded: Bool = true) -> Reply {
        var text = Base64URL.encode(mail)
        while padded, text.utf8.count % 4 != 0 { text += "=" }
        let list = labels.map { "\"\($0)\"" }.joined(separator: ",")
        return .json(200, #"{"threadId":"t","labelIds":[\#(list)],"internalDate":"1","raw":"\#(text)"}"#)
    }
}

/// SHA-256 as the domain wants it.
struct StreamDigest: ContentDigest {
    private let stream = SHA256Stream()

    mutating func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    mutating func finish() -> ContentHash { ContentHash(bytes: stream.finish()) }
}

/// Counts calls of a script, from 1.
final class Counter: Sendable {
    private let count = Locked(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
