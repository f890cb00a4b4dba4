import Foundation
import Mail
import Threading

/// The one mail on standard input, as a source.
///
/// Its id is the SHA-256 of its bytes, so that the same bytes are known again. There is nothing to mark: the exit code
/// tells the caller.
final class StandardInputMailbox: Mailbox {
    let name: MailboxName
    private let spool: Spool
    private let limitBytes: Int
    private let received = Locked<Fetched?>(nil)

    init(name: MailboxName, spool: Spool, limitBytes: Int) {
        self.name = name
        self.spool = spool
        self.limitBytes = limitBytes
    }

    func check() async -> [SetupStep] { [] }

    func matches(atMost limit: Int) -> AsyncThrowingStream<[ListedMessage], any Error> {
        AsyncThrowingStream { continuation in
            // Reading blocks as long as the mail server writes; a thread of its own does not hold up the others.
            DispatchQueue.global().async { [self] in
                do {
                    let hash = try read()
                    let key = MessageKey(mailbox: name, id: hash.hexadecimal)
                    continuation.yield([ListedMessage(key: key, conversation: nil)])
                    continuation.finish()
                } catch {
                    let text = "Reading the mail from standard input: \(error)"
                    continuation.finish(throwing: SourceFailure(.unavailable(retryAfter: nil), text))
                }
            }
        }
    }

    func fetch(_ key: MessageKey, limitBytes: Int, mustMatch: Bool) async throws(SourceFailure) -> Fetched {
        received.withLock { $0 } ?? .gone
    }

    func acknowledge(_ acknowledgements: [Acknowledgement]) async throws(SourceFailure) -> Set<MessageKey> {
        Set(acknowledgements.map(\.key))
    }

    func marksRead(_ mark: Acknowledgement.Mark) -> Bool { false }

    func arrivals() -> AsyncStream<Void> { AsyncStream { $0.finish() } }

    var traffic: Traffic { get async { Traffic() } }

    /// Reads to the end. Beyond the limit nothing is kept, only hashed, so that the same mail is known again.
    private func read() throws -> ContentHash {
        var writer = spool.writer(limitBytes: limitBytes)
        var beyond: (any ContentDigest)?
        var window = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Foundation.read(0, &window, window.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SpoolFailure(operation: "read it", errno: errno) }
            if count == 0 { break }
            try window.withUnsafeBytes { bytes in
                let bytes = UnsafeRawBufferPointer(rebasing: bytes[..<count])
                if beyond == nil {
                    do {
                        try writer.write(bytes)
                        return
                    } catch is SpoolWriter.LimitReached {
                        var digest = spool.digest()
                        try writer.finish().forEachWindow { digest.update($0) }
                        beyond = digest
                    }
                }
                beyond?.update(bytes)
            }
        }
        if var digest = beyond {
            received.withLock { $0 = .tooLarge(bytes: nil) }
            return digest.finish()
        }
        let content = writer.finish()
        received.withLock { $0 = .message(RawMail(content), isUnread: true) }
        return content.hash
    }
}
