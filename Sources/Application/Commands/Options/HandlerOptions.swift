import ArgumentParser
import EmbeddedTracker
import Intake
import Mail
import Text
import Tracking

/// Everything that decides what is made of a mail.
struct HandlerOptions: ParsableArguments {
    @OptionGroup(title: "Target")
    var target: TargetOptions

    @OptionGroup(title: "Rules of the built-in handler")
    var rules: IntakeRuleOptions

    @OptionGroup(title: "Limits of a mail")
    var limits: LimitOptions

    @OptionGroup(title: "Reports to senders")
    var report: ReportOptions
}

extension LimitOptions {
    var parsingLimits: ParsingLimits {
        ParsingLimits(
            decodedBytes: maxDecodedSize.bytes, parts: maxParts.number, depth: maxDepth.number,
            headerBytes: maxHeaderSize.bytes, headerLines: maxHeaderLines.number, textBytes: maxText.bytes,
            boundaryComparisons: 50_000_000)
    }
}

extension IntakeRuleOptions {
    /// The rules' options, completed by what the tracker's settings say.
    func intakeOptions(_ settings: SettingsData, _ context: HandlerContext) -> IntakeOptions {
        var options = IntakeOptions()
        options.defaults = IntakeOptions.Defaults(
            project: project.map(ProjectIdentifier.init), type: type, status: status, priority: priority,
            category: category, version: version, assignee: assignedTo, isPrivate: isPrivate)
        options.projectAddress = projectFromSubaddress
        options.unknownUser = unknownUser
        options.defaultGroups = Self.names(defaultGroup)
        options.announcesAccounts = !noAccountNotice
        options.skipsPermissionCheck = noPermissionCheck
        options.allowOverride = overridable
        options.keywords = keywords
        options.preferredPart = preferredPart
        options.automatic = automatic
        options.ownAddresses = Set(
            ([mailFrom ?? settings.mailFrom, context.mailboxAddress].compactMap { $0 } + ownAddress)
                .map(Self.bareAddress))
        options.mailSuffixSeparators = mailSuffixSeparators.lowercased() == "none" ? [] : Array(mailSuffixSeparators)
        options.bodyDelimiters = bodyDelimiter
        options.ignoredFileNames = ignoreFilenames.contains { $0.lowercased() == "none" } ? [] : ignoreFilenames
        options.maximumFileBytes = maxAttachmentSize.bytes
        options.defaultLanguage = defaultLanguage ?? settings.defaultLanguage ?? "en"
        options.watchersOnReply = watchersOnReply
        options.stripsQuote = stripQuote
        options.matchesSubject = matchSubject
        options.reportsErrors = reportIncomingEmailErrors.isOn
        options.confirmsCreated = confirmCreated
        options.mailHost = mailHost(settings.mailFrom ?? context.mailboxAddress)
        options.installationID = context.installationID
        return options
    }

    func tools() throws -> IntakeTools {
        guard let bodyDelimiterRegex else { return IntakeTools(html: LibXMLConverter(), bodyDelimiter: nil) }
        do {
            return IntakeTools(html: LibXMLConverter(), bodyDelimiter: try PCREPattern(bodyDelimiterRegex))
        } catch {
            throw CommandFailure(
                .configuration,
                "--body-delimiter-regex '\(bodyDelimiterRegex)': it does not compile: \(error.message) (after "
                    + "\(error.offset) bytes). It is a regular expression of PCRE2.")
        }
    }

    private var overridable: IntakeOptions.AllowOverride {
        let names = Self.names(allowOverride)
        return names.contains { $0.lowercased() == "all" } ? .all : .listed(names)
    }

    /// The names in lists with commas.
    private static func names(_ lists: [String]) -> [String] {
        lists.flatMap { $0.split(separator: ",") }
            .map { $0.trimmingPrefix(while: \.isWhitespace) }
            .map { String($0.reversed().trimmingPrefix(while: \.isWhitespace).reversed()) }
            .filter { !$0.isEmpty }
    }

    private func mailHost(_ otherwise: String?) -> String {
        let host = (mailFrom ?? otherwise).map(Self.bareAddress)?.split(separator: "@").last
        return host.map(String.init) ?? "localhost"
    }

    /// Whether what `bareAddress` leaves has the form of an address.
    static func holdsAddress(_ text: String) -> Bool {
        let sides = bareAddress(text).split(separator: "@", omittingEmptySubsequences: false)
        return sides.count == 2 && sides.allSatisfy { !$0.isEmpty }
    }

    /// `Support <support@example.org>` and `support@example.org (Support)` count as their address.
    static func bareAddress(_ text: String) -> String {
        var bare = text[...]
        if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
            bare = text[text.index(after: open)..<close]
        } else if let comment = text.firstIndex(of: "(") {
            bare = text[..<comment]
        }
        return bare.filter { !$0.isWhitespace }.lowercased()
    }
}
