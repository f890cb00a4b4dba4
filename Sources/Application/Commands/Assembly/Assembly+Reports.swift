import Foundation
import Gmail
import MIME
import Mail
import Observability
import SMTP
import Transport

extension Assembly {
    /// The way for our own mails: Gmail, a submission server, or none.
    ///
    /// `sender` is whose name they carry: the option, else the tracker's own address, else the mailbox's.
    func postbox(
        _ options: HandlerOptions, _ connection: ConnectionOptions, gmail: GmailMailbox?, sender: String?,
        _ context: HandlerContext, _ surroundings: Surroundings
    ) throws -> (any Postbox)? {
        let way = try options.report.way(isGmail: gmail != nil)
        guard way != .none, let installation = context.installationID else { return nil }
        guard let sender = (options.rules.mailFrom ?? sender).map(IntakeRuleOptions.bareAddress),
            sender.contains("@")
        else {
            throw CommandFailure(.usage, "Reports need a sender: give --mail-from ADDRESS, or --report-through none.")
        }
        let spool = context.spool
        let host = sender.split(separator: "@").last ?? "localhost"
        let messageID: @Sendable (IdempotencyKey) -> MessageID = { key in
            MessageID("op.report-\(spool.hash(of: Array(key.text.utf8)).hexadecimal.prefix(32))@\(host)")
        }
        let composer = MessageComposer(sender: Address(name: nil, mail: sender), installation: installation)
        let now = clockwork.now
        let compose: @Sendable (OutgoingMessage, MessageID) throws -> [UInt8] = { message, id in
            try composer.compose(message, date: MailDate.text(now()), messageID: id)
        }
        if way == .gmail, let gmail {
            return GmailPostbox(mailbox: gmail, messageID: messageID, compose: compose)
        }
        return SMTPPostbox(
            submission: try submission(options.report, connection, surroundings), sender: sender,
            messageID: messageID, compose: compose)
    }

    /// The submission server of the options, with its password.
    func submission(
        _ report: ReportOptions, _ connection: ConnectionOptions, _ surroundings: Surroundings
    ) throws -> SMTPSubmission {
        let password =
            try report.smtpPasswordFile.map { try SecretFile.read($0, option: "--smtp-password-file") }
            ?? SecretFile.fromEnvironment("SMTP_PASSWORD", credential: "smtp-password", surroundings.environment)
        return SMTPSubmission(
            try report.server, password: password, caFile: connection.caFile,
            timeouts: HTTPTimeouts(silence: connection.timeout.duration))
    }
}
