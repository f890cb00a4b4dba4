import Foundation
import Logging
import Mail
import SQLiteLedger
import TestSupport
import Threading
import Worker

/// A worker with a real ledger in a folder of its own, a scripted mailbox and a scripted target.
struct WorkerScene: Sendable {
    let mailbox: ScriptedMailbox
    let handler: ScriptedHandler
    let ledger: LedgerDatabase
    /// The same ledger, as the worker sees it.
    let mortal: MortalLedger
    let postbox = ScriptedPostbox()
    let clock = ManualClock()
    let stop = StopSignal()
    private let events = Locked<[MailEvent]>([])
    private let warned = Locked<[String]>([])
    var options = WorkerOptions(
        maximumMails: 1_000, listLimit: 100_000, maximumMailBytes: 64 << 20, inFlight: 8, putBackAfter: .seconds(600),
        policy: RetryPolicy(maximumAttempts: 12, rejectedStaysUnread: false), reportsPerSender: 5,
        reportsPerRun: 50)
    private let scratch: ScratchFolder

    init(
        _ mailbox: ScriptedMailbox = ScriptedMailbox(), _ handler: ScriptedHandler = ScriptedHandler()
    ) throws {
        self.mailbox = mailbox
        self.handler = handler
        scratch = try ScratchFolder()
        ledger = try LedgerDatabase(StateFolder(creating: scratch.file("state").path), keepRawDays: 0)
        mortal = MortalLedger(ledger)
    }

    /// Its target answers by the script; the mailbox holds one unread mail per id, oldest first.
    init(_ ids: [String], _ answer: @escaping @Sendable (Delivery) async throws -> HandlingOutcome) throws {
        try self.init(ScriptedMailbox(), ScriptedHandler(answer))
        for id in ids { add(id) }
    }

    func add(_ id: String, in conversation: String? = nil, references: String? = nil) {
        mailbox.add(
            .init(id, mailBytes(messageID: "\(id)@x", references: references), conversation: conversation))
    }

    @discardableResult
    func run() async -> RunResult {
        let clock = clock
        let events = events
        let parts = WorkerParts(
            mailbox: mailbox, handler: handler, parser: LineParser(), ledger: mortal, spool: .testing,
            postbox: postbox)
        return await WorkerRun(
            parts: parts, options: options, stop: stop,
            logger: Logger(label: "test") { [warned] _ in WarningCollector(into: warned) }, now: { clock.now },
            jitter: { 0 },
            onEvent: { event in events.withLock { $0.append(event) } }
        ).run()
    }

    /// What was logged as a warning.
    var warnings: [String] { warned.withLock { $0 } }
    var shown: [MailEvent] { events.withLock { $0 } }
    var ledgerFolder: String { scratch.file("state").path }

    func entry(_ id: String) async throws -> LedgerEntry? { try await ledger.entry(mailbox.key(id)) }

    func outcomes(_ id: String) -> [OutcomeName] {
        shown.filter { $0.key.id == id }.map(\.outcome)
    }

    /// Takes a mail in hand and leaves it there, as a process does that dies.
    func dieHolding(_ ids: [String]) async throws {
        let listed = ids.map { ListedMessage(key: mailbox.key($0), conversation: nil) }
        let selection = try await ledger.select(
            mailbox.name, matching: listed, atMost: 1_000, onlyListed: false, putBackAfter: .seconds(600),
            now: clock.now)
        for work in selection.work where ids.contains(work.key.id) {
            _ = try await ledger.claim(work, now: clock.now)
        }
    }
}

extension HandlingOutcome {
    static let accepted = HandlingOutcome.accepted(.testing)
    static let ignored = HandlingOutcome.ignored(Reason(.automatic, "an automatic answer"))
    static let rejected = HandlingOutcome.rejected(Reason(.noProject, "no project"), report: .testing)
    static let deferred = HandlingOutcome.deferred(Reason(.targetUnavailable, "down"), retryAfter: nil)
}

/// Keeps the texts of warnings.
private struct WarningCollector: LogHandler {
    let into: Locked<[String]>
    var logLevel = Logger.Level.warning
    var metadata = Logger.Metadata()

    init(into: Locked<[String]>) { self.into = into }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard event.level == .warning else { return }
        into.withLock { $0.append("\(event.message)") }
    }
}

/// A door that tests open: whoever waits goes on, whoever comes later walks through.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        if !isOpen { await withCheckedContinuation { waiting.append($0) } }
    }

    func open() {
        isOpen = true
        for waiter in waiting { waiter.resume() }
        waiting = []
    }
}

/// Waits for the end of the task that calls it.
func untilCancelled() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    for await _ in stream {}
    withExtendedLifetime(continuation) {}
    throw CancellationError()
}
