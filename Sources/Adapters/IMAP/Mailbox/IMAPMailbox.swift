package import Mail
import Observability
import Threading
package import Transport

/// A folder of an IMAP account (RFC 9051, RFC 3501), read without setting `\Seen` and marked mail by mail.
///
/// One connection serves it for the life of the process, opened when it is needed and again when it is lost; `arrivals`
/// has one of its own. `close` must be called at the end.
package final class IMAPMailbox: Mailbox {
    /// Keys in one page of a listing.
    private static let pageSize = 1_000

    package let name: MailboxName
    let options: IMAPOptions
    let spool: Spool
    let clockwork: Clockwork
    let meter: SessionMeter
    let session: IMAPSession
    /// UIDNEXT at the last listing: what has this UID or a higher one is not listed yet.
    let listedUpTo = Locked<UID?>(nil)
    private let queue: FetchQueue

    /// Makes no connection. Throws `SourceFailure` for a search that cannot be sent, or when no thread is left.
    package init(
        options: IMAPOptions, spool: Spool, clockwork: Clockwork = .system
    ) throws(SourceFailure) {
        try options.check()
        let name = options.mailboxName
        self.name = name
        self.options = options
        self.spool = spool
        self.clockwork = clockwork
        let meter = SessionMeter()
        self.meter = meter
        let session: IMAPSession
        do {
            session = try IMAPSession(options, meter: meter)
        } catch {
            throw SourceFailure(.unavailable(retryAfter: nil), "cannot read \(name): \(error); try again later")
        }
        self.session = session
        let use = SessionUse(session: session, options: options, clockwork: clockwork)
        queue = FetchQueue { batch, deliver in
            await FetchBatch(
                orders: batch, use: use, spool: spool, meter: meter, search: SearchCriteria(options.search),
                account: options.account
            ).run(deliver)
        }
        for warning in options.warnings { meter.warn(warning) }
    }

    /// Says goodbye to the server; the mailbox may be used again.
    package func close() async { await session.close() }

    package func check() async -> [SetupStep] {
        await IMAPSetupCheck(options: options, clockwork: clockwork).run()
    }

    /// Newest first, as the port wants it; the oldest `limit` matches.
    package func matches(atMost limit: Int) -> AsyncThrowingStream<[ListedMessage], any Error> {
        let (stream, continuation) = AsyncThrowingStream<[ListedMessage], any Error>.makeStream()
        let task = Task {
            do {
                let found = try await use("list the mail of \(name)") { session in
                    try await session.search(atMost: limit)
                }
                listedUpTo.withLock { $0 = found.folder.uidNext }
                var left = found.uids[...]
                while !left.isEmpty {
                    let page = left.suffix(Self.pageSize)
                    left = left.dropLast(page.count)
                    continuation.yield(page.reversed().map { listed($0, found.folder.validity) })
                }
                continuation.finish()
            } catch {
                continuation.finish(throwing: error)
            }
        }
        continuation.onTermination = { if case .cancelled = $0 { task.cancel() } }
        return stream
    }

    package func fetch(
        _ key: MessageKey, limitBytes: Int, mustMatch: Bool
    ) async throws(SourceFailure) -> Fetched {
        guard let identity = MessageIdentity(id: key.id) else { return .gone }
        return try await queue.fetch(identity, limitBytes: limitBytes, mustMatch: mustMatch)
    }

    package var traffic: Traffic {
        get async {
            let reading = meter.reading
            let tokens = await options.tokenTraffic?() ?? Traffic()
            return Traffic(
                requests: reading.commands + tokens.requests, bytesReceived: reading.bodyBytes + tokens.bytesReceived,
                warnings: tokens.warnings + reading.warnings)
        }
    }

    var use: SessionUse { SessionUse(session: session, options: options, clockwork: clockwork) }

    private func listed(_ uid: UID, _ validity: UIDValidity) -> ListedMessage {
        let identity = MessageIdentity(validity: validity, uid: uid)
        return ListedMessage(key: MessageKey(mailbox: name, id: identity.description), conversation: nil)
    }
}

extension IMAPOptions {
    package var mailboxName: MailboxName { Self.mailboxName(username: username, host: endpoint.host, folder: folder) }

    /// `imap:USER@HOST/FOLDER`; a host's name and INBOX are the same in any case (RFC 9051, section 5.1).
    package static func mailboxName(username: String, host: String, folder: String) -> MailboxName {
        MailboxName("imap:\(username)@\(host.lowercased())/\(Namespace.flat(separator: nil).folder(folder))")
    }

    /// Refuses what would break out of a command.
    func check() throws(SourceFailure) {
        let texts = [("--search", search), ("--folder", folder), ("--username", username)]
        let moves = [("--move-on-success", moveOnSuccess), ("--move-on-failure", moveOnFailure)]
        for (name, text) in texts + moves.compactMap({ name, text in text.map { (name, $0) } }) {
            guard !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else {
                throw SourceFailure(
                    .configuration, "cannot read \(account): \(name) holds a control character; write it on one line")
            }
        }
        let source = serverFolder(folder)
        for (name, target) in moves where target.map(serverFolder) == source {
            throw SourceFailure(
                .configuration,
                "cannot read \(account): \(name) names the folder that is read, \(folder); "
                    + "mails would come back for ever, name another one")
        }
        guard !search.hasSuffix("}"), !search.allSatisfy({ $0 == " " }) else {
            throw SourceFailure(
                .configuration,
                "cannot search \(account): --search \"\(search)\" is not complete; "
                    + "write criteria such as \(Self.defaultSearch)")
        }
    }

    private func serverFolder(_ text: String) -> String { Namespace.flat(separator: nil).folder(text) }

    /// What its owner should know about every run.
    var warnings: [String] {
        var warnings: [String] = []
        if endpoint.security == .plain, !endpoint.isLoopback {
            warnings.append("the password of \(username) goes to \(endpoint.host) unencrypted (--ssl false)")
        }
        if endpoint.security != .plain, !endpoint.verifiesCertificate {
            warnings.append(
                "the certificate of \(endpoint.host) is not verified (--ssl-verification false): "
                    + "anybody may be on the other side")
        }
        return warnings
    }
}
