import Mail
import Observability
import Threading
import Transport

/// One connection to a server at a time, and what is known about it: capabilities, namespace, the selected folder.
///
/// Its methods block the session's own thread and never wait otherwise, so that no command comes between the parts of
/// another. `interrupt` ends a method from outside; the connection is lost by that.
actor IMAPSession {
    /// Mechanisms that fail ask once; a server that asks on and on would never let a run end.
    private static let mostQuestions = 10

    nonisolated let interrupt: Interrupt
    private nonisolated let executor: PinnedExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    let options: IMAPOptions
    let meter: SessionMeter
    var connection: Connection?
    var capabilities = Capabilities([])
    var isLoggedIn = false
    var usesUTF8 = false
    var namespace: Namespace?
    var folder: SelectedFolder?
    /// Whether the folder was searched since it was selected.
    var folderIsStale = false
    /// What the last search found, in ascending order.
    var listed: [UID] = []
    /// Sizes that were asked for and are not yet used.
    var sizes: [UID: Int] = [:]
    /// What is known about copies in target folders.
    var copies = CopyRecord()
    /// What the server asked beyond what a command held: why a login fails.
    var challenge: String?
    private var lastTag = 0

    /// Starts the thread; makes no connection.
    init(_ options: IMAPOptions, meter: SessionMeter) throws {
        self.options = options
        self.meter = meter
        interrupt = try Interrupt()
        executor = try PinnedExecutor()
    }

    var host: String { options.endpoint.host }

    /// Runs `body` as one step: afterwards the connection is either usable or gone.
    func step<Value>(_ body: () throws -> Value) throws(SessionFailure) -> Value {
        interrupt.reset()
        do {
            try Task.checkCancellation()
            return try body()
        } catch {
            let failure = SessionFailure(error, host: host, isCancelled: Task.isCancelled)
            if !failure.leavesConnection { drop() }
            throw failure
        }
    }

    /// Forgets the connection without a word.
    func drop() {
        connection = nil
        isLoggedIn = false
        folder = nil
        folderIsStale = false
        listed = []
        sizes = [:]
        usesUTF8 = false
        namespace = nil
        capabilities = Capabilities([])
    }

    /// Says goodbye, briefly, and closes.
    func close() {
        defer { drop() }
        guard let connection, !Task.isCancelled else { return }
        interrupt.reset()
        do {
            try connection.send(Array("\(nextTag()) LOGOUT".utf8), shown: "LOGOUT")
            let deadline = ContinuousClock.now + .seconds(2)
            while case .some(.untagged) = try connection.next(until: deadline) {}
        } catch {
            // It is over either way.
        }
    }

    func nextTag() -> String {
        lastTag += 1
        return "a\(lastTag)"
    }

    // MARK: Exchanges

    /// Sends a command and waits for its end; `take` sees the untagged data in between.
    func exchange(_ command: Command, _ take: (Response.Data) throws -> Void = { _ in }) throws -> Response.Status {
        let tag = try send(command)
        for piece in command.pieces.dropFirst() {
            if let early = try awaitContinuation(tag, take) { return early }
            try live.send(piece, shown: Secret.mark)
        }
        return try end(of: tag, answering: command.lastWord, take)
    }

    /// Sends the first piece of a command; several may be on their way.
    func send(_ command: Command) throws -> String {
        let tag = nextTag()
        meter.addCommand()
        try live.send(Array("\(tag) ".utf8) + command.pieces[0], shown: "\(tag) \(command.shown)")
        return tag
    }

    /// Waits for the end of the command with `tag`.
    func end(
        of tag: String, answering lastWord: [UInt8] = [], _ take: (Response.Data) throws -> Void = { _ in }
    ) throws -> Response.Status {
        var questions = 0
        while true {
            switch try next(take) {
            case .tagged(tag, let status):
                note(status)
                return status
            case .continuation(let challenge):
                // A mechanism tells why it fails (RFC 7628, section 3.2.3), and wants an answer to go on.
                questions += 1
                guard questions <= Self.mostQuestions else { throw GrammarFailure("one question after the other") }
                self.challenge = challenge
                try live.send(lastWord, shown: Secret.mark)
            case .tagged(let other, _):
                throw GrammarFailure("the end of a command \(other.prefix(40)) that was never sent")
            case .untagged: continue
            }
        }
    }

    /// Waits until the server asks for more; gives the end of the command when that comes instead.
    func awaitContinuation(
        _ tag: String, _ take: (Response.Data) throws -> Void = { _ in }
    ) throws -> Response.Status? {
        while true {
            switch try next(take) {
            case .continuation: return nil
            case .tagged(tag, let status):
                note(status)
                return status
            case .tagged(let other, _):
                throw GrammarFailure("the end of a command \(other.prefix(40)) that was never sent")
            case .untagged: continue
            }
        }
    }

    /// The next response; what concerns the whole session is noted.
    func next(
        until deadline: ContinuousClock.Instant? = nil, _ take: (Response.Data) throws -> Void
    ) throws -> Response {
        guard let response = try live.next(until: deadline) else { throw SessionFailure.ended(host, nil) }
        if case .untagged(let data) = response {
            switch data {
            case .capability(let capabilities): self.capabilities = capabilities
            case .exists(let count): folder?.count = count
            case .status(let status):
                note(status)
                if status.kind == .bye { throw SessionFailure.ended(host, status) }
            default: break
            }
            try take(data)
        }
        return response
    }

    var live: Connection {
        get throws {
            guard let connection else { throw SessionFailure.ended(host, nil) }
            return connection
        }
    }

    /// ALERT is for people, always (RFC 9051, section 7.1).
    func note(_ status: Response.Status) {
        switch status.code {
        case .word(.alert): meter.warn("\(host) says: \(status.text)")
        case .capability(let capabilities): self.capabilities = capabilities
        default: break
        }
    }
}
