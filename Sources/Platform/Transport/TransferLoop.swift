import CCurl
import Threading

/// The one thread that is inside libcurl; everyone else hands it commands and wakes it.
final class TransferLoop: Sendable {
    private enum Command {
        case start(Transfer)
        case cancel(Transfer)
    }

    private struct Inbox {
        var commands: [Command] = []
        var isStopping = false
        /// The thread takes no more commands and the multi handle is about to go.
        var isClosed = false
    }

    private let options: HTTPClientOptions
    private let multi: MultiHandle
    private let inbox = Locked(Inbox())

    init(options: HTTPClientOptions, multi: MultiHandle) {
        self.options = options
        self.multi = multi
    }

    func start(_ transfer: Transfer) {
        if !send(.start(transfer)) { transfer.complete(.failure(.cancelled)) }
    }

    func cancel(_ transfer: Transfer) {
        transfer.isCancelled.withLock { $0 = true }
        _ = send(.cancel(transfer))
    }

    /// Ends the thread; what is on its way ends as cancelled.
    func stop() {
        inbox.withLock { inbox in
            inbox.isStopping = true
            if !inbox.isClosed { multi.wake() }
        }
    }

    private func send(_ command: Command) -> Bool {
        inbox.withLock { inbox in
            if inbox.isClosed { return false }
            inbox.commands.append(command)
            multi.wake()
            return true
        }
    }

    /// Body of the thread.
    func run() {
        var work = Work(options: options, multi: multi)
        while true {
            let (commands, isStopping) = inbox.withLock { inbox in
                let commands = inbox.commands
                inbox.commands = []
                return (commands, inbox.isStopping)
            }
            for command in commands {
                switch command {
                case .start(let transfer): work.start(transfer)
                case .cancel(let transfer): work.cancel(transfer)
                }
            }
            if isStopping { break }
            multi.perform()
            while let (transfer, code) = multi.nextEnded() { work.end(transfer, code) }
            multi.wait()
        }
        let late = inbox.withLock { inbox in
            inbox.isClosed = true
            return inbox.commands
        }
        for case .start(let transfer) in late { transfer.complete(.failure(.cancelled)) }
        work.cancelAll()
        multi.close()
    }
}

/// What the thread alone knows: which transfers run, which wait for their turn.
private struct Work {
    private let options: HTTPClientOptions
    private let multi: MultiHandle
    private var live: [ObjectIdentifier: Transfer] = [:]
    private var queues: [String: HostQueue] = [:]
    /// Handles to use again; no more of them than transfers ever ran at once.
    private var idle: [EasyHandle] = []

    private struct HostQueue {
        var running = 0
        var waiting: [Transfer] = []
    }

    init(options: HTTPClientOptions, multi: MultiHandle) {
        self.options = options
        self.multi = multi
    }

    mutating func start(_ transfer: Transfer) {
        let host = transfer.request.url.host
        if transfer.isCancelled.withLock({ $0 }) { return transfer.complete(.failure(.cancelled)) }
        if queues[host, default: HostQueue()].running >= options.maximumPerHost {
            queues[host]?.waiting.append(transfer)
        } else if run(transfer) {
            queues[host, default: HostQueue()].running += 1
        }
    }

    /// Gives the transfer to libcurl; false when that failed, and the transfer with it.
    private mutating func run(_ transfer: Transfer) -> Bool {
        guard let easy = idle.popLast() ?? EasyHandle() else { return fail(transfer, CURLE_OUT_OF_MEMORY) }
        do throws(CurlError) {
            try transfer.configure(easy, options: options)
        } catch {
            return fail(transfer, error.code)
        }
        guard multi.add(easy) else { return fail(transfer, CURLE_FAILED_INIT) }
        live[ObjectIdentifier(transfer)] = transfer
        return true
    }

    private func fail(_ transfer: Transfer, _ code: CURLcode) -> Bool {
        transfer.complete(transfer.outcome(code, timeouts: options.timeouts))
        return false
    }

    /// Does nothing for a transfer that has ended.
    mutating func cancel(_ transfer: Transfer) {
        let host = transfer.request.url.host
        if live[ObjectIdentifier(transfer)] != nil {
            release(transfer)
        } else if let place = queues[host]?.waiting.firstIndex(where: { $0 === transfer }) {
            queues[host]?.waiting.remove(at: place)
        } else {
            return
        }
        transfer.complete(.failure(.cancelled))
    }

    mutating func end(_ transfer: Transfer, _ code: CURLcode) {
        let outcome = transfer.outcome(code, timeouts: options.timeouts)
        release(transfer)
        transfer.complete(outcome)
    }

    mutating func cancelAll() {
        for transfer in queues.values.flatMap(\.waiting) { cancel(transfer) }
        for transfer in live.values { cancel(transfer) }
        idle = []
    }

    private mutating func release(_ transfer: Transfer) {
        live[ObjectIdentifier(transfer)] = nil
        if let easy = transfer.easy {
            multi.remove(easy)
            easy.reset()
            idle.append(easy)
        }
        let host = transfer.request.url.host
        queues[host]?.running -= 1
        if let next = queues[host]?.waiting.first {
            queues[host]?.waiting.removeFirst()
            start(next)
        } else if queues[host]?.running == 0 {
            queues[host] = nil
        }
    }
}
