import ArgumentParser

/// What every command over a mailbox takes, whatever its source.
struct MailboxOptions: ParsableArguments {
    @OptionGroup(title: "Account") var account: AccountOptions
    @OptionGroup(title: "Connection") var connection: ConnectionOptions
    @OptionGroup(title: "Run") var run: RunOptions
    @OptionGroup var handler: HandlerOptions
    @OptionGroup(title: "State and output") var state: StateOptions
    @OptionGroup var output: OutputOptions
}
