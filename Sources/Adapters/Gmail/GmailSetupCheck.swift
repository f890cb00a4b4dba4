import Foundation
import GoogleAuthorization
import Logging
package import Mail
package import Transport

/// Walks through the set-up of a Gmail mailbox, from the key file to the query, and changes nothing.
///
/// Needs no loaded key, so that it can say what is wrong with the file.
package struct GmailSetupCheck: Sendable {
    /// Somebody waits at the terminal.
    private static let giveUpAfter: Duration = .seconds(15)

    private let credentialsPath: String
    private let strictPermissions: Bool
    private let options: GmailOptions
    private let client: HTTPClient
    private let clockwork: Clockwork
    private let meter: HTTPMeter

    package init(
        credentialsPath: String, strictPermissions: Bool = false, options: GmailOptions, client: HTTPClient,
        clockwork: Clockwork = .system, meter: HTTPMeter = HTTPMeter()
    ) {
        self.credentialsPath = credentialsPath
        self.strictPermissions = strictPermissions
        self.options = options
        self.client = client
        self.clockwork = clockwork
        self.meter = meter
    }

    /// The steps `key-file key-mode key-shape private-key assertion clock token mailbox query`, in this order.
    package func run() async -> [SetupStep] {
        var report = Report()
        guard let key = checkKey(&report) else { return report.finished }
        var limited = options
        limited.giveUpAfter = min(options.giveUpAfter, Self.giveUpAfter)
        let api = GmailAPI(
            options: limited, key: key, client: client, meter: meter, clockwork: clockwork,
            logger: Logger(label: "gmail") { _ in SwiftLogNoOpLogHandler() })
        guard await checkToken(api, &report) else { return report.finished }
        guard await checkMailbox(api, &report) else { return report.finished }
        await checkQuery(api, &report)
        return report.finished
    }

    /// Key file, mode, shape, private key and assertion.
    private func checkKey(_ report: inout Report) -> ServiceAccountKey? {
        var step = "key-file"
        do {
            let file = try KeyFile(path: credentialsPath, strictPermissions: strictPermissions)
            report.pass(step, "\(credentialsPath) can be read")
            if let finding = file.modeFinding {
                report.warn("key-mode", finding, remedy: file.modeRemedy)
            } else {
                report.pass("key-mode", "only its owner can read \(credentialsPath)")
            }
            step = "key-shape"
            let account = try ServiceAccount(file)
            report.pass(step, "the key of \(account.clientEmail), client ID \(account.clientID)")
            step = "private-key"
            let key = try ServiceAccountKey(account)
            report.pass(step, "RSA, \(key.bits) bits, id \(account.privateKeyID)")
            step = "assertion"
            _ = try Assertion(key: key, subject: options.address, scope: options.scope, at: clockwork.now())
            report.pass(step, "signed for \(options.address) with the scope \(options.scope)")
            return key
        } catch let failure as CredentialsFailure {
            report.fail(step, .configuration, failure.cause, remedy: failure.remedy)
        } catch {
            report.fail(step, .configuration, "\(error)", remedy: "create a new key for the service account")
        }
        return nil
    }

    /// The clock can only be compared once the token endpoint has answered, though it stands before the token.
    private func checkToken(_ api: GmailAPI, _ report: inout Report) async -> Bool {
        let result: TokenFailure?
        do throws(TokenFailure) {
            _ = try await api.tokens.token()
            result = nil
        } catch {
            result = error
        }
        if let difference = await api.tokens.clockDifference {
            if abs(difference / .seconds(1)) > ClockText.tolerance / .seconds(1) {
                report.warn(
                    "clock", "this machine's clock is \(ClockText.phrase(difference)) Google's",
                    remedy: "set it (timedatectl set-ntp true)")
            } else {
                report.pass("clock", "this machine's clock is \(ClockText.phrase(difference)) Google's")
            }
        }
        if let result {
            let failure = GmailFailure(result)
            report.fail("token", failure.kind, failure.cause, remedy: failure.remedy)
            return false
        }
        report.pass("token", "Google gives access to \(options.address) with the scope \(options.scope)")
        return true
    }

    private func checkMailbox(_ api: GmailAPI, _ report: inout Report) async -> Bool {
        do throws(GmailAPI.CallFailure) {
            let profile = try await api.send(.profile) { response throws(AnswerFault) in
                try response.decoded(Profile.self)
            }
            let count = profile.messagesTotal.map { ", \($0) messages" } ?? ""
            report.pass("mailbox", "reached \(profile.emailAddress)\(count)")
            return true
        } catch {
            report.fail("mailbox", error)
            return false
        }
    }

    /// Counts the first page; Gmail's own estimate is too rough to print.
    private func checkQuery(_ api: GmailAPI, _ report: inout Report) async {
        let call = GmailCall.list(
            query: options.query, isAboutUnread: SearchQuery.isAboutUnread(options.query), maxResults: 500,
            pageToken: nil)
        do throws(GmailAPI.CallFailure) {
            let page = try await api.send(call, read: MessageList.read)
            let count = page.messages?.count ?? 0
            let amount = count == 1 ? "1 mail matches" : "\(count) mails match"
            report.pass("query", (page.nextPageToken == nil ? "" : "at least ") + "\(amount) \(options.query)")
        } catch {
            report.fail("query", error)
        }
    }
}
