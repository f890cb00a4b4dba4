import Foundation
package import GoogleAuthorization
package import Logging
package import Mail
import Observability
package import Transport

/// A Gmail mailbox, read and marked over the REST API as the user it belongs to.
///
/// One object serves a mailbox for the life of the process: the quota budget is counted in it.
package final class GmailMailbox: Mailbox {
    package let name: MailboxName
    let options: GmailOptions
    let api: GmailAPI
    let label: QuarantineLabel?
    private let credentials: ServiceAccountKey.Loaded
    private let client: HTTPClient
    private let spool: Spool
    private let clockwork: Clockwork
    private let meter = HTTPMeter()

    /// Makes no request. `logger` is told of waits and repeated attempts.
    package init(
        options: GmailOptions, credentials: ServiceAccountKey.Loaded, client: HTTPClient, spool: Spool,
        clockwork: Clockwork = .system,
        logger: Logger = Logger(label: "gmail") { _ in SwiftLogNoOpLogHandler() }
    ) {
        // Upper and lower case are one mailbox, whose mails keep their keys.
        name = MailboxName("gmail:\(options.address.lowercased())")
        self.options = options
        self.credentials = credentials
        self.client = client
        self.spool = spool
        self.clockwork = clockwork
        var logger = logger
        logger[metadataKey: LogKey.mailbox] = "\(name)"
        let api = GmailAPI(
            options: options, key: credentials.key, client: client, meter: meter, clockwork: clockwork, logger: logger)
        self.api = api
        label = options.quarantineLabel.map { QuarantineLabel(name: $0, api: api) }
    }

    package func check() async -> [SetupStep] {
        await GmailSetupCheck(
            credentialsPath: credentials.key.account.path, options: options, client: client, clockwork: clockwork,
            meter: meter
        ).run()
    }

    package func matches(atMost limit: Int) -> AsyncThrowingStream<[ListedMessage], any Error> {
        let listing = MessageListing(api: api, mailbox: name, options: options, limit: limit)
        return AsyncThrowingStream { try await listing.next() }
    }

    package func fetch(
        _ key: MessageKey, limitBytes: Int, mustMatch: Bool
    ) async throws(SourceFailure) -> Fetched {
        let mustBeUnread = mustMatch && SearchQuery.isAboutUnread(options.query)
        let receiver = RawMailReceiver(spool: spool, limitBytes: limitBytes)
        do throws(GmailAPI.CallFailure) {
            return try await api.send(.rawMessage(id: key.id, limitBytes: limitBytes)) {
                receiver.restart()
                return { try receiver.take($0) }
            } read: { response throws(AnswerFault) in
                if !response.isSuccess { return .gone }
                let received = try receiver.finish()
                // The index lags: a mail that was read since, or long ago, may be listed all the same.
                let isUnread = received.labels.contains("UNREAD")
                if mustBeUnread, !isUnread { return .noLongerMatches }
                return .message(RawMail(received.content), isUnread: isUnread)
            }
        } catch {
            switch error {
            case .sink(is SpoolWriter.LimitReached), .sink(TransportFailure.tooLarge):
                return .tooLarge(bytes: nil)
            default:
                throw error.source("fetch the mail \(key)")
            }
        }
    }

    /// Stays silent: Gmail tells of arrivals through Pub/Sub only.
    package func arrivals() -> AsyncStream<Void> { AsyncStream { _ in } }

    package var traffic: Traffic {
        get async {
            let reading = meter.reading
            let warnings = [credentials.modeWarning, await api.tokens.clockWarning].compactMap { $0 }
            return Traffic(requests: reading.requests, bytesReceived: reading.bytesReceived, warnings: warnings)
        }
    }
}

extension GmailAPI.CallFailure {
    /// The same, for the domain; `action` says what was being done.
    func source(_ action: String) -> SourceFailure {
        switch self {
        case .gmail(let failure): failure.source(action)
        // The spool folder: the disk is full, or may be by the next attempt.
        case .sink(let error):
            SourceFailure(.unavailable(retryAfter: nil), "cannot \(action): \(error); check the state folder's disk")
        }
    }
}
