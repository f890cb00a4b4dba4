import Foundation
import Logging
import Mail

/// Collects acknowledgements, so that many share one request, and sends them: when 1,000 are ready, every minute, and at
/// the end of a run.
actor Acknowledger {
    private static let batch = 1_000

    private let mailbox: any Mailbox
    private let ledger: any Ledger
    private let now: @Sendable () -> Date
    private var ready: [Acknowledgement] = []
    private(set) var acknowledged = 0
    private(set) var failure: RunFailure?

    init(_ mailbox: any Mailbox, _ ledger: any Ledger, now: @escaping @Sendable () -> Date) {
        self.mailbox = mailbox
        self.ledger = ledger
        self.now = now
    }

    func add(_ acknowledgements: [Acknowledgement]) async {
        ready += acknowledgements
        while ready.count >= Self.batch, failure == nil { await send() }
    }

    /// Sends what is ready. A failure is kept, not thrown: the marks are made by the next run.
    func flush() async {
        while !ready.isEmpty, failure == nil { await send() }
    }

    private func send() async {
        let sending = Array(ready.prefix(Self.batch))
        ready.removeFirst(sending.count)
        do throws(SourceFailure) {
            let marked = try await mailbox.acknowledge(sending)
            CrashPoint.acknowledged.pass()
            await store(marked, of: sending)
            guard marked.count < sending.count else { return }
            let text = "Marking mails at their source: \(sending.count - marked.count) of \(sending.count) were not."
            failure = failure ?? .acknowledgement(SourceFailure(.unavailable(retryAfter: nil), text))
        } catch {
            failure = failure ?? .acknowledgement(error)
        }
    }

    /// Sends what is ready every minute until cancelled.
    ///
    /// The sending itself is a task of its own: the end of a run cancels the waiting, not a request half-way.
    func flushEveryMinute() async {
        while (try? await Task.sleep(for: .seconds(60))) != nil { await Task { await flush() }.value }
    }

    private func store(_ marked: Set<MessageKey>, of sent: [Acknowledgement]) async {
        let madeRead = sent.filter { marked.contains($0.key) && mailbox.marksRead($0.mark) }.map(\.key)
        do throws(LedgerFailure) {
            try await ledger.acknowledged(marked, marked: Set(madeRead), now: now())
            acknowledged += marked.count
        } catch {
            failure = failure ?? .ledger(error)
        }
    }
}
