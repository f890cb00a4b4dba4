import Foundation
import GoogleAuthorization
import IMAP
import Logging
import Mail
import Observability
import SQLiteLedger
import Transport
import Worker

/// An IMAP folder as the options describe it.
struct IMAPPlan: SourcePlan {
    /// What Google's IMAP server wants of a service account.
    static let googleScope = "https://mail.google.com/"
    /// Mails at once: as many share a FETCH, a commit of the ledger and a flush of the target.
    private static let inFlight = 32

    var options: MailboxOptions
    var imap: IMAPSourceOptions
    /// IMAP_PASSWORD, or the file that systemd hands over.
    var environmentPassword: Secret?

    func checkUsage() throws {
        _ = try endpoint
        _ = try options.account.requiredUsername()
        if imap.passwordFile != nil, imap.accessTokenFile != nil {
            throw CommandFailure(
                .usage, "--password-file and --access-token-file: give one of them, the one that the server takes.")
        }
        if imap.passwordFile == nil, imap.accessTokenFile == nil, options.account.credentials == nil,
            environmentPassword == nil
        {
            throw CommandFailure(
                .usage,
                "No password: give --password-file FILE, the variable IMAP_PASSWORD, for Google a service-account key "
                    + "with --credentials FILE, or a token of another issuer with --access-token-file FILE.")
        }
        try options.handler.target.checkUsage()
        _ = try options.handler.report.way(isGmail: false)
    }

    var displayedName: String {
        get throws {
            IMAPOptions.mailboxName(
                username: try options.account.requiredUsername(), host: try endpoint.host, folder: imap.folder
            ).text
        }
    }

    private var endpoint: Endpoint {
        get throws {
            guard let host = imap.host else {
                throw CommandFailure(.usage, "--host NAME is missing: the IMAP server.")
            }
            let security: Endpoint.Security = imap.starttls ? .startTLS : imap.ssl.isOn ? .tls : .plain
            return Endpoint(
                host: host, port: imap.port ?? IMAPOptions.defaultPort(security), security: security,
                verifiesCertificate: imap.sslVerification.isOn, caFile: options.connection.caFile)
        }
    }

    /// Where Google's access tokens come from; nil when a password or a token of another issuer is used.
    func tokens(_ assembly: Assembly, _ http: HTTPClient) throws -> GoogleTokens? {
        if imap.passwordFile != nil || imap.accessTokenFile != nil
            || (options.account.credentials == nil && environmentPassword != nil)
        {
            return nil
        }
        let key = try options.account.loadedKey()
        let meter = HTTPMeter()
        let source = TokenSource(
            key: key.key, subject: try options.account.requiredUsername(), scope: Self.googleScope, client: http,
            meter: meter, giveUpAfter: options.connection.giveUpAfter.duration, clockwork: assembly.clockwork,
            logger: assembly.logger)
        return GoogleTokens(source: source, meter: meter, modeWarning: key.modeWarning)
    }

    /// The options of the mailbox; reads the password file.
    func imapOptions(_ assembly: Assembly, tokens: GoogleTokens?) throws -> IMAPOptions {
        let endpoint = try endpoint
        var imapOptions = IMAPOptions(
            endpoint: endpoint, username: try options.account.requiredUsername(),
            credentials: try credentials(tokens), folder: imap.folder,
            moveOnSuccess: imap.moveOnSuccess, moveOnFailure: imap.moveOnFailure, search: imap.search,
            timeouts: HTTPTimeouts(silence: options.connection.timeout.duration),
            giveUpAfter: options.connection.giveUpAfter.duration)
        // Making its lines costs as much as reading them.
        if assembly.logger.logLevel <= .trace {
            imapOptions.transcript = { assembly.logger.trace("imap", metadata: ["line": "\($0)"]) }
        }
        if let tokens {
            imapOptions.refusedToken = { await tokens.source.invalidate($0) }
            imapOptions.tokenTraffic = { await tokens.traffic }
        }
        return imapOptions
    }

    private func credentials(_ tokens: GoogleTokens?) throws -> IMAPOptions.Credentials {
        if let path = imap.accessTokenFile {
            return .token {
                do {
                    return try SecretFile.read(path, option: "--access-token-file")
                } catch {
                    throw SourceFailure(.configuration, CommandFailure(error).text)
                }
            }
        }
        guard let tokens else {
            if let path = imap.passwordFile { return .password(try SecretFile.read(path, option: "--password-file")) }
            return .password(environmentPassword ?? Secret(""))
        }
        return .token {
            do throws(TokenFailure) {
                return try await tokens.source.token()
            } catch {
                throw SourceFailure(SourceFailure.Kind(error.kind), error.description)
            }
        }
    }

    func session(_ assembly: Assembly, _ surroundings: Surroundings, _ http: HTTPClient) async throws -> Session {
        let imapOptions = try imapOptions(assembly, tokens: tokens(assembly, http))
        let access = try StateAccess(options.state, options.run, surroundings, assembly)
        let mailbox = try IMAPMailbox(options: imapOptions, spool: access.spool, clockwork: assembly.clockwork)
        let memory = try await access.memory(keepRawDays: options.run.keepRaw) {
            try MailboxLock(mailbox.name, in: access.folder)
        }
        let address = imapOptions.username.contains("@") ? imapOptions.username : nil
        let context = try access.handlerContext(memory, mailboxAddress: address)
        let target = try await assembly.target(options.handler, context)
        return Session(
            mailbox: mailbox, handler: target.handler,
            parser: assembly.parser(access.spool), spool: access.spool,
            postbox: try assembly.postbox(
                options.handler, options.connection, gmail: nil, sender: target.mailFrom ?? address, context,
                surroundings),
            memory: memory,
            options: workerOptions(inFlight: Self.inFlight, putBackAfter: .zero, rejectedStaysUnread: false),
            logger: assembly.logger, clockwork: assembly.clockwork, end: { await mailbox.close() })
    }
}

extension SourceFailure.Kind {
    /// The class of a token failure.
    init(_ kind: TokenFailure.Kind) {
        switch kind {
        case .temporary(let retryAfter): self = .unavailable(retryAfter: retryAfter)
        case .refused: self = .refused
        case .credentials: self = .credentials
        case .configuration: self = .configuration
        case .cancelled: self = .cancelled
        }
    }
}
