import ArgumentParser
import IMAP
import Transport

/// The IMAP mailbox and how it is read; the names are those of OpenProject's rake task.
struct IMAPSourceOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Name of the IMAP server.", valueName: "name"))
    var host: String?

    @Option(name: .long, help: "Port; 993, or 143 without --ssl.")
    var port: UInt16?

    @Option(name: .long, help: ArgumentHelp("File with the password; else IMAP_PASSWORD.", valueName: "file"))
    var passwordFile: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "File with an OAuth access token, read at every login; for servers that take no password.",
            valueName: "file"))
    var accessTokenFile: String?

    @Option(name: .long, help: ArgumentHelp("TLS from the first byte.", valueName: "bool"))
    var ssl: Toggle = Toggle(true)

    @Option(name: .long, help: ArgumentHelp("Check the server's certificate.", valueName: "bool"))
    var sslVerification: Toggle = Toggle(true)

    @Flag(name: .long, help: "Begin bare and go over to TLS by STARTTLS; without it there is no connection.")
    var starttls = false

    @Option(name: .long, help: "The folder that is read.")
    var folder: String = IMAPOptions.defaultFolder

    @Option(name: .long, help: ArgumentHelp("Folder for accepted mails, which else are deleted.", valueName: "folder"))
    var moveOnSuccess: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Folder for ignored and rejected mails, which else are marked as seen.", valueName: "folder")
    )
    var moveOnFailure: String?

    @Option(name: .long, help: ArgumentHelp("IMAP search criteria; sent as written.", valueName: "criteria"))
    var search: String = IMAPOptions.defaultSearch
}
