import MIME
import Mail
import Testing

@Suite struct LimitTests {
    private func parse(_ text: String, _ change: (inout ParsingLimits) -> Void = { _ in }) async throws -> Message {
        var limits = ParserFixture.limits
        change(&limits)
        return try await ParserFixture().parse(Array(text.utf8), limits: limits)
    }

    private func multipart(_ parts: Int) -> String {
        "Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\nx\n", count: parts) + "--b--\n"
    }

    private func nested(_ depth: Int) -> String {
        var text = ""
        for level in 0..<depth { text += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
        return text + "\nx\n"
    }

    private func failure(_ code: ReasonCode, _ problem: String) -> ParsingFailure {
        .limit(Reason(code, "cannot take the mail apart: \(problem)"))
    }

    @Test func `given as many parts as allowed, when parsed, then all are there; one more is too complex (7.4.2)`()
        async throws
    {
        guard case .multipart(let parts) = try await parse(multipart(1_000)).root.body else { throw Unexpected() }
        #expect(parts.count == 1_000)
        let expected = failure(.tooComplex, "it has more than 1000 parts; raise --max-parts if such mail is wanted")
        for count in [1_001, 2_000, 19_000] {
            await #expect(throws: expected) { try await parse(multipart(count)) }
        }
    }

    @Test func `given the largest numbers as limits, when parsed, then nothing is beyond them`() async throws {
        let most = ParsingLimits(
            decodedBytes: .max, parts: .max, depth: .max, headerBytes: .max, headerLines: .max, textBytes: .max,
            boundaryComparisons: .max)
        guard case .multipart(let parts) = try await parse(multipart(1_001), { $0 = most }).root.body else {
            throw Unexpected()
        }
        #expect(parts.count == 1_001)
        #expect(try await parse(nested(101)) { $0 = most }.root.mediaType.type == "multipart")
    }

    @Test func `given parts nested as deep as allowed, when parsed, then it works; deeper is too complex (7.4.2)`()
        async throws
    {
        _ = try await parse(nested(100))
        let expected = failure(
            .tooComplex, "its parts are nested more than 100 levels deep; raise --max-depth if such mail is wanted")
        for depth in [101, 500, 5_000] {
            await #expect(throws: expected) { try await parse(nested(depth)) }
        }
    }

    @Test func `given 5,000 mails in each other, when parsed, then the outermost is kept as one file`() async throws {
        let message = try await parse(String(repeating: "Content-Type: message/rfc822\n\n", count: 5_000) + "x\n")
        guard case .message(let content) = message.root.body else { throw Unexpected() }
        #expect(content.count == 4_999 * 30 + 2)
    }

    @Test func `given a header beyond its limits, when parsed, then it is too large or too complex (7.4.2)`()
        async throws
    {
        let line = "X-Filler: " + String(repeating: "a", count: 989) + "\n"
        _ = try await parse(String(repeating: line, count: 1_000) + "\nbody")
        await #expect(
            throws: failure(
                .tooLarge, "a header has more than 1048576 bytes; raise --max-header-size if such mail is wanted")
        ) { try await parse(String(repeating: line, count: 1_100) + "\nbody") }
        await #expect(
            throws: failure(
                .tooLarge, "a header has more than 1048576 bytes; raise --max-header-size if such mail is wanted")
        ) { try await parse("X: " + String(repeating: "a", count: 20_000_000) + "\n\nbody") }
        let expected = failure(
            .tooComplex, "a header has more than 10000 lines; raise --max-header-lines if such mail is wanted")
        await #expect(throws: expected) { try await parse(String(repeating: "A: b\n", count: 300_000) + "\nbody") }
        let inPart = "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + String(repeating: "A: b\n", count: 300_000)
        await #expect(throws: expected) { try await parse(inPart) }
    }

    @Test func `given text without header of any size, when parsed, then header limits do not count`() async throws {
        let message = try await parse("no header\n" + String(repeating: "A: b\n", count: 20_000))
        #expect(message.root.text.utf8.count == 10 + 100_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func `given millions of lines that look like boundaries, when parsed, then the work is bounded`() async throws {
        let hostile = "; it is no ordinary mail, look at it before you do anything else with it"
        let lines = String(repeating: "--b\n", count: 1_000_000)
        await #expect(
            throws: failure(.tooComplex, "it has more than 20000 lines that may be boundaries of parts\(hostile)")
        ) { try await parse("Content-Type: multipart/mixed; boundary=b\n\n" + lines) }
        // No more parts than there are boundaries: other lines do not count, until telling them apart takes too much.
        let others = (0..<600_000).map { "--\($0)\n" }.joined()
        await #expect(
            throws: failure(.tooComplex, "it has more than 20000 lines that may be boundaries of parts\(hostile)")
        ) { try await parse("Content-Type: multipart/mixed; boundary=b\n\n" + others) }
        await #expect(
            throws: failure(
                .tooComplex,
                "finding its parts takes more than 50000000 comparisons of lines with boundaries\(hostile)")
        ) { try await parse(nested(100).dropLast(2) + "\n" + others) }
        _ = try await parse("Subject: x\n\n" + others + lines)
    }

    @Test func `given parts that decode to more than allowed, when parsed, then it is too large (7.4.2)`() async throws
    {
        let part =
            "--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n"
            + String(repeating: String(repeating: "AAAA", count: 19) + "\n", count: 10_000)
        let mail = "Content-Type: multipart/mixed; boundary=b\n\n" + part + part + "--b--\n"
        _ = try await parse(mail) { $0.decodedBytes = 1_140_000 }
        await #expect(
            throws: failure(
                .tooLarge,
                "its parts have more than 1139999 bytes when decoded; raise --max-decoded-size if such mail is wanted")
        ) { try await parse(mail) { $0.decodedBytes = 1_139_999 } }
    }

    @Test func `given a text beyond its limit, when parsed, then it is cut with an issue and its bytes are whole`()
        async throws
    {
        let mail = "Content-Type: text/plain; charset=utf-8\n\naü\n"
        for (limit, text) in [(1, "a"), (2, "a"), (3, "aü"), (4, "aü\n")] {
            let message = try await parse(mail) { $0.textBytes = limit }
            guard case .text(let decoded, let content) = message.root.body else { throw Unexpected() }
            #expect(decoded == DecodedText(text: text, charset: "utf-8", isCut: limit < 4))
            #expect(content.count == 4)
            let issue = ParsingIssue(code: "text_cut", explanation: "a text was cut after \(limit) bytes (--max-text)")
            #expect(message.issues == (limit < 4 ? [issue] : []))
        }
    }

    @Test func `given a spool that cannot be written, when parsed, then that is the failure`() async throws {
        let fixture = try ParserFixture()
        let lost = GoneFolder.parser()
        let mail = try fixture.mail(
            Array(("Content-Type: image/png\n\n" + String(repeating: "x", count: 300_000)).utf8))
        await #expect(
            throws: ParsingFailure.spool(SpoolFailure(operation: "create a spool file in /nowhere/at/all", errno: 2))
        ) {
            try await lost.parse(mail, limits: ParserFixture.limits)
        }
    }
}
