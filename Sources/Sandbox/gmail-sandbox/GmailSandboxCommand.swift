import ArgumentParser
import Foundation
import GmailSandbox

/// `gmail-sandbox`: a loopback Gmail to try the product with, and for tests that start it as a process.
@main
struct GmailSandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gmail-sandbox",
        abstract: "A Gmail API and token endpoint on 127.0.0.1, filled with mails from a folder.",
        discussion: """
            The first line on standard output is {"api":URL,"mailbox":ADDRESS}. Nothing is kept: changes are gone when the \
            sandbox ends (SIGTERM, SIGINT).
            """)

    @Option(help: "A folder of .eml files or a Maildir; the sample mails when absent.")
    var mails: String?

    @Option(help: "The port; a free one when absent.")
    var port = 0

    @Option(help: "Where to write the service account's credentials file (mode 0600).")
    var writeCredentials: String?

    @Option(help: "The address of the mailbox.")
    var mailbox = "support@example.org"

    @Option(help: "A label for every mail of the folder; repeatable.")
    var label: [String] = []

    @Option(help: "Quota units per minute; no quota when absent. Google's is 6000.")
    var quota: Int?

    @Flag(help: "Write one line per request to standard error.")
    var verbose = false

    func validate() throws {
        guard 0...65_535 ~= port else { throw ValidationError("--port is a number from 0 to 65535, not \(port).") }
        guard quota.map({ $0 > 0 }) ?? true else {
            throw ValidationError("--quota is a number of units above 0; leave it out for no quota.")
        }
        guard mailbox.contains("@") else { throw ValidationError("--mailbox is an address, not \(mailbox).") }
    }

    func run() async throws {
        var configuration = SandboxConfiguration()
        configuration.mailbox = mailbox
        configuration.port = port
        configuration.quotaUnitsPerMinute = quota
        configuration.labels = label
        if verbose { configuration.onServed = Self.report }
        // Watched from the start, so that an early signal is not lost.
        let signals = Self.endSignals()
        let loaded = try mails.map { try LoadedMail.all(in: URL(fileURLWithPath: $0)) } ?? LoadedMail.samples()
        let server = try await SandboxServer.start(configuration, mails: loaded)
        if let writeCredentials { try server.writeCredentials(to: writeCredentials) }
        let line: JSONValue = ["api": .string(server.api), "mailbox": .string(server.mailbox)]
        try FileHandle.standardOutput.write(contentsOf: Data("\(line.text())\n".utf8))
        Self.note("\(loaded.count) mails wait for \(server.mailbox). End with Ctrl-C.")
        for await _ in signals.stream { break }
        signals.sources.forEach { $0.cancel() }
        await server.stop()
    }

    @Sendable private static func report(_ request: ServedRequest) {
        let violation = request.violation.map { "  VIOLATION: \($0)" } ?? ""
        note("\(request.status) \(request.method) \(request.units) units \(request.target)\(violation)")
    }

    private static func note(_ line: String) {
        FileHandle.standardError.write(Data("\(line)\n".utf8))
    }

    /// A stream with one element per signal that ends the sandbox, and the sources that must live as long.
    private static func endSignals() -> (stream: AsyncStream<Void>, sources: [any DispatchSourceSignal]) {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
        return (stream, sources)
    }
}
