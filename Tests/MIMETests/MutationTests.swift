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

    private static let fields = [
        "\"Doe, J.\" <taro.@docomo.example>; 'a@b.c' (x), [Ext] D <d@[127.0.0.1]>, Team: ..e@f, <@r:g@h>;",
        "=?iso-2022-jp?B?GyRCLSEbKEI=?= =?shift_jis?Q?=87=40?= <a..b@c.d>, =?utf-8?Q?boss=40corp?= <x@y.z>",
        "attachment; filename*0*=iso-2022-jp'ja'%1B$B; filename*1*=-!%1B; name=\"=?gb2312?Q?=E9F?=\"; x*=a'b'%FF",
    ]

    @Test(.timeLimit(.minutes(1)), arguments: fields)
    func `given a header field with damage of any kind, when parsed, then what is no address is left out`(field: String)
        async throws
    {
        let fixture = try ParserFixture()
        var numbers = Sequence(state: UInt64(field.utf8.count))
        for _ in 0..<500 {
            let value = MutationTests.damage(Array(field.utf8), &numbers).filter { $0 != 0x0A }
            let mail =
                Array("From: ".utf8) + value + Array("\nContent-Disposition: ".utf8) + value + Array("\n\nx".utf8)
            let message = try await fixture.parse(mail)
            for address in message.head.from {
                let parts = address.mail.split(separator: "@", omittingEmptySubsequences: false)
                #expect(parts.count > 1 && parts.allSatisfy { !$0.isEmpty })
                #expect(
                    !address.mail.unicodeScalars.contains {
                        $0.value < 0x20 || $0.value == 0x7F || $0.value == 0x10_FFFD
                    })
                #expect(
                    address.mail.hasPrefix("\"") || !address.mail.contains { $0.isWhitespace || "<>,;".contains($0) })
            }
        }
    }
}

extension [UInt8] {
    fileprivate func shuffledPiece(_ start: Int) -> ArraySlice<UInt8> { self[start...].prefix(4) }
}
