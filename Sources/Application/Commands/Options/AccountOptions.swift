import ArgumentParser
import GoogleAuthorization

/// Whose mail is read, and with which key.
struct AccountOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Google service-account key file (JSON).", valueName: "file"))
    var credentials: String?

    @Option(
        name: [.long, .customLong("user-id")],
        help: ArgumentHelp("Address of the mailbox, or the user that logs in.", valueName: "address"))
    var username: String?

    @Flag(name: .long, help: "Refuse a key file that others can read, instead of a warning.")
    var strictPermissions = false
}

extension AccountOptions {
    /// The mailbox's address or user; throws wrong usage.
    func requiredUsername() throws -> String {
        guard let username else {
            throw CommandFailure(.usage, "--username ADDRESS is missing: the mailbox that is to be read.")
        }
        return username
    }

    /// The key file's path; throws wrong usage.
    func requiredCredentials() throws -> String {
        guard let credentials else {
            throw CommandFailure(
                .usage, "--credentials FILE is missing: the service-account key file that Google gave (JSON).")
        }
        return credentials
    }

    /// The key, read and checked.
    func loadedKey() throws -> ServiceAccountKey.Loaded {
        try ServiceAccountKey.load(path: requiredCredentials(), strictPermissions: strictPermissions)
    }
}
