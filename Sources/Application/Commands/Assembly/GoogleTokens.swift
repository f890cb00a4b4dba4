import GoogleAuthorization
import Mail
import Transport

/// Google's access tokens for an IMAP mailbox, and what is to be said about them.
struct GoogleTokens: Sendable {
    let source: TokenSource
    let meter: HTTPMeter
    /// A sentence about a key file that others can read.
    let modeWarning: String?

    /// What they have cost so far, with the warnings of every run.
    var traffic: Traffic {
        get async {
            let reading = meter.reading
            return Traffic(
                requests: reading.requests, bytesReceived: reading.bytesReceived,
                warnings: [modeWarning, await source.clockWarning].compactMap { $0 })
        }
    }
}
