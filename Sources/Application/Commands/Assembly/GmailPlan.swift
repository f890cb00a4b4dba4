/// A Gmail mailbox as the options describe it.
struct GmailPlan: Sendable {
    var gmail: GmailSourceOptions
    var connection: ConnectionOptions
    var run: RunOptions
    var handler: HandlerOptions
    var state: StateOptions

    /// Wrong usage is told before anything is made.
    func checkUsage() throws {
        _ = try credentials
        _ = try address
        _ = try gmailOptions
        if case .command = try Target(handler.target.deliverTo) { _ = try handler.target.checkedCommand() }
    }

    var credentials: String {
        get throws {
            guard let path = gmail.credentials else {
                throw CommandFailure(
                    .usage, "--credentials FILE is missing: the service-account key file that Google gave (JSON).")
            }
            return path
        }
    }

    var address: String {
        get throws {
            guard let address = gmail.username else {
                throw CommandFailure(.usage, "--username ADDRESS is missing: the mailbox that is to be read.")
            }
            return address
        }
    }
}
