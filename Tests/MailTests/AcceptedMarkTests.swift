import Foundation
import Mail
import Testing

@Suite struct AcceptedMarkTests {
    @Test(arguments: [
        ([ReasonCode](), Acknowledgement.Mark.accepted), ([.unknownValue, .refusedFile], .accepted),
        ([.lostFile], .acceptedKeeping), ([.unknownValue, .cutText], .acceptedKeeping),
    ])
    func `given an accepted mail that lost a file or text, its mark keeps it at the source (7.1.6)`(
        notes: [ReasonCode], mark: Acknowledgement.Mark
    ) {
        let receipt = Receipt(kind: .delivered, code: .delivered, text: "x", notes: notes.map { Note(code: $0) })
        let step = Lifecycle(state: .claimed).after(
            .accepted(receipt), policy: RetryPolicy(maximumAttempts: 3, rejectedStaysUnread: false), now: Date(),
            jitter: 0)
        #expect(step.mark == mark)
    }
}
