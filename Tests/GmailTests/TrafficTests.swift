import Foundation
import GoogleAuthorization
import Mail
import TestSupport
import Testing
import Threading

@testable import Gmail

@Suite(.timeLimit(.minutes(1))) struct TrafficTests {
    @Test func `7.3.4: token requests count, and body bytes of all answers`() async throws {
        let list = #"{"resultSizeEstimate":0}"#
        let fixture = try GmailFixture { _ in .json(200, list) }
        defer { fixture.stop() }
        #expect(await fixture.mailbox.traffic == Traffic())
        _ = try await fixture.list()
        let token = #"{"access_token":"ya29.t","expires_in":3599}"#
        #expect(
            await fixture.mailbox.traffic == Traffic(requests: 2, bytesReceived: token.utf8.count + list.utf8.count))
    }

    @Test func `7.1.4: a clock that had to be corrected and a key that others can read are warnings of every run`()
        async throws
    {
        let counter = Counter()
        let fixture = try GmailFixture(token: {
            counter.next() == 1
                ? .json(
                    400, #"{"error":"invalid_grant","error_description":"… in a reasonable timeframe."}"#,
                    headers: [("Date", "Fri, 15 Jan 2027 08:10:00 GMT")])
                : .json(200, #"{"access_token":"t","expires_in":3599}"#)
        }) { _ in .json(200, #"{"resultSizeEstimate":0}"#) }
        defer { fixture.stop() }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: fixture.credentialsPath)
        let mailbox = GmailMailbox(
            options: fixture.options,
            credentials: try ServiceAccountKey.load(path: fixture.credentialsPath, strictPermissions: false),
            client: fixture.client, spool: Spool(folder: fixture.folder.url.path) { StreamDigest() },
            clockwork: fixture.clock.clockwork)
        for try await _ in mailbox.matches(atMost: 1) {}
        #expect(
            await mailbox.traffic.warnings == [
                "other users of this machine can read the key file \(fixture.credentialsPath) (mode 0640); "
                    + "chmod 0400 \(fixture.credentialsPath)",
                "this machine's clock is 10 min 0 s behind Google's; set it (timedatectl set-ntp true)",
            ])
    }

    @Test func `7.1.2: fetches cost twenty units and never more than the budget goes in a minute`() async throws {
        let clock = SkippingClock()
        let times = Locked<[Date]>([])
        let fixture = try GmailFixture(clock: clock, options: { $0.unitsPerMinute = 100 }) { _ in
            times.withLock { $0.append(clock.now) }
            return GmailFixture.raw([65])
        }
        defer { fixture.stop() }
        for number in 0..<12 {
            _ = try await fixture.mailbox.fetch(fixture.key("m\(number)"), limitBytes: 10, mustMatch: true)
        }
        let sent = times.withLock { $0 }
        for first in sent {
            #expect(sent.filter { $0 >= first && $0.timeIntervalSince(first) < 60 }.count <= 5)
        }
        #expect(clock.sleeps.count == 2)
    }

    @Test func `arrivals stay silent until they are cancelled`() async throws {
        let fixture = try GmailFixture { _ in nil }
        defer { fixture.stop() }
        let task = Task {
            var count = 0
            for await _ in fixture.mailbox.arrivals() { count += 1 }
            return count
        }
        task.cancel()
        #expect(await task.value == 0)
    }
}
