package import Transport

/// What one Gmail mailbox is told; the values come from the command line, which also holds the defaults.
package struct GmailOptions: Sendable {
    /// Google's own address of the API.
    package static let googleEndpoint = "https://gmail.googleapis.com"
    /// All that this program does, without the right to delete for good.
    package static let modifyScope = "https://www.googleapis.com/auth/gmail.modify"

    /// The mailbox's address: whom the token stands for.
    package var address: String
    /// Gmail's search language, sent as written.
    package var query: String
    /// Whether failed mail is marked read too.
    package var readOnFailure: Bool
    package var apiEndpoint: ServiceURL
    /// Most quota units in any 60 seconds; nil for no limit.
    package var unitsPerMinute: Int?
    /// Most requests at once; halved while Gmail calls it too many.
    package var maxInFlight: Int
    /// Name of the label for quarantined mail; made when it is missing. Nil for none.
    package var quarantineLabel: String?
    /// How long a request may fail before the run gives up.
    package var giveUpAfter: Duration
    /// Space-separated; must be granted to the service account word for word.
    package var scope: String

    package init(
        address: String, query: String, readOnFailure: Bool, apiEndpoint: ServiceURL, unitsPerMinute: Int?,
        maxInFlight: Int, quarantineLabel: String?, giveUpAfter: Duration, scope: String = modifyScope
    ) {
        self.address = address
        self.query = query
        self.readOnFailure = readOnFailure
        self.apiEndpoint = apiEndpoint
        self.unitsPerMinute = unitsPerMinute
        self.maxInFlight = maxInFlight
        self.quarantineLabel = quarantineLabel
        self.giveUpAfter = giveUpAfter
        self.scope = scope
    }
}
