import Foundation
import Mail
import TestSupport
import Testing
import Worker

@Suite struct ReportTests {
    private static let key = "gmail:support@example.org/1"

    @Test(arguments: [
        (SourceFailure.Kind.unavailable(retryAfter: nil), ReportState.sending), (.cancelled, .sending),
        (.unavailable(retryAfter: .seconds(60)), .due), (.credentials, .due), (.configuration, .due),
        (.refused, .refused),
    ])
    func `given a report that cannot be sent, when the run is over, then the outcome stands and the report says so`(
        _ kind: SourceFailure.Kind, _ state: ReportState
    ) async throws {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        scene.postbox.with { $0.failure = SourceFailure(kind, "no") }
        let result = await scene.run()
        #expect(result.failure == nil)
        #expect((result.summary.rejected, result.summary.reportsFailed, result.summary.reportsSent) == (1, 1, 0))
        #expect(try await scene.entry("1")?.report == state)
        #expect(try await scene.entry("1")?.lifecycle.state == .finished)
    }

    @Test func `given an accepted mail with words for its sender, when the run is over, then they are sent once`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .accepted(.testing, reply: .testing) }
        #expect(await scene.run().summary.reportsSent == 1)
        await scene.run()
        #expect(scene.postbox.sent == [Self.key])
        #expect(try await scene.entry("1")?.report == .sent)
    }

    @Test func `given a way out that is closed, when many reports are due, then it is tried once a run`() async throws {
        let scene = try WorkerScene(["1", "2", "3"]) { _ in .rejected }
        scene.postbox.with { $0.failure = SourceFailure(.credentials, "no scope") }
        #expect(await scene.run().summary.reportsFailed == 1)
        scene.postbox.with { $0.failure = nil }
        #expect(await scene.run().summary.reportsSent == 3)
        #expect(scene.postbox.sent.count == 3)
    }

    @Test func `given a report whose answer was lost, when it left, then it is found and not sent again`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        scene.postbox.with { $0.losesAnswers = true }
        await scene.run()
        scene.postbox.with { $0.losesAnswers = false }
        await scene.run()
        #expect(scene.postbox.sent == [Self.key])
        #expect(try await scene.entry("1")?.report == .sent)
    }

    @Test func `given a process that died before a report left, when 15 minutes are over, then it is sent (3.3)`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        scene.postbox.with { $0.failure = SourceFailure(.cancelled, "died") }
        await scene.run()
        scene.postbox.with { $0.failure = nil }
        scene.clock.move(900)
        await scene.run()
        #expect(scene.postbox.sent.isEmpty, "a search index may lag")
        scene.clock.move(1)
        #expect(await scene.run().summary.reportsSent == 1)
        #expect(scene.postbox.sent == [Self.key])
    }

    @Test func `given a way out that cannot look, when the process died, then the report counts as sent (3.3)`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        scene.postbox.with {
            $0.failure = SourceFailure(.cancelled, "died")
            $0.canLook = false
        }
        await scene.run()
        scene.postbox.with { $0.failure = nil }
        scene.clock.move(100_000)
        await scene.run()
        #expect(scene.postbox.sent.isEmpty)
        #expect(try await scene.entry("1")?.report == .sentUnknown)
    }

    @Test func `given a sender of many mails, when reports go out, then five an hour are enough (6)`() async throws {
        let scene = try WorkerScene((1...7).map(String.init)) { _ in .rejected }
        #expect(await scene.run().summary.reportsSent == 5)
        #expect(scene.postbox.sent.count == 5)
        #expect(try await scene.entry("7")?.report == ReportState.none)
        scene.clock.move(3_601)
        scene.add("8")
        #expect(await scene.run().summary.reportsSent == 1)
    }

    @Test func `given more reports than a run may send, when runs follow, then none is lost (6)`() async throws {
        var scene = try WorkerScene((1...5).map(String.init)) { _ in .rejected }
        scene.options.reportsPerRun = 2
        #expect(await scene.run().summary.reportsSent == 2)
        #expect(try await scene.entry("3")?.report == .due)
        #expect(await scene.run().summary.reportsSent == 2)
        #expect(await scene.run().summary.reportsSent == 1)
        #expect(scene.postbox.sent == (1...5).map { "gmail:support@example.org/\($0)" })
        #expect(scene.warnings == Array(repeating: Self.limitWarning, count: 2))
    }

    private static let limitWarning =
        "enough reports for one run; the others stay due and are sent by the next runs (--reports-per-run)"

    @Test func `given a report that was due when the process died, when the next run comes, then it is sent once`()
        async throws
    {
        let scene = try WorkerScene(["1"]) { _ in .rejected }
        scene.mailbox.with { $0.acknowledgeFailure = SourceFailure(.unavailable(retryAfter: nil), "died") }
        await scene.run()
        #expect(scene.postbox.sent.isEmpty)
        scene.mailbox.with { $0.acknowledgeFailure = nil }
        await scene.run()
        await scene.run()
        #expect(scene.postbox.sent == [Self.key])
    }
}
