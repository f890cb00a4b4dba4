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
        #expect(CorpusMail.names(".json") == CorpusMail.names(".eml"))
        for mail in CorpusMail.all { #expect(!(try mail.expected().because.isEmpty), "\(mail.name)") }
    }

    @Test(.timeLimit(.minutes(3)), arguments: CorpusMail.all)
    func `given a mail of the corpus, when it is decided with either line end, then the decision is the expected one`(
        mail: CorpusMail
    ) async throws {
        let expected = try mail.expected()
        for end in CorpusLineEnd.allCases where try mail.reads(end) {
            var actual = try await Self.world.value.sketch(mail.bytes(end), expected)
            // The sizes in an expectation are those with the line ends that the mail is stored with.
            if end == .crlf { actual.takeSizes(from: expected.decision) }
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

    @Test(.timeLimit(.minutes(3)))
    func `given every mail of the corpus, when it is previewed, then the tracker is what it was`() async throws {
        let world = try await CorpusWorld()
        let before = try await world.export()
        for mail in CorpusMail.all {
            _ = try await world.handler(mail.expected()).preview(world.raw(mail.bytes(.asStored)), mail.delivery)
        }
        #expect(try await world.export() == before)
    }

    /// One after the other on one tracker: what the mails before have changed is there for both.
    @Test(.timeLimit(.minutes(3)))
    func `given every mail of the corpus, when it is delivered, then it has the outcome that the preview told`()
        async throws
    {
        let world = try await CorpusWorld()
        for mail in CorpusMail.all {
            let handler = try world.handler(mail.expected())
            let raw = try world.raw(mail.bytes(.asStored))
            let preview = try await handler.preview(raw, mail.delivery).outcome
            let outcome = try await handler.deliver(raw, mail.delivery)
            #expect(outcome.promised == preview.promised, "\(mail.name)")
            guard case .accepted(let receipt, _) = outcome, case .accepted(let wanted, _) = preview else { continue }
            // What is set to the value that it has is asked, and no change.
            #expect(Set(receipt.changes).isSubset(of: wanted.changes), "\(mail.name)")
            guard case .accepted(receipt, _) = try await handler.deliver(raw, mail.delivery) else {
                Issue.record("\(mail.name): a second delivery has another receipt")
                continue
            }
        }
    }
}

extension CorpusMail {
    fileprivate var delivery: Delivery {
        let key = MessageKey(mailbox: MailboxName("corpus"), id: name)
        return Delivery(key: key, idempotencyKey: IdempotencyKey(key, generation: 0), head: Head(), attempt: 1)
    }
}

extension HandlingOutcome {
    /// Without what only the target can tell: numbers of new things, and words about them.
    fileprivate var promised: HandlingOutcome {
        guard case .accepted(var receipt, var reply) = self else { return self }
        if receipt.kind != .workPackageUpdated { receipt.id = nil }
        receipt.text = ""
        receipt.changes = []
        reply?.text = ""
        reply?.references = []
        return .accepted(receipt, reply: reply)
    }
}
