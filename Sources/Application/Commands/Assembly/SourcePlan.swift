import Transport

/// A mailbox as the options describe it, whatever its source.
protocol SourcePlan: Sendable {
    var options: MailboxOptions { get }

    /// Wrong usage is told before anything is made.
    func checkUsage() throws

    /// How people know it: `gmail:ADDRESS`.
    var displayedName: String { get throws }

    /// Everything that serves the mailbox. Takes its lock before any request is made.
    func session(_ assembly: Assembly, _ surroundings: Surroundings, _ http: HTTPClient) async throws -> Session
}
