import Foundation
import Mail
import Threading

/// Takes the answer to a `get` while it arrives: the mail into a spool, the rest aside.
final class RawMailReceiver: Sendable {
    /// What an answer held.
    struct Received: Sendable {
        let content: SpooledContent
        let labels: Set<String>
    }

    private struct Rest: Decodable {
        let labelIds: [String]?
    }

    private let spool: Spool
    private let limitBytes: Int
    private let extractor = Locked(RawFieldExtractor())
    private let writer: Locked<SpoolWriter>

    init(spool: Spool, limitBytes: Int) {
        self.spool = spool
        self.limitBytes = limitBytes
        writer = Locked(spool.writer(limitBytes: limitBytes))
    }

    /// Forgets what came of an earlier attempt.
    func restart() {
        extractor.withLock { $0 = RawFieldExtractor() }
        writer.withLock { $0 = spool.writer(limitBytes: limitBytes) }
    }

    /// Throws `AnswerFault`, `SpoolWriter.LimitReached`, `SpoolFailure`.
    func take(_ bytes: UnsafeRawBufferPointer) throws {
        let decoded = try extractor.withLock { extractor throws(AnswerFault) in try extractor.take(bytes) }
        if !decoded.isEmpty { try writer.withLock { try $0.write(decoded) } }
    }

    /// Ends the mail after the last byte.
    func finish() throws(AnswerFault) -> Received {
        let extractor = extractor.withLock { $0 }
        guard extractor.rest.first == UInt8(ascii: "{") else {
            throw extractor.rest.isEmpty ? .cut("the answer is empty") : .foreign("the answer is not the Gmail API's")
        }
        guard extractor.isComplete, let rest = try? JSONDecoder().decode(Rest.self, from: Data(extractor.rest)) else {
            throw .cut("the answer breaks off")
        }
        guard extractor.hasField else { throw .foreign("the answer holds no mail") }
        return Received(content: writer.withLock { $0.finish() }, labels: Set(rest.labelIds ?? []))
    }
}
