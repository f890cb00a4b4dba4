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

    /// The walk through the Google set-up.
    func setupCheck(_ plan: GmailPlan, _ http: HTTPClient) throws -> GmailSetupCheck {
        GmailSetupCheck(
            credentialsPath: try plan.options.account.requiredCredentials(),
            strictPermissions: plan.options.account.strictPermissions, options: try plan.gmailOptions, client: http,
            clockwork: clockwork)
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
