import Gmail
import Mail
import SQLiteLedger
import Transport
import Worker

/// A Gmail mailbox as the options describe it.
struct GmailPlan: SourcePlan {
    var account: AccountOptions
    var gmail: GmailSourceOptions
    var connection: ConnectionOptions
    var run: RunOptions
    var handler: HandlerOptions
    var state: StateOptions

    func checkUsage() throws {
        _ = try account.requiredCredentials()
        _ = try gmailOptions
        try checkTarget()
    }

    var displayedName: String { get throws { "gmail:\(try account.requiredUsername())" } }

    var gmailOptions: GmailOptions {
        get throws {
            let endpoint: ServiceURL
            do {
                endpoint = try ServiceURL(gmail.apiEndpoint)
            } catch {
                throw CommandFailure(.usage, "--api-endpoint: \(error)")
            }
            return GmailOptions(
                address: try account.requiredUsername(), query: gmail.query, readOnFailure: gmail.readOnFailure.isOn,
                apiEndpoint: endpoint, unitsPerMinute: gmail.quotaUnitsPerMinute.unitsPerMinute,
                maxInFlight: gmail.maxInFlight.number, quarantineLabel: gmail.quarantineLabel,
                giveUpAfter: connection.giveUpAfter.duration, scope: gmail.scope)
        }
    }

    func session(_ assembly: Assembly, _ surroundings: Surroundings, _ http: HTTPClient) async throws -> Session {
        let key = try account.loadedKey()
        let access = try StateAccess(state, run, surroundings, assembly)
        let options = try gmailOptions
        let mailbox = GmailMailbox(
            options: options, credentials: key, client: http, spool: access.spool, clockwork: assembly.clockwork,
            logger: assembly.logger)
        let memory = try await access.memory(keepRawDays: run.keepRaw) {
            try MailboxLock(mailbox.name, in: access.folder)
        }
        let context = try access.handlerContext(memory, mailboxAddress: options.address)
        return Session(
            mailbox: mailbox, handler: try await assembly.handler(handler, context),
            parser: assembly.parser(access.spool), spool: access.spool,
            postbox: assembly.postbox(mailbox, sender: options.address, context),
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
            maximumMails: run.maxEmails.number, listLimit: run.listLimit.number,
            maximumMailBytes: handler.limits.maxMailSize.bytes, inFlight: inFlight, putBackAfter: putBackAfter,
            policy: RetryPolicy(maximumAttempts: run.maxAttempts.number, rejectedStaysUnread: rejectedStaysUnread),
            reportsPerSender: handler.rules.reportsPerSender.number)
    }
}
