import MIME
import Mail
import Testing

/// Damaged mails: parsing never fails on content.
@Suite struct MutationTests {
    /// Numbers that are the same in every run.
    private struct Sequence {
        var state: UInt64
        mutating func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % max(1, limit)
        }
    }

    private static func damage(_ bytes: [UInt8], _ numbers: inout Sequence) -> [UInt8] {
        var bytes = bytes
        for _ in 0...numbers.next(below: 4) where !bytes.isEmpty {
            let start = numbers.next(below: bytes.count)
            let end = min(bytes.count, start + 1 + numbers.next(below: 40))
            switch numbers.next(below: 5) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: bytes[start..<end], at: numbers.next(below: bytes.count))
            case 2: bytes[start] = UInt8(numbers.next(below: 256))
            case 3:
                bytes.insert(
                    contentsOf: Array("\n--b\r\n=?;\"<(:".utf8).shuffledPiece(numbers.next(below: 12)), at: start)
            default: bytes.removeSubrange(end...)
            }
        }
        return bytes
    }

    @Test(.timeLimit(.minutes(1)), arguments: try Sample.names())
    func `given a sample with damage of any kind, when parsed, then a message comes out`(name: String) async throws {
        let fixture = try ParserFixture()
        let sample = try Sample.bytes(name, .crlf)
        var numbers = Sequence(state: UInt64(sample.count))
        for _ in 0..<40 {
            let mail = try fixture.mail(MutationTests.damage(sample, &numbers))
            let message = try await fixture.parser.parse(mail, limits: ParserFixture.limits)
            #expect(message.head == fixture.parser.head(mail))
        }
    }
}

extension [UInt8] {
    fileprivate func shuffledPiece(_ start: Int) -> ArraySlice<UInt8> { self[start...].prefix(4) }
}
