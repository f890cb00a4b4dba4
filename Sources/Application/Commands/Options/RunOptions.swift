import ArgumentParser

/// How a run takes up mails.
struct RunOptions: ParsableArguments {
    @Option(name: .long, help: "Mails taken up in one run: the oldest that are due.")
    var maxEmails: Count = Count(1_000)

    @Option(name: .long, help: "Ids listed to find the oldest ones.")
    var listLimit: Count = Count(100_000)

    @Option(name: .long, help: "Attempts after which a mail is quarantined.")
    var maxAttempts: Count = Count(12)

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Days for which every mail's bytes are kept; 0: deferred and quarantined ones only.", valueName: "days"))
    var keepRaw: Int = 0

    @Option(name: .long, help: "Seconds for the mails in hand after SIGTERM.")
    var shutdownGrace: Seconds = Seconds(8)

    @Flag(name: .long, help: "Decide and print; change nothing anywhere.")
    var dryRun = false

    func validate() throws {
        guard (0...36_500).contains(keepRaw) else { throw ValidationError("--keep-raw \(keepRaw): 0 to 36500 days.") }
    }
}

/// What one mail may cost.
struct LimitOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("Largest mail that is fetched, as in 64M.", valueName: "size"))
    var maxMailSize: ByteSize = ByteSize(bytes: 64 * 1024 * 1024)

    @Option(name: .long, help: ArgumentHelp("Largest decoded content of one mail.", valueName: "size"))
    var maxDecodedSize: ByteSize = ByteSize(bytes: 128 * 1024 * 1024)

    @Option(name: .long, help: "Most parts of one mail.")
    var maxParts: Count = Count(1_000)

    @Option(name: .long, help: "Deepest nesting of parts.")
    var maxDepth: Count = Count(100)

    @Option(name: .long, help: ArgumentHelp("Largest header, as in 512K.", valueName: "size"))
    var maxHeaderSize: ByteSize = ByteSize(bytes: 1024 * 1024)

    @Option(name: .long, help: "Most lines of a header.")
    var maxHeaderLines: Count = Count(10_000)

    @Option(name: .long, help: ArgumentHelp("Largest text; more is cut, with a note.", valueName: "size"))
    var maxText: ByteSize = ByteSize(bytes: 1024 * 1024)
}
