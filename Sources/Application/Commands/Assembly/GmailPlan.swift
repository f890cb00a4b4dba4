import Gmail
import Mail
import SQLiteLedger
import Transport
import Worker

/// A Gmail mailbox as the options describe it.
struct GmailPlan: SourcePlan {
    var options: MailboxOptions
    var gmail: GmailSourceOptions

    func checkUsage() throws {
        _ = try options.account.requiredCredentials()
        _ = try gmailOptions
        try options.handler.target.checkUsage()
        _ = try options.handler.report.way(isGmail: true)
    }

    var displayedName: String { get throws { "gmail:\(try options.account.requiredUsername().lowercased())" } }

    var gmailOptions: GmailOptions {
        get throws {
            let endpoint: ServiceURL
            do {
                endpoint = try ServiceURL(gmail.apiEndpoint)
            } catch {
                throw CommandFailure(.usage, "--api-endpoint: \(error)")
            }
            return GmailOptions(
                address: try options.account.requiredUsername(), query: gmail.query,
                readOnFailure: gmail.readOnFailure.isOn,
                apiEndpoint: endpoint, unitsPerMinute: gmail.quotaUnitsPerMinute.unitsPerMinute,
                maxInFlight: gmail.maxInFlight.number, quarantineLabel: gmail.quarantineLabel,
                giveUpAfter: options.connection.giveUpAfter.duration, scope: gmail.scope)
        }
    }

    func session(_ assembly: Assembly, _ surroundings: Surroundings, _ http: HTTPClient) async throws -> Session {
        let key = try options.account.loadedKey()
        let access = try StateAccess(options.state, options.run, surroundings, assembly)
        let gmailOptions = try gmailOptions
        let mailbox = GmailMailbox(
            options: gmailOptions, credentials: key, client: http, spool: access.spool, clockwork: assembly.clockwork,
            logger: assembly.logger)
        let memory = try await access.memory(keepRawDays: options.run.keepRaw) {
            try MailboxLock(mailbox.name, in: access.folder)
        }
        let context = try access.handlerContext(memory, mailboxAddress: gmailOptions.address)
        let target = try await assembly.target(options.handler, context)
        return Session(
            mailbox: mailbox, handler: target.handler,
            parser: assembly.parser(access.spool), spool: access.spool,
            postbox: try assembly.postbox(
                options.handler, options.connection, gmail: mailbox, sender: gmailOptions.address, context, surroundings
            ),
            memory: memory,
            options: workerOptions(
                inFlight: gmail.maxInFlight.number, putBackAfter: .seconds(600),
                rejectedStaysUnread: !gmail.readOnFailure.isOn),
            logger: assembly.logger, clockwork: assembly.clockwork, end: {})
    }
}

extension SourcePlan {
    func workerOptions(inFlight: Int, putBackAfter: Duration, rejectedStaysUnread: Bool) -> WorkerOptions {
        WorkerOptions(
            maximumMails: options.run.maxEmails.number, listLimit: options.run.listLimit.number,
            maximumMailBytes: options.handler.limits.maxMailSize.bytes, inFlight: inFlight, putBackAfter: putBackAfter,
            policy: RetryPolicy(
                maximumAttempts: options.run.maxAttempts.number, rejectedStaysUnread: rejectedStaysUnread),
            reportsPerSender: options.handler.rules.reportsPerSender.number,
            reportsPerRun: options.handler.report.reportsPerRun.number)
    }
}
