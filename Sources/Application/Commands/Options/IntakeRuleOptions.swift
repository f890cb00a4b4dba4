import ArgumentParser
import Intake

/// How the built-in handler makes work of mail; the names are those of OpenProject's rake task.
struct IntakeRuleOptions: ParsableArguments {
    @Option(name: .long, help: "Identifier of the project for new work packages.")
    var project: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Recipients LOCAL+IDENTIFIER@DOMAIN name the project, before a keyword and --project.",
            valueName: "local@domain"))
    var projectFromSubaddress: ProjectAddress?

    @Option(name: [.long, .customLong("tracker")], help: "Type of new work packages.")
    var type: String?

    @Option(name: .long, help: "Category of new work packages.")
    var category: String?

    @Option(name: .long, help: "Priority of new work packages.")
    var priority: String?

    @Option(name: .long, help: "Status of new work packages.")
    var status: String?

    @Option(name: .long, help: "Version of new work packages.")
    var version: String?

    @Option(name: .long, help: "Assignee of new work packages: login, address or name.")
    var assignedTo: String?

    @Flag(
        name: [.customLong("private"), .customLong("is-private")],
        help: "Make new work packages private, whatever the sender may do.")
    var isPrivate = false

    @Option(name: .long, help: "Senders without an account: ignore, accept as anonymous, create an account.")
    var unknownUser: IntakeOptions.UnknownUser = .ignore

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Groups that accounts made by --unknown-user create join; repeatable, or a list with commas.",
            valueName: "names"))
    var defaultGroup: [String] = []

    @Flag(name: .long, help: "Send no account mail to people for whom an account was made.")
    var noAccountNotice = false

    @Flag(
        name: .long,
        help: "Accepted, since Redmine's command lines have it; changes nothing: the tracker sends no notifications.")
    var noNotification = false

    @Flag(name: .long, help: "Skip the check of the sender's permissions.")
    var noPermissionCheck = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Attributes that mails may set although an option gives them; 'all' for all.", valueName: "list"))
    var allowOverride: [String] = []

    @Option(name: .long, help: "Our own address, as in the tracker's setting; mails from it are ignored.")
    var mailFrom: String?

    @Option(name: .long, help: "Another address of our own; repeatable.")
    var ownAddress: [String] = []

    @Option(name: .long, help: "Characters that begin a suffix of an address; 'none' for no suffixes.")
    var mailSuffixSeparators: String = "+"

    @Option(name: .long, help: "Which form of a text counts where a mail has both; an empty one gives way.")
    var preferredPart: IntakeOptions.PreferredPart = .plain

    @Option(name: .long, help: "A line that ends the text; repeatable.")
    var bodyDelimiter: [String] = []

    @Option(name: .long, help: "A regular expression (PCRE2) whose matches are removed from the text.")
    var bodyDelimiterRegex: String?

    @Option(name: .long, help: "Files that are not stored, by a glob over the name; repeatable; 'none' for none.")
    var ignoreFilenames: [String] = ["signature.asc"]

    @Option(
        name: .long,
        help: ArgumentHelp("Largest file that is stored; larger ones are left out and named.", valueName: "size"))
    var maxAttachmentSize: ByteSize = ByteSize(bytes: 64 * 1024 * 1024)

    @Option(name: .long, help: ArgumentHelp("Tell senders why their mail was rejected.", valueName: "bool"))
    var reportIncomingEmailErrors: Toggle = Toggle(true)

    @Flag(name: .long, help: "Tell senders the number of a work package that their mail made.")
    var confirmCreated = false

    @Option(name: .long, help: "Where keywords count: in the sender's own text, or anywhere as OpenProject reads them.")
    var keywords: IntakeOptions.Keywords = .own

    @Option(name: .long, help: "Automatic answers: ignore or accept.")
    var automatic: IntakeOptions.Automatic = .ignore

    @Option(name: .long, help: "Language of senders whose language is not known.")
    var defaultLanguage: String?

    @Flag(name: .long, help: "Cut the quoted original from replies.")
    var stripQuote = false

    @Flag(name: .long, help: "Take [… #42] in a subject as a reply to work package 42, [… msg12] as one in the forum.")
    var matchSubject = false

    @Flag(name: .long, help: "Add the people of To and Cc as watchers on replies too.")
    var watchersOnReply = false

    @Option(name: .long, help: "Error reports to one sender in an hour.")
    var reportsPerSender: Count = Count(5)

    func validate() throws {
        let addresses = [("--mail-from", mailFrom)] + ownAddress.map { ("--own-address", $0) }
        for case (let option, let text?) in addresses where !text.isEmpty && !Self.holdsAddress(text) {
            throw ValidationError("\(option) \(text): this is no mail address. Write it as in support@example.org.")
        }
    }
}

extension IntakeOptions.UnknownUser: ExpressibleByArgument {}
extension IntakeOptions.PreferredPart: ExpressibleByArgument {}
extension IntakeOptions.Keywords: ExpressibleByArgument {}
extension IntakeOptions.Automatic: ExpressibleByArgument {}
extension ProjectAddress: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
