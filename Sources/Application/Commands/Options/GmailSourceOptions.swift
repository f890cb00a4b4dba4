import ArgumentParser
import Gmail

/// The Gmail mailbox and how it is read.
struct GmailSourceOptions: ParsableArguments {
    @Option(name: .long, help: "Gmail search; sent as written.")
    var query: String = "is:unread"

    @Option(name: .long, help: ArgumentHelp("Mark ignored and rejected mails as read too.", valueName: "bool"))
    var readOnFailure: Toggle = Toggle(true)

    @Option(name: .long, help: "Gmail label added to quarantined mails; created when missing.")
    var quarantineLabel: String?

    @Option(name: .long, help: ArgumentHelp("Gmail units used in any 60 seconds, or 'unlimited'.", valueName: "units"))
    var quotaUnitsPerMinute: QuotaUnits = .perMinute(6_000)

    @Option(name: .long, help: "Requests in flight at once, 1 to 100.")
    var maxInFlight: Count = Count(32)

    @Option(name: .long, help: ArgumentHelp("Gmail API's address, for a proxy or the sandbox.", valueName: "url"))
    var apiEndpoint: String = "https://gmail.googleapis.com"

    @Option(name: .long, help: ArgumentHelp("OAuth scope that was delegated.", valueName: "scope"))
    var scope: String = GmailOptions.modifyScope

    func validate() throws {
        guard maxInFlight.number <= 100 else {
            throw ValidationError("--max-in-flight \(maxInFlight.number): at most 100.")
        }
    }
}

/// Connections to servers.
struct ConnectionOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Certificate authorities to trust (PEM), instead of the system's.", valueName: "file"))
    var caFile: String?

    @Option(name: .long, help: "Seconds that a server may be silent.")
    var timeout: Seconds = Seconds(60)

    @Option(name: .long, help: "Seconds of trying after which a run gives up on a failing server.")
    var giveUpAfter: Seconds = Seconds(120)
}
