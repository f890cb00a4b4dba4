import ArgumentParser
import Transport

/// How reports and confirmations reach the sender of a mail.
struct ReportOptions: ParsableArguments {
    enum Way: String, ExpressibleByArgument, CaseIterable { case gmail, smtp, none }

    @Option(
        help: "Way of reports to senders; smtp when --smtp-url is given, else gmail for a Gmail mailbox, else none.")
    var reportThrough: Way?

    @Option(
        help: ArgumentHelp(
            "Submission server, as in smtps://user@host:465 or smtp://user@host:587 (STARTTLS).", valueName: "url"))
    var smtpUrl: String?

    @Option(help: ArgumentHelp("File with the password; else SMTP_PASSWORD.", valueName: "file"))
    var smtpPasswordFile: String?

    @Option(
        help:
            "Reports sent in one run, so that a wrong setting does not become a wave of mail; the others follow in the next runs."
    )
    var reportsPerRun: Count = Count(50)
}

extension ReportOptions {
    /// The way that holds, for a source that can send by itself or not; throws wrong usage.
    func way(isGmail: Bool) throws -> Way {
        let way = reportThrough ?? (smtpUrl != nil ? .smtp : isGmail ? .gmail : .none)
        if way == .smtp, smtpUrl == nil {
            throw CommandFailure(.usage, "--report-through smtp needs --smtp-url, as in smtps://user@host:465.")
        }
        if way == .smtp { _ = try server }
        if way == .gmail, !isGmail {
            throw CommandFailure(.usage, "--report-through gmail is for a Gmail mailbox; give smtp or none.")
        }
        return way
    }

    /// The submission server; throws wrong usage.
    var server: SMTPServerURL {
        get throws {
            do {
                return try SMTPServerURL(smtpUrl ?? "")
            } catch {
                throw CommandFailure(
                    .usage,
                    "--smtp-url: this is no submission server. Write smtps://user@host:465 or smtp://user@host:587, "
                        + "without a password.")
            }
        }
    }
}
