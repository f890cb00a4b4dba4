import EmbeddedTracker
import Foundation
import Handlers
import Mail
import Testing

/// Every mail of the corpus against the decision that stands beside it.
@Suite struct CorpusTests {
    /// Decisions only read: one tracker is enough for all of them.
    private static let world = Task { try await CorpusWorld() }

    /// Where decisions that differ are written, never beside the expectations.
    private static let actualFolder = FileManager.default.temporaryDirectory.appending(path: "mailworker-corpus")

    @Test func `given the corpus, when it is read, then there are many mails, each with the rule it is about`() throws {
        #expect(CorpusMail.all.count >= 150)
        for mail in CorpusMail.all { #expect(!(try mail.expected().because.isEmpty), "\(mail.name)") }
    }

    @Test(.timeLimit(.minutes(1)), arguments: CorpusMail.all)
    func `given a mail of the corpus, when it is decided with either line end, then the decision is the expected one`(
        mail: CorpusMail
    ) async throws {
        let expected = try mail.expected()
        for end in CorpusLineEnd.allCases where try mail.reads(end) {
            let actual = try await Self.world.value.sketch(mail.bytes(end), expected)
            guard actual.comparable(with: expected.decision) != expected.decision else { continue }
            let file = try write(actual, of: mail)
            Issue.record("\(mail.name), \(end.testDescription): \(expected.because)\nthe actual decision: \(file)")
        }
    }

    private func write(_ actual: DecisionSketch, of mail: CorpusMail) throws -> String {
        let file = Self.actualFolder.appending(path: mail.name + ".actual.json")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(actual).write(to: file)
        return file.path
    }

    @Test(.timeLimit(.minutes(1)), arguments: CorpusMail.all)
    func `given a mail of the corpus, when it is previewed, then nothing changes and delivery does the same`(
        mail: CorpusMail
    ) async throws {
        let expected = try mail.expected()
        let world = try await CorpusWorld()
        let handler = try world.handler(expected)
        let raw = try world.raw(mail.bytes(.asStored))
        let key = MessageKey(mailbox: MailboxName("corpus"), id: mail.name)
        let delivery = Delivery(
            key: key, idempotencyKey: IdempotencyKey(key, generation: 0), head: Head(), attempt: 1)

        let before = try await world.export()
        let preview = try await handler.preview(raw, delivery).outcome
        #expect(try await world.export() == before)

        let outcome = try await handler.deliver(raw, delivery)
        switch (preview, outcome) {
        case (.accepted(let wanted, let promised), .accepted(let receipt, let reply)):
            #expect(receipt.kind == wanted.kind && receipt.code == wanted.code)
            #expect(receipt.notes == wanted.notes)
            #expect(receipt.attachments == wanted.attachments && receipt.watchers == wanted.watchers)
            // What is set to the value that it has is asked, and no change.
            #expect(Set(receipt.changes).isSubset(of: wanted.changes))
            #expect(reply?.to == promised?.to && reply?.subject == promised?.subject)
            #expect(try await world.export() != before)
            // The same mail once more changes nothing and has the same receipt.
            let after = try await world.export()
            guard case .accepted(receipt, _) = try await handler.deliver(raw, delivery) else {
                Issue.record("a second delivery has another outcome")
                return
            }
            #expect(try await world.export() == after)
        default:
            #expect(outcome == preview)
            #expect(try await world.export() == before)
        }
    }
}
