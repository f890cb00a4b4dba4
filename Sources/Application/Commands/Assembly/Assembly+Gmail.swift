import Foundation
import Gmail
import GoogleAuthorization
import MIME
import Mail
import SQLiteLedger
import Transport
import Worker

extension Assembly {
    /// The one HTTP client; its thread is to be stopped at the end.
    func httpClient(_ connection: ConnectionOptions) throws -> HTTPClient {
        try HTTPClient(
            HTTPClientOptions(
                timeouts: HTTPTimeouts(silence: connection.timeout.duration), caFile: connection.caFile))
    }

    /// Everything that serves a Gmail mailbox. Takes the mailbox's lock before any request is made.
    func session(_ plan: GmailPlan, _ surroundings: Surroundings, _ http: HTTPClient) async throws -> Session {
        let credentials = try ServiceAccountKey.load(
            path: plan.credentials, strictPermissions: plan.gmail.strictPermissions)
        let access = try StateAccess(plan.state, plan.run, surroundings, self)
        let options = try plan.gmailOptions
        let mailbox = GmailMailbox(
            options: options, credentials: credentials, client: http, spool: access.spool, clockwork: clockwork,
            logger: logger)
        let memory = try await access.memory(keepRawDays: plan.run.keepRaw) {
            try MailboxLock(mailbox.name, in: access.folder)
        }
        let context = try access.handlerContext(memory, mailboxAddress: options.address)
        let target = try await handler(plan.handler, context)
        let limits = plan.handler.limits
        return Session(
            mailbox: mailbox, handler: target, parser: parser(access.spool), spool: access.spool,
            postbox: postbox(mailbox, sender: options.address, installation: context.installationID, access.spool),
            memory: memory,
            options: WorkerOptions(
                maximumMails: plan.run.maxEmails.number, listLimit: plan.run.listLimit.number,
                maximumMailBytes: limits.maxMailSize.bytes, inFlight: plan.gmail.maxInFlight.number,
                putBackAfter: .seconds(600),
                policy: RetryPolicy(
                    maximumAttempts: plan.run.maxAttempts.number,
                    rejectedStaysUnread: !plan.gmail.readOnFailure.isOn),
                reportsPerSender: plan.handler.rules.reportsPerSender.number),
            logger: logger, clockwork: clockwork)
    }

    /// The walk through the Google set-up.
    func setupCheck(_ plan: GmailPlan, _ http: HTTPClient) throws -> GmailSetupCheck {
        GmailSetupCheck(
            credentialsPath: try plan.credentials, options: try plan.gmailOptions, client: http, clockwork: clockwork)
    }

    /// Reports leave through Gmail's own `messages.send`.
    private func postbox(
        _ mailbox: GmailMailbox, sender: String, installation: String?, _ spool: Spool
    ) -> GmailPostbox? {
        guard let installation else { return nil }
        let composer = MessageComposer(sender: Address(name: nil, mail: sender), installation: installation)
        let now = clockwork.now
        let host = sender.split(separator: "@").last ?? "localhost"
        return GmailPostbox(
            mailbox: mailbox,
            messageID: { key in
                MessageID("op.report-\(spool.hash(of: Array(key.text.utf8)).hexadecimal.prefix(32))@\(host)")
            },
            compose: { message, id in try composer.compose(message, date: MailDate.text(now()), messageID: id) })
    }
}

extension GmailPlan {
    var gmailOptions: GmailOptions {
        get throws {
            let endpoint: ServiceURL
            do {
                endpoint = try ServiceURL(gmail.apiEndpoint)
            } catch {
                throw CommandFailure(.usage, "--api-endpoint: \(error)")
            }
            return GmailOptions(
                address: try address, query: gmail.query, readOnFailure: gmail.readOnFailure.isOn,
                apiEndpoint: endpoint, unitsPerMinute: gmail.quotaUnitsPerMinute.unitsPerMinute,
                maxInFlight: gmail.maxInFlight.number, quarantineLabel: gmail.quarantineLabel,
                giveUpAfter: connection.giveUpAfter.duration, scope: gmail.scope)
        }
    }
}

/// The Date field of a mail (RFC 5322, section 3.3), in UTC.
enum MailDate {
    static func text(_ date: Date) -> String {
        var style = Date.VerbatimFormatStyle(
            format:
                "\(weekday: .abbreviated), \(day: .defaultDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) +0000",
            timeZone: .gmt, calendar: Calendar(identifier: .gregorian))
        style.locale = Locale(identifier: "en_US_POSIX")
        return style.format(date)
    }
}
