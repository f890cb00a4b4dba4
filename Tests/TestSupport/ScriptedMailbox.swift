package import Mail
import Threading

/// A mailbox in memory that behaves like Gmail with `is:unread`, and fails where a test says so.
package final class ScriptedMailbox: Mailbox {
    package struct Letter: Sendable {
        package var id: String
        package var bytes: [UInt8]
        package var conversation: String?
        package var isUnread = true
        /// Size beyond every limit: it is never given.
        package var isTooLarge = false

        package init(_ id: String, _ bytes: [UInt8], conversation: String? = nil) {
            self.id = id
            self.bytes = bytes
            self.conversation = conversation
        }
    }

    package struct State: Sendable {
        /// Oldest first.
        package var letters: [Letter] = []
        /// Whether read mails are listed as well, as with a query that does not ask for unread ones.
        package var listsRead = false
        /// Whether a rejected mail is marked read.
        package var readsOnFailure = true
        package var fetches: [String] = []
        package var acknowledgements: [[Acknowledgement]] = []
        package var listFailure: SourceFailure?
        package var acknowledgeFailure: SourceFailure?
        /// Marks are made, the answer is lost.
        package var losesAcknowledgements = false
        /// Listed instead of what matches: an index that lags.
        package var listing: [String]?
        /// Called at every fetch, before it answers.
        package var onFetch: (@Sendable (String) async throws -> Void)?
    }

    package let name: MailboxName
    private let state = Locked(State())

    package init(_ name: String = "gmail:support@example.org") { self.name = MailboxName(name) }

    /// Reads or changes everything at once.
    package func with<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
        state.withLock { state in body(&state) }
    }

    package func key(_ id: String) -> MessageKey { MessageKey(mailbox: name, id: id) }
    package func add(_ letter: Letter) { with { $0.letters.append(letter) } }
    package var unread: [String] { with { $0.letters.filter(\.isUnread).map(\.id) } }
    package var acknowledged: [Acknowledgement] { with { $0.acknowledgements.flatMap(\.self) } }

    /// What a person does at the source.
    package func mark(_ id: String, unread: Bool) {
        with { state in
            for index in state.letters.indices where state.letters[index].id == id {
                state.letters[index].isUnread = unread
            }
        }
    }

    package func remove(_ id: String) { with { $0.letters.removeAll { $0.id == id } } }

    package func check() async -> [SetupStep] { [] }

    package func matches(atMost limit: Int) -> AsyncThrowingStream<[ListedMessage], any Error> {
        let (failure, listed) = with { state in
            let matching = state.letters.filter { $0.isUnread || state.listsRead }
            let ids = state.listing ?? matching.map(\.id)
            let listed = ids.map { id in
                ListedMessage(
                    key: MessageKey(mailbox: name, id: id),
                    conversation: state.letters.first { $0.id == id }?.conversation)
            }
            return (state.listFailure, Array(listed.reversed().prefix(limit)))
        }
        return AsyncThrowingStream { continuation in
            if let failure {
                continuation.finish(throwing: failure)
            } else {
                continuation.yield(Array(listed.prefix(listed.count / 2)))
                continuation.yield(Array(listed.dropFirst(listed.count / 2)))
                continuation.finish()
            }
        }
    }

    package func fetch(_ key: MessageKey, limitBytes: Int, mustMatch: Bool) async throws(SourceFailure) -> Fetched {
        let (hook, letter, listsRead) = with { state in
            state.fetches.append(key.id)
            return (state.onFetch, state.letters.first { $0.id == key.id }, state.listsRead)
        }
        do {
            try await hook?(key.id)
        } catch let failure as SourceFailure {
            throw failure
        } catch {
            throw SourceFailure(.cancelled, "Fetching \(key): cancelled")
        }
        guard let letter else { return .gone }
        if mustMatch, !letter.isUnread, !listsRead { return .noLongerMatches }
        if letter.isTooLarge { return .tooLarge(bytes: 100_000_000) }
        return .message(RawMail(Spool.testing.content(letter.bytes)), isUnread: letter.isUnread)
    }

    package func acknowledge(
        _ acknowledgements: [Acknowledgement]
    ) async throws(SourceFailure) -> Set<MessageKey> {
        let failure = with { state -> SourceFailure? in
            if let failure = state.acknowledgeFailure { return failure }
            state.acknowledgements.append(acknowledgements)
            for acknowledgement in acknowledgements where marksRead(acknowledgement.mark, state) {
                for index in state.letters.indices where state.letters[index].id == acknowledgement.key.id {
                    state.letters[index].isUnread = false
                }
            }
            return state.losesAcknowledgements
                ? SourceFailure(.unavailable(retryAfter: nil), "Marking mails: the answer was lost") : nil
        }
        if let failure { throw failure }
        return Set(acknowledgements.map(\.key))
    }

    package func marksRead(_ mark: Acknowledgement.Mark) -> Bool { with { marksRead(mark, $0) } }

    private func marksRead(_ mark: Acknowledgement.Mark, _ state: State) -> Bool {
        mark == .accepted || mark == .alreadyHandled || state.readsOnFailure
    }

    package func arrivals() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

    package var traffic: Traffic { get async { Traffic(requests: with { $0.fetches.count }) } }
}
