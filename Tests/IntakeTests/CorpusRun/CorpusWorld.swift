import EmbeddedTracker
import Foundation
import Handlers
import Intake
import MIME
import Mail
import Signing
import TestSupport
import Text
import Tracking

/// The parser, the tracker and the tools that the program has, on a tracker file of their own.
struct CorpusWorld: Sendable {
    static let limits = ParsingLimits(
        decodedBytes: 128 << 20, parts: 1_000, depth: 100, headerBytes: 1 << 20, headerLines: 10_000,
        textBytes: 1 << 20, boundaryComparisons: 50_000_000)

    let folder: ScratchFolder
    let spool: Spool
    let tracker: SQLiteTracker

    init() async throws {
        folder = try ScratchFolder()
        spool = Spool(folder: folder.url.path) { CorpusDigest() }
        tracker = try SQLiteTracker(
            path: folder.file("tracker.sqlite").path, mode: .create, now: { Date(timeIntervalSince1970: 1_900_000_000) }
        )
        _ = try await tracker.importData(try CorpusMail.trackerData())
    }

    func raw(_ bytes: [UInt8]) throws -> RawMail {
        var writer = spool.writer(limitBytes: .max)
        try writer.write(bytes)
        return RawMail(writer.finish())
    }

    func tools(_ expected: ExpectedDecision) throws -> IntakeTools {
        let pattern = try expected.options?.bodyDelimiterRegex.map { try PCREPattern($0) }
        return IntakeTools(html: LibXMLConverter(), bodyDelimiter: pattern)
    }

    /// The decision, or the reason why the parser refused the mail.
    func sketch(_ bytes: [UInt8], _ expected: ExpectedDecision) async throws -> DecisionSketch {
        let raw = try raw(bytes)
        let message: Message
        do throws(ParsingFailure) {
            message = try await GMimeParser(spool: spool).parse(raw, limits: Self.limits)
        } catch {
            guard case .limit(let reason) = error else { throw error }
            return DecisionSketch(
                Decision(verdict: .reject(reason, report: nil), steps: [], mayBeAnswered: false))
        }
        return DecisionSketch(
            try await decide(message, expected.intakeOptions, tools(expected), directory: tracker))
    }

    func handler(_ expected: ExpectedDecision) throws -> IntakeHandler {
        IntakeHandler(
            parser: GMimeParser(spool: spool), limits: Self.limits, options: expected.intakeOptions,
            tools: try tools(expected), tracker: tracker)
    }

    func export() async throws -> String { try await tracker.exportData().text }
}

private struct CorpusDigest: ContentDigest {
    private let stream = SHA256Stream()
    mutating func update(_ bytes: UnsafeRawBufferPointer) { stream.update(bytes) }
    mutating func finish() -> ContentHash { ContentHash(bytes: stream.finish()) }
}
