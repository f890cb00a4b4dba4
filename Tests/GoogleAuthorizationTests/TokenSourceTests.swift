import Foundation
import GoogleAuthorization
import Observability
import Signing
import TestSupport
import Testing
import Threading
import Transport

@Suite(.timeLimit(.minutes(1))) struct TokenSourceTests {
    @Test func `given the first call, the request is Google's form with a valid assertion`() async throws {
        let fixture = try TokenFixture { _ in TokenFixture.granted("ya29.a") }
        defer { fixture.stop() }
        #expect(try await fixture.source.token().reveal { $0 } == "ya29.a")
        let request = try #require(fixture.server.requests.first)
        #expect(request.method == "POST")
        #expect(request.path == "/token")
        #expect(request.headers["content-type"] == "application/x-www-form-urlencoded")
        #expect(request.headers["authorization"] == nil)
        let prefix = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
        #expect(request.bodyText.hasPrefix(prefix))
        let parts = request.bodyText.dropFirst(prefix.count).split(separator: ".").map(String.init)
        let signature = try #require(Base64URL.decode(parts[2]))
        #expect(
            try CredentialsFixture.key.get().publicKey
                .isValid(signature: signature, of: Array("\(parts[0]).\(parts[1])".utf8)))
        #expect(fixture.meter.reading.requests == 1)
    }

    @Test func `given a token, it is kept until five minutes before its end`() async throws {
        let count = Locked(0)
        let fixture = try TokenFixture { _ in
            TokenFixture.granted("t\(count.withLock { $0 += 1; return $0 })", seconds: 3600)
        }
        defer { fixture.stop() }
        func token() async throws -> String { try await fixture.source.token().reveal { $0 } }
        #expect(try await token() == "t1")
        fixture.clock.advance(by: .seconds(3299))
        #expect(try await token() == "t1")
        fixture.clock.advance(by: .seconds(1))
        #expect(try await token() == "t2")
    }

    @Test func `given a short-lived token, it is kept for half of its life`() async throws {
        let fixture = try TokenFixture { _ in TokenFixture.granted("t", seconds: 100) }
        defer { fixture.stop() }
        _ = try await fixture.source.token()
        fixture.clock.advance(by: .seconds(49))
        _ = try await fixture.source.token()
        #expect(fixture.server.requests.count == 1)
        fixture.clock.advance(by: .seconds(1))
        _ = try await fixture.source.token()
        #expect(fixture.server.requests.count == 2)
    }

    @Test func `given many callers at once, one request serves them all`() async throws {
        let fixture = try TokenFixture { _ in TokenFixture.granted("t") }
        defer { fixture.stop() }
        try await withThrowingTaskGroup(of: Secret.self) { group in
            for _ in 0..<50 { group.addTask { try await fixture.source.token() } }
            for try await token in group { #expect(token == Secret("t")) }
        }
        #expect(fixture.server.requests.count == 1)
    }

    @Test func `given a token that the API refused, a new one is asked for, once`() async throws {
        let count = Locked(0)
        let fixture = try TokenFixture { _ in TokenFixture.granted("t\(count.withLock { $0 += 1; return $0 })") }
        defer { fixture.stop() }
        let first = try await fixture.source.token()
        await fixture.source.invalidate(first)
        let second = try await fixture.source.token()
        #expect(second == Secret("t2"))
        await fixture.source.invalidate(first)
        #expect(try await fixture.source.token() == second)
    }

    @Test func `given one of two callers is cancelled, the other gets the token`() async throws {
        let gate = DispatchSemaphore(value: 0)
        let fixture = try TokenFixture { _ in
            gate.wait()
            return TokenFixture.granted("t")
        }
        defer { fixture.stop() }
        let first = Task { try await fixture.source.token() }
        for await _ in fixture.server.arrivals { break }
        let second = Task { try await fixture.source.token() }
        second.cancel()
        gate.signal()
        #expect(try await first.value == Secret("t"))
    }

    @Test func `given all callers are cancelled, the request ends and the next caller asks anew`() async throws {
        let count = Locked(0)
        let fixture = try TokenFixture { _ in
            count.withLock {
                $0 += 1; return $0
            } == 1 ? .stall([]) : TokenFixture.granted("t")
        }
        defer { fixture.stop() }
        let caller = Task { try await fixture.source.token() }
        for await _ in fixture.server.arrivals { break }
        caller.cancel()
        let result = await caller.result
        #expect(throws: TokenFailure.self) { try result.get() }
        if case .failure(let error as TokenFailure) = result { #expect(error.kind == .cancelled) }
        #expect(try await fixture.source.token() == Secret("t"))
    }

    @Test func `7.1.4: given a clock that is wrong, the assertion is signed once more with the server's time`()
        async throws
    {
        let fixture = try TokenFixture { request in
            let claims = request.bodyText.split(separator: ".")[1]
            let json = Base64URL.decode(String(claims)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return json.contains("\"iat\":784111777")
                ? TokenFixture.granted("t")
                : TokenFixture.refused(
                    400, "invalid_grant",
                    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                        + "Check your iat and exp values in the JWT claim.",
                    headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")])
        }
        defer { fixture.stop() }
        fixture.clock.advance(by: .seconds(784_111_777 + 200 - 1_800_000_000))
        #expect(try await fixture.source.token() == Secret("t"))
        #expect(fixture.server.requests.count == 2)
        #expect(await fixture.source.clockSkew == .seconds(-200))
        #expect(
            await fixture.source.clockWarning
                == "this machine's clock is 3 min 20 s ahead of Google's; set it (timedatectl set-ntp true)")
    }

    @Test func `7.1.4: given a second refusal of the time, the credentials count as refused`() async throws {
        let fixture = try TokenFixture { _ in
            TokenFixture.refused(
                400, "invalid_grant", "Invalid JWT: Token must be in a reasonable timeframe.",
                headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")])
        }
        defer { fixture.stop() }
        fixture.clock.advance(by: .seconds(784_111_777 - 7500 - 1_800_000_000))
        let failure = await fixture.failure()
        #expect(failure?.kind == .credentials)
        #expect(fixture.server.requests.count == 2)
        #expect(
            fixture.text(failure)
                == "cannot get an access token for alice@example.com: 127.0.0.1 does not accept the time of the assertion, "
                + "this machine's clock is 2 h 5 min behind the server's; set this machine's clock (timedatectl set-ntp true)"
        )
    }

    @Test func `given a right clock, there is no warning`() async throws {
        let fixture = try TokenFixture { _ in TokenFixture.granted("t") }
        defer { fixture.stop() }
        _ = try await fixture.source.token()
        #expect(await fixture.source.clockWarning == nil)
        #expect(await fixture.source.clockDifference == nil)
    }
}
