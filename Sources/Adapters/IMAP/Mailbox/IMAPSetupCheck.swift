import Foundation
package import Mail
import Observability
package import Transport

/// Walks through the set-up of an IMAP mailbox, from the name of the server to the search, and changes nothing.
package struct IMAPSetupCheck: Sendable {
    /// A certificate that expires sooner than this is worth a word.
    private static let expiryNotice = 14.0 * 86_400
    private static let countLimit = 100_000

    private let options: IMAPOptions
    private let clockwork: Clockwork

    package init(options: IMAPOptions, clockwork: Clockwork = .system) {
        self.options = options
        self.clockwork = clockwork
    }

    /// The steps `resolve connect tls capability token login folder rights query`, in this order; `token` only where one
    /// is used.
    package func run() async -> [SetupStep] {
        var report = Report(usesToken: usesToken)
        do {
            try options.check()
            let session = try IMAPSession(options, meter: SessionMeter())
            await walk(session, &report)
            await session.close()
        } catch {
            report.fail(
                "query", .configuration, (error as? SourceFailure)?.text ?? "\(error)", remedy: "correct the option")
        }
        return report.finished
    }

    private var usesToken: Bool {
        if case .token = options.credentials { true } else { false }
    }

    private func walk(_ session: IMAPSession, _ report: inout Report) async {
        do throws(SessionFailure) {
            report.begin("resolve")
            let addresses = try await session.addresses()
            report.pass("resolve", "\(options.endpoint.host) is \(addresses.joined(separator: ", "))")
            report.begin("connect")
            let expiry = try await session.greet()
            report.pass("connect", "\(options.endpoint.host) answers at port \(options.endpoint.port)")
            checkTLS(expiry, &report)
            report.begin("capability")
            report.pass("capability", await Self.offer(session.capabilities))
            let token = try await token(&report)
            report.begin("login")
            try await session.identify(token: token)
            let offered = Self.extensions(await session.capabilities)
            report.pass("login", "\(options.endpoint.host) lets \(options.username) in\(offered)")
            report.begin("folder")
            let folder = try await session.openFolder()
            report.pass("folder", "\(options.folder) holds \(folder.count) mails, UIDVALIDITY \(folder.validity)")
            report.begin("rights")
            try await checkRights(session, folder, &report)
            report.begin("query")
            let count = try await session.search(atMost: Self.countLimit).uids.count
            let amount = count < Self.countLimit ? "\(count)" : "\(count) or more"
            report.pass("query", "\(amount) mails match \(options.search)")
        } catch {
            report.fail(error)
        }
    }

    private func token(_ report: inout Report) async throws(SessionFailure) -> Secret? {
        guard case .token(let give) = options.credentials else { return nil }
        report.begin("token")
        do {
            let token = try await give()
            report.pass("token", "there is an access token for \(options.username)")
            return token
        } catch {
            throw SessionFailure(error, host: options.endpoint.host, isCancelled: Task.isCancelled)
        }
    }

    private func checkTLS(_ expiry: Date?, _ report: inout Report) {
        guard options.endpoint.security != .plain else {
            let remedy = options.endpoint.isLoopback ? "" : "use --ssl true or --starttls"
            return report.warn("tls", "the connection is not encrypted", remedy: remedy)
        }
        let date = expiry.map { $0.formatted(.iso8601.year().month().day()) } ?? "unknown"
        guard options.endpoint.verifiesCertificate else {
            return report.warn(
                "tls", "encrypted, but the certificate is not verified (expires \(date))",
                remedy: "leave --ssl-verification true; --ca-file names an authority of your own")
        }
        if let expiry, expiry.timeIntervalSince(clockwork.now()) < Self.expiryNotice {
            return report.warn("tls", "the certificate expires on \(date)", remedy: "renew it")
        }
        report.pass("tls", "the certificate is valid until \(date)")
    }

    /// What the server offers before the login.
    private static func offer(_ capabilities: Capabilities) -> String {
        let ways = [LoginMethod.plain, .oauthBearer, .xoauth2].filter { capabilities.hasMechanism($0.rawValue) }
        let names = ways.map(\.rawValue) + (capabilities.isLoginDisabled ? [] : [LoginMethod.login.rawValue])
        let revision = capabilities.contains("IMAP4REV2") ? "IMAP4rev2" : "IMAP4rev1"
        return "\(revision), logins: \(names.isEmpty ? "none" : names.joined(separator: ", "))"
    }

    /// What it offers afterwards, of what is of use.
    private static func extensions(_ capabilities: Capabilities) -> String {
        let known: [(String, Bool)] = [
            ("UIDPLUS", capabilities.hasUIDExpunge), ("MOVE", capabilities.hasMove), ("IDLE", capabilities.hasIdle),
        ]
        let (present, missing) = (known.filter(\.1).map(\.0), known.filter { !$0.1 }.map(\.0))
        let with = present.isEmpty ? "" : " with \(present.joined(separator: ", "))"
        return with + (missing.isEmpty ? "" : " without \(missing.joined(separator: ", "))")
    }

    private func checkRights(
        _ session: IMAPSession, _ folder: SelectedFolder, _ report: inout Report
    ) async throws(SessionFailure) {
        if folder.isReadOnly { throw await session.readOnly }
        if let flags = folder.permanentFlags, !flags.contains(.seen) || !flags.contains(.deleted) {
            return report.fail(
                "rights", .credentials, "\(options.folder) keeps no \\Seen or \\Deleted flag for \(options.username)",
                remedy: "give the user the right to change flags")
        }
        let capabilities = await session.capabilities
        guard let rights = try await session.rights() else {
            return capabilities.hasUIDExpunge || options.moveOnSuccess != nil && capabilities.hasMove
                ? report.pass("rights", "\(options.folder) can be changed")
                : report.warn(
                    "rights", "the server lacks UIDPLUS: handled mails are flagged \\Deleted and stay",
                    remedy: "expunge them with a mail program")
        }
        // `s` keeps \Seen, `t` \Deleted, `e` expunges (RFC 4314, section 2.1).
        let lacking = "ste".filter { !rights.contains($0) }
        guard lacking.isEmpty else {
            return report.fail(
                "rights", .credentials,
                "\(options.username) has the rights \(rights) in \(options.folder), not \(lacking)",
                remedy: "give the user the rights \(lacking) (\\Seen, \\Deleted, expunge)")
        }
        report.pass("rights", "\(options.username) may flag and delete in \(options.folder)")
    }
}
